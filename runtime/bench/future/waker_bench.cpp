// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <memory>
#include <thread>
#include <utility>

namespace {

class counter final : public kioto::wakeable {
 public:
  void wake() noexcept override { ++count_; }

 private:
  long count_ = 0;
};

/// Makes the compiler forget whose waker this is, as it must for a waker that
/// came in a context; it would call the vtable's functions inline otherwise.
void hide(kioto::waker& waker) { benchmark::DoNotOptimize(waker); }

void waker_clone_and_drop(benchmark::State& state) {
  const auto handle = kioto::make_wakeable<counter>();
  kioto::waker waker = handle.waker();
  for (auto _ : state) {
    hide(waker);
    kioto::waker copy = waker;
    benchmark::DoNotOptimize(copy);
  }
}
BENCHMARK(waker_clone_and_drop);

/// For comparison: the standard's reference count. libstdc++ counts without
/// atomic instructions until the process has had a second thread.
void shared_ptr_copy_and_destroy(benchmark::State& state) {
  std::jthread([] {}).join();
  const auto pointer = std::make_shared<long>(0);
  for (auto _ : state) {
    std::shared_ptr<long> copy = pointer;
    benchmark::DoNotOptimize(copy);
  }
}
BENCHMARK(shared_ptr_copy_and_destroy);

/// What a future does in each poll that stays pending.
void waker_assign_equal(benchmark::State& state) {
  const auto handle = kioto::make_wakeable<counter>();
  kioto::waker waker = handle.waker();
  kioto::waker stored = waker;
  for (auto _ : state) {
    hide(waker);
    stored = waker;
    benchmark::DoNotOptimize(stored);
  }
}
BENCHMARK(waker_assign_equal);

void waker_wake_by_ref(benchmark::State& state) {
  const auto handle = kioto::make_wakeable<counter>();
  kioto::waker waker = handle.waker();
  for (auto _ : state) {
    hide(waker);
    waker.wake_by_ref();
    benchmark::ClobberMemory();
  }
}
BENCHMARK(waker_wake_by_ref);

void waker_clone_and_wake(benchmark::State& state) {
  const auto handle = kioto::make_wakeable<counter>();
  kioto::waker waker = handle.waker();
  for (auto _ : state) {
    hide(waker);
    kioto::waker copy = waker;
    std::move(copy).wake();
  }
}
BENCHMARK(waker_clone_and_wake);

void wakeable_make_and_destroy(benchmark::State& state) {
  for (auto _ : state) {
    auto handle = kioto::make_wakeable<counter>();
    benchmark::DoNotOptimize(handle);
  }
}
BENCHMARK(wakeable_make_and_destroy);

}  // namespace
