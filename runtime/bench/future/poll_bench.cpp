// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <kioto/future/poll.hpp>
#include <kioto/future/yield_now.hpp>
#include <memory>
#include <utility>

namespace {

void poll_map_int(benchmark::State& state) {
  int n = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(n);
    auto p = kioto::poll<int>::ready(n).map([](int v) { return v + 1; });
    benchmark::DoNotOptimize(p);
  }
}
BENCHMARK(poll_map_int);

void poll_map_move_only(benchmark::State& state) {
  auto owned = std::make_unique<int>(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(owned);
    auto p = kioto::poll<std::unique_ptr<int>>::ready(std::move(owned))
                 .map([](std::unique_ptr<int> v) { return v; });
    benchmark::DoNotOptimize(p);
    owned = std::move(p).value();
  }
}
BENCHMARK(poll_map_move_only);

/// A yield_now by hand: two polls and one wake, of a waker that does nothing.
void yield_now_by_hand(benchmark::State& state) {
  const kioto::waker waker = kioto::waker::noop();
  kioto::context cx(waker);
  for (auto _ : state) {
    benchmark::DoNotOptimize(cx);
    auto future = kioto::yield_now();
    benchmark::DoNotOptimize(future);
    auto first = future.poll(cx);
    benchmark::DoNotOptimize(first);
    benchmark::DoNotOptimize(future);
    auto second = future.poll(cx);
    benchmark::DoNotOptimize(second);
  }
}
BENCHMARK(yield_now_by_hand);

}  // namespace
