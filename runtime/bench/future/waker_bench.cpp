// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <memory>
#include <utility>

namespace {

class counter final : public kioto::wakeable {
 public:
  void wake() noexcept override { ++count_; }

 private:
  long count_ = 0;
};

void waker_clone_and_drop(benchmark::State& state) {
  const auto handle = kioto::make_wakeable<counter>();
  const kioto::waker waker = handle.waker();
  for (auto _ : state) {
    kioto::waker copy = waker;
    benchmark::DoNotOptimize(copy);
  }
}
BENCHMARK(waker_clone_and_drop);

/// The floor of the row above: what the standard's reference count costs. The
/// thread makes libstdc++ count with atomic instructions, as a waker must.
void shared_ptr_copy_and_destroy(benchmark::State& state) {
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
  const kioto::waker waker = handle.waker();
  kioto::waker stored = waker;
  for (auto _ : state) {
    stored = waker;
    benchmark::DoNotOptimize(stored);
  }
}
BENCHMARK(waker_assign_equal);

void waker_wake_by_ref(benchmark::State& state) {
  const auto handle = kioto::make_wakeable<counter>();
  const kioto::waker waker = handle.waker();
  for (auto _ : state) {
    waker.wake_by_ref();
    benchmark::ClobberMemory();
  }
}
BENCHMARK(waker_wake_by_ref);

void waker_clone_and_wake(benchmark::State& state) {
  const auto handle = kioto::make_wakeable<counter>();
  const kioto::waker waker = handle.waker();
  for (auto _ : state) {
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
