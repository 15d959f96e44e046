// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <cstddef>
#include <deque>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/waker.hpp>
#include <utility>
#include <vector>

namespace {

/// Is never ready; leaves its waker outside.
class sleeper {
 public:
  using output_type = int;

  explicit sleeper(kioto::waker& mine) : mine_(&mine) {}
  kioto::poll<int> poll(kioto::context& cx) {
    *mine_ = cx.waker();
    return kioto::poll<int>::pending();
  }

 private:
  kioto::waker* mine_;
};

/// One of n children is woken, and the set is polled.
void unordered_wake_one(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::deque<kioto::waker> wakers(n);
  kioto::futures_unordered<sleeper> set;
  for (auto& w : wakers) set.push(sleeper(w));
  const kioto::waker parent = kioto::waker::noop();
  kioto::context cx(parent);
  auto next = set.next();
  benchmark::DoNotOptimize(next.poll(cx));
  for (auto _ : state) {
    wakers[n / 2].wake_by_ref();
    benchmark::DoNotOptimize(next.poll(cx));
  }
}
BENCHMARK(unordered_wake_one)->Arg(1)->Arg(100)->Arg(10'000);

/// The rejected way: all children share the waker of the task, so all of them
/// are polled.
void poll_all_wake_one(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::vector<kioto::waker> wakers(n);
  std::vector<sleeper> all;
  for (auto& w : wakers) all.emplace_back(w);
  const kioto::waker parent = kioto::waker::noop();
  kioto::context cx(parent);
  for (auto& f : all) benchmark::DoNotOptimize(f.poll(cx));
  for (auto _ : state) {
    wakers[n / 2].wake_by_ref();
    for (auto& f : all) benchmark::DoNotOptimize(f.poll(cx));
  }
}
BENCHMARK(poll_all_wake_one)->Arg(1)->Arg(100)->Arg(10'000);

/// A wake of a child that is queued already.
void unordered_wake_again(benchmark::State& state) {
  kioto::waker waker;
  kioto::futures_unordered<sleeper> set;
  set.push(sleeper(waker));
  const kioto::waker parent = kioto::waker::noop();
  kioto::context cx(parent);
  auto next = set.next();
  benchmark::DoNotOptimize(next.poll(cx));
  for (auto _ : state) waker.wake_by_ref();
}
BENCHMARK(unordered_wake_again);

/// A future from push() to its result.
void unordered_push_and_take(benchmark::State& state) {
  kioto::futures_unordered<kioto::ready_future<int>> set;
  const kioto::waker parent = kioto::waker::noop();
  kioto::context cx(parent);
  for (auto _ : state) {
    set.push(kioto::ready(1));
    benchmark::DoNotOptimize(set.poll_next(cx));
  }
}
BENCHMARK(unordered_push_and_take);

}  // namespace
