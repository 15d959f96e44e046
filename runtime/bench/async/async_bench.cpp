// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <cstddef>
#include <kioto/async/async.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <new>

using kioto::async;

namespace {

/// Polls until the future is done; wakes do nothing.
template <class F>
void run(F&& future) {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  while (future.poll(cx).is_pending()) {
  }
}

// Never inlined: what is measured is a chain whose depth the compiler does not
// know.
[[gnu::noinline]] async<int> nest(int depth) {
  if (depth == 0) co_return 0;
  co_return co_await nest(depth - 1) + 1;
}

/// Frames started, run and ended; a frame is one item.
void async_chain(benchmark::State& state) {
  const int depth = static_cast<int>(state.range(0));
  for (auto _ : state) run(nest(depth - 1));
  state.SetItemsProcessed(state.iterations() * depth);
}
BENCHMARK(async_chain)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

/// Pending in every poll but the last, and wakes nobody.
struct ticks {
  using output_type = void;
  const bool& over;

  kioto::poll<void> poll(kioto::context&) const {
    return over ? kioto::poll<void>::ready() : kioto::poll<void>::pending();
  }
};

[[gnu::noinline]] async<> wait_below(int depth, const bool& over) {
  if (depth > 1) co_return co_await wait_below(depth - 1, over);
  // Each wake finds the leaf ready, and resumes the coroutine.
  while (!over) co_await kioto::yield_now();
}

/// A wake: one poll of the root, after which the innermost coroutine has run
/// and waits again.
void async_leaf_wake(benchmark::State& state) {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  bool over = false;
  auto root = wait_below(static_cast<int>(state.range(0)), over);
  for (auto _ : state) benchmark::DoNotOptimize(root.poll(cx).is_pending());
  over = true;
  run(root);
}
BENCHMARK(async_leaf_wake)->Arg(1)->Arg(100)->Arg(1000);

[[gnu::noinline]] async<> poll_only(const bool& over) { co_await ticks{over}; }

/// A poll that finds the leaf pending.
void async_poll_pending(benchmark::State& state) {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  bool over = false;
  auto root = poll_only(over);
  for (auto _ : state) benchmark::DoNotOptimize(root.poll(cx).is_pending());
  over = true;
  run(root);
}
BENCHMARK(async_poll_pending);

[[gnu::noinline]] async<int> ready_loop(benchmark::State& state) {
  int sum = 0;
  for (auto _ : state) sum += co_await kioto::ready(1);
  co_return sum;
}

/// An await of a future that is ready at once.
void async_await_ready(benchmark::State& state) { run(ready_loop(state)); }
BENCHMARK(async_await_ready);

[[gnu::noinline]] async<> yield_loop(benchmark::State& state) {
  for (auto _ : state) co_await kioto::yield_now();
}

/// A yield of a coroutine: wake, park that finds the token, poll.
void async_yield(benchmark::State& state) {
  kioto::block_on(yield_loop(state));
}
BENCHMARK(async_yield);

void frame_recycled(benchmark::State& state) {
  for (auto _ : state) {
    void* frame = kioto::detail::allocate_frame(128);
    benchmark::DoNotOptimize(frame);
    kioto::detail::deallocate_frame(frame, 128);
  }
}
BENCHMARK(frame_recycled);

void frame_by_operator_new(benchmark::State& state) {
  for (auto _ : state) {
    void* frame = ::operator new(128);
    benchmark::DoNotOptimize(frame);
    ::operator delete(frame, std::size_t{128});
  }
}
BENCHMARK(frame_by_operator_new);

}  // namespace
