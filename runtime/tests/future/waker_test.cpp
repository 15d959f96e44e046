// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/waker.hpp>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"

using kioto::waker;
using test::probe_waker;

namespace {

static_assert(sizeof(waker) == 2 * sizeof(void*));
static_assert(std::is_nothrow_default_constructible_v<waker>);
static_assert(std::is_nothrow_copy_constructible_v<waker>);
static_assert(std::is_nothrow_move_constructible_v<waker>);
static_assert(std::is_nothrow_copy_assignable_v<waker>);
static_assert(std::is_nothrow_move_assignable_v<waker>);
static_assert(std::is_nothrow_swappable_v<waker>);
static_assert(noexcept(std::declval<waker>().wake()));
static_assert(noexcept(std::declval<const waker&>().wake_by_ref()));
static_assert(!std::is_convertible_v<waker, bool>);

// wake() is for rvalues: at the call one can read that the waker is used up.
template <class W>
concept has_wake = requires(W w) { static_cast<W>(w).wake(); };
static_assert(has_wake<waker&&>);
static_assert(!has_wake<waker&>);

}  // namespace

TEST_CASE("waker: takes over the one reference it is given", "[waker]") {
  probe_waker probe;
  {
    const waker w = probe.waker();
    CHECK(w);
    CHECK(probe.alive() == 1);
  }
  CHECK(probe.clones == 0);
  CHECK(probe.drops == 1);
  CHECK(probe.wakes == 0);
}

TEST_CASE("waker: a copy is a clone", "[waker]") {
  probe_waker probe;
  const waker a = probe.waker();
  {
    const waker b = a;
    CHECK(probe.clones == 1);
    CHECK(b.will_wake(a));
  }
  CHECK(probe.drops == 1);
}

TEST_CASE("waker: uses the data that clone returns", "[waker]") {
  // A vtable whose every clone is an object of its own.
  struct pair {
    pair* other;
    int woken = 0;
  };
  static constexpr kioto::waker_vtable table = {
      .clone = [](void* data) noexcept -> void* {
        return static_cast<pair*>(data)->other;
      },
      .wake = [](void* data) noexcept { ++static_cast<pair*>(data)->woken; },
      .wake_by_ref =
          [](void* data) noexcept { ++static_cast<pair*>(data)->woken; },
      .drop = [](void*) noexcept {},
  };
  pair first{nullptr};
  pair second{&first};
  first.other = &second;
  const waker a(&first, table);
  const waker b = a;
  CHECK_FALSE(b.will_wake(a));
  b.wake_by_ref();
  CHECK(first.woken == 0);
  CHECK(second.woken == 1);
}

TEST_CASE("waker: a move takes the reference along", "[waker]") {
  probe_waker probe;
  waker a = probe.waker();
  waker b = std::move(a);
  CHECK_FALSE(a);
  CHECK(b);
  CHECK(probe.clones == 0);
  CHECK(probe.drops == 0);

  waker c;
  c = std::move(b);
  CHECK_FALSE(b);
  CHECK(c);
  CHECK(probe.clones == 0);
  CHECK(probe.alive() == 1);
}

TEST_CASE("waker: assignment drops what was there before", "[waker]") {
  probe_waker one;
  probe_waker two;
  const waker other = two.waker();
  waker w = one.waker();
  SECTION("by copy") {
    w = other;
    CHECK(two.alive() == 2);
  }
  SECTION("by move") {
    waker gone = two.waker();
    w = std::move(gone);
    CHECK_FALSE(gone);
    CHECK(two.alive() == 2);
    CHECK(two.clones == 0);
  }
  CHECK(one.alive() == 0);
  CHECK_FALSE(w.will_wake(one.waker()));
  CHECK(w.will_wake(other));
}

TEST_CASE("waker: assignment of an equal waker makes no clone", "[waker]") {
  probe_waker probe;
  const waker a = probe.waker();
  waker b = a;
  b = a;
  CHECK(probe.clones == 1);
  CHECK(probe.drops == 0);
}

TEST_CASE("waker: assignment to itself changes nothing", "[waker]") {
  probe_waker probe;
  waker w = probe.waker();
  waker& same = w;
  w = same;
  w = std::move(same);
  CHECK(w);
  CHECK(probe.alive() == 1);
}

TEST_CASE("waker: is whole already when the old one is dropped", "[waker]") {
  // The drop of the old waker destroys a task, and with it a future that looks
  // at this very waker.
  struct state {
    waker stored;
    bool was_new = false;
    const waker* expected = nullptr;
  };
  static constexpr kioto::waker_vtable table = {
      .clone = [](void* data) noexcept { return data; },
      .wake = [](void*) noexcept {},
      .wake_by_ref = [](void*) noexcept {},
      .drop =
          [](void* data) noexcept {
            auto& self = *static_cast<state*>(data);
            self.was_new = self.stored.will_wake(*self.expected);
          },
  };
  probe_waker probe;
  const waker next = probe.waker();
  state self;
  self.expected = &next;
  self.stored = waker(&self, table);
  SECTION("by copy") { self.stored = next; }
  SECTION("by move") { self.stored = waker(next); }
  CHECK(self.was_new);
}

