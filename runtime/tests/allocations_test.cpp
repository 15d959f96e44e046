// SPDX-License-Identifier: MIT
//
// What the `Cost:` lines promise about allocations. A program of its own: it
// replaces operator new by one that counts.
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdlib>
#include <kioto/future/countdown.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/rt/block_on.hpp>
#include <new>
#include <utility>

namespace {

thread_local int allocations = 0;

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
