// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <cstddef>
#include <kioto/future/join.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <utility>

namespace {

/// Makes a future in each turn, and polls it once: it is ready.
template <class Make>
void poll_ready(benchmark::State& state, Make make) {
  const kioto::waker waker = kioto::waker::noop();
  kioto::context cx(waker);
  int n = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(n);
    auto future = make(n);
    benchmark::DoNotOptimize(future);
    auto result = future.poll(cx);
    benchmark::DoNotOptimize(result);
  }
}

/// For comparison: the child alone.
void ready_alone(benchmark::State& state) {
  poll_ready(state, [](int n) { return kioto::ready(n); });
}
BENCHMARK(ready_alone);

void map_of_ready(benchmark::State& state) {
  poll_ready(state, [](int n) {
    return kioto::map(kioto::ready(n), [](int v) { return v + 1; });
  });
}
BENCHMARK(map_of_ready);

void then_of_ready(benchmark::State& state) {
  poll_ready(state, [](int n) {
    return kioto::then(kioto::ready(n), [](int v) { return kioto::ready(v); });
  });
}
BENCHMARK(then_of_ready);

template <std::size_t N>
void join_of_ready(benchmark::State& state) {
  poll_ready(state, [](int n) {
    return [n]<std::size_t... I>(std::index_sequence<I...>) {
      return kioto::join((static_cast<void>(I), kioto::ready(n))...);
    }(std::make_index_sequence<N>());
  });
}
BENCHMARK(join_of_ready<2>);
BENCHMARK(join_of_ready<8>);

}  // namespace