TEST_CASE("waker: wake gives its reference back and leaves it empty",
          "[waker]") {
  probe_waker probe;
  {
    waker w = probe.waker();
    std::move(w).wake();
    CHECK_FALSE(w);
    CHECK(probe.wakes == 1);
    CHECK(probe.alive() == 0);
  }
  CHECK(probe.drops == 1);  // the destructor did not drop it again
}

TEST_CASE("waker: may be destroyed by its own wake", "[waker]") {
  static constexpr kioto::waker_vtable table = {
      .clone = [](void* data) noexcept { return data; },
      .wake = [](void* data) noexcept { delete *static_cast<waker**>(data); },
      .wake_by_ref = [](void*) noexcept {},
      .drop = [](void*) noexcept {},
  };
  waker* w = nullptr;
  w = new waker(static_cast<void*>(&w), table);
  std::move(*w).wake();  // AddressSanitizer sees a touch of *w afterwards
  SUCCEED();
}

TEST_CASE("waker: wake_by_ref wakes each time and keeps its reference",
          "[waker]") {
  probe_waker probe;
  const waker w = probe.waker();
  w.wake_by_ref();
  w.wake_by_ref();
  CHECK(probe.wakes == 2);
  CHECK(probe.drops == 0);
  CHECK(w);
}

TEST_CASE("waker: will_wake compares the data and the vtable", "[waker]") {
  static constexpr kioto::waker_vtable other = {
      .clone = [](void* data) noexcept { return data; },
      .wake = [](void*) noexcept {},
      .wake_by_ref = [](void*) noexcept {},
      .drop = [](void*) noexcept {},
  };
  probe_waker one;
  probe_waker two;
  const waker a = one.waker();
  CHECK(a.will_wake(a));
  CHECK(a.will_wake(one.waker()));
  CHECK_FALSE(a.will_wake(two.waker()));
  CHECK_FALSE(a.will_wake(waker(&one, other)));
  CHECK_FALSE(a.will_wake(waker()));
}

TEST_CASE("waker: an empty one can be copied, moved, assigned and destroyed",
          "[waker]") {
  const waker empty;
  CHECK_FALSE(empty);
  const waker copy = empty;
  CHECK_FALSE(copy);
  probe_waker probe;
  waker w = probe.waker();
  w = empty;
  CHECK_FALSE(w);
  CHECK(probe.alive() == 0);
}

TEST_CASE("waker: an empty one cannot wake", "[waker]") {
  const auto wake = test::dies([] { waker().wake(); });
  CHECK(wake.aborted);
  CHECK_THAT(wake.said, Catch::Contains("wake() of an empty waker"));
  const auto by_ref = test::dies([] { waker().wake_by_ref(); });
  CHECK(by_ref.aborted);
  CHECK_THAT(by_ref.said, Catch::Contains("wake_by_ref() of an empty waker"));
}

TEST_CASE("waker: swap exchanges two without touching a count", "[waker]") {
  probe_waker one;
  probe_waker two;
  waker a = one.waker();
  waker b = two.waker();
  swap(a, b);
  a.wake_by_ref();
  CHECK(two.wakes == 1);
  CHECK(one.clones + two.clones + one.drops + two.drops == 0);
}

TEST_CASE("waker: noop does nothing, and equals every other noop", "[waker]") {
  const waker a = waker::noop();
  waker b = waker::noop();
  CHECK(a);
  CHECK(a.will_wake(b));
  const waker copy = b;
  CHECK(copy.will_wake(b));
  a.wake_by_ref();
  std::move(b).wake();
  CHECK_FALSE(b);
}

TEST_CASE("fut.06 only the waker of the latest poll is kept and woken",
          "[fut]") {
  test::probe_context one;
  test::probe_context two;
  test::event leaf;
  CHECK(leaf.poll(one.cx()).is_pending());
  CHECK(one.clones == 1);

  CHECK(leaf.poll(two.cx()).is_pending());
  CHECK(one.alive() == 1);  // the clone was dropped at the second poll
  CHECK(two.clones == 1);

  const waker equal = two.waker();
  kioto::context again(equal);
  CHECK(leaf.poll(again).is_pending());
  CHECK(two.clones == 1);  // no new clone

  leaf.set(1);
  CHECK(one.wakes == 0);
  CHECK(two.wakes == 1);
  CHECK(leaf.poll(two.cx()).value() == 1);
}
