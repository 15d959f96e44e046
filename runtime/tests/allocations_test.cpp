// SPDX-License-Identifier: MIT
//
// What the `Cost:` lines promise about allocations. A program of its own: it
// replaces operator new by one that counts.
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdlib>
#include <kioto/async/async.hpp>
#include <kioto/async/frame_source.hpp>
#include <kioto/future/boxed.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/shared.hpp>
#include <kioto/future/then.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/task/spawn.hpp>
#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace {

thread_local int allocations = 0;
thread_local std::size_t bytes_allocated = 0;

/// Runs `fn`; how many allocations it made on this thread.
template <class Fn>
int allocations_of(Fn fn) {
  const int before = allocations;
  fn();
  return allocations - before;
}

struct bell final : kioto::wakeable {
  void wake() noexcept override {}
};

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  bytes_allocated += size;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("allocations: one for a wakeable, none for its wakers") {
  CHECK(allocations_of([] {
          const auto handle = kioto::make_wakeable<bell>();
          kioto::waker a = handle.waker();
          kioto::waker b = a;
          b = handle.waker();
          b.wake_by_ref();
          std::move(a).wake();
        }) == 1);
}

TEST_CASE("allocations: none for the noop waker") {
  CHECK(allocations_of([] {
          const kioto::waker a = kioto::waker::noop();
          const kioto::waker b = a;
        }) == 0);
}

TEST_CASE("allocations: one for a block_on, however often it polls") {
  CHECK(allocations_of([] { kioto::block_on(kioto::ready(5)); }) == 1);
  CHECK(allocations_of([] { kioto::block_on(kioto::countdown(1000)); }) == 1);
}

TEST_CASE(
    "allocations: one a child of futures_unordered, and one for the set") {
  CHECK(allocations_of([] {
          kioto::futures_unordered<kioto::countdown_future> set;
          CHECK_FALSE(*kioto::now_or_never(set.next()));
        }) == 0);
  CHECK(allocations_of([] {
          kioto::futures_unordered<kioto::countdown_future> set;
          for (unsigned i = 0; i < 10; ++i) set.push(kioto::countdown(i));
          for (int i = 0; i < 100; ++i) (void)kioto::now_or_never(set.next());
        }) == 11);
}

TEST_CASE(
    "allocations: one for a shared future and its copies, one for a box") {
  CHECK(allocations_of([] {
          auto a = kioto::shared(kioto::countdown(1));
          auto b = a;
          (void)kioto::now_or_never(a);
          (void)kioto::now_or_never(b);
          (void)kioto::now_or_never(a);
        }) == 1);
  CHECK(allocations_of([] {
          (void)kioto::now_or_never(kioto::boxed(kioto::countdown(1)));
        }) == 1);
}

TEST_CASE("allocations: none for map, then and join") {
  const kioto::waker noop = kioto::waker::noop();
  kioto::context cx(noop);
  CHECK(allocations_of([&cx] {
          auto future = kioto::join(
              kioto::map(kioto::countdown(1), [](unsigned n) { return n; }),
              kioto::then(kioto::countdown(1),
                          [](unsigned n) { return kioto::countdown(n); }));
          while (future.poll(cx).is_pending()) {
          }
        }) == 0);
}

namespace {

kioto::async<int> nested(int depth) {
  co_await kioto::yield_now();
  co_return depth == 0 ? 1 : 1 + co_await nested(depth - 1);
}

// How many allocations `rounds` chains of coroutines make, from within.
kioto::async<int> allocations_of_rounds(int rounds) {
  const int before = allocations;
  for (int i = 0; i < rounds; ++i) (void)co_await nested(i % 8);
  co_return allocations - before;
}

}  // namespace

TEST_CASE("allocations: none for an await, once frames of its size are free") {
  CHECK(kioto::block_on(allocations_of_rounds(8)) > 0);
  CHECK(kioto::block_on(allocations_of_rounds(1000)) == 0);
}

namespace {

// Reads what it wrote after it has waited: all of that must be in the frame.
kioto::async<char> large(char fill, std::size_t at) {
  char bytes[2 * kioto::detail::frame_cache::largest] = {};
  bytes[at] = fill;
  co_await kioto::yield_now();
  co_return bytes[at / 2];
}

}  // namespace

TEST_CASE("allocations: one for a frame that is larger than the cache's") {
  for (std::size_t round = 0; round < 2; ++round) {
    CHECK(allocations_of(
              [round] { (void)kioto::now_or_never(large('x', round)); }) == 1);
  }
}

#ifdef __OPTIMIZE__
namespace {

kioto::async<> waits() { co_await kioto::pending<>(); }

}  // namespace

TEST_CASE("allocations: ten words for a coroutine that waits for a future") {
  // No store, and a thread that has no frames yet.
  const auto* store = kioto::detail::shared_frame_source.exchange(nullptr);
  std::size_t bytes = 0;
  std::jthread([&bytes] {
    const kioto::async<> it = waits();
    bytes = bytes_allocated;
  }).join();
  kioto::detail::shared_frame_source.store(store);
  CHECK(bytes > 0);
  CHECK(bytes <= 10 * sizeof(void*));
}
#endif

TEST_CASE("allocations: none for tasks once there were as many before") {
  using kioto::async;
  using kioto::join_handle;
  auto rt = kioto::runtime::builder().build();
  const auto spawns = []() -> async<> {
    std::vector<join_handle<void>> tasks;
    tasks.reserve(20'000);  // of several MiB, more than a thread's cache keeps
    for (int i = 0; i < 20'000; ++i) {
      tasks.push_back(
          kioto::spawn([]() -> async<> { co_await kioto::yield_now(); }));
    }
    for (auto& task : tasks) (void)co_await task;
  };
  rt.block_on(spawns());
  // The vector, and what a block_on needs.
  CHECK(allocations_of([&] { rt.block_on(spawns()); }) < 10);
}
