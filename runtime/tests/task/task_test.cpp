// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/select.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/task/spawn.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"
#include "support/remote.hpp"
#include "support/runtimes.hpp"
#include "support/tracked.hpp"

using kioto::async;
using kioto::join_handle;
using kioto::spawn;
using kioto::yield_now;

namespace {

static_assert(kioto::future<join_handle<int>>);
static_assert(!std::is_copy_constructible_v<join_handle<int>>);
static_assert(std::is_nothrow_move_constructible_v<join_handle<int>>);

template <class F>
concept spawnable = requires(F&& f) { spawn(std::forward<F>(f)); };
static_assert(spawnable<async<int>>);
static_assert(!spawnable<int>);

async<int> after_a_yield(int value) {
  co_await yield_now();
  co_return value;
}

async<> sets(bool& done) {
  co_await yield_now();
  done = true;
}

async<int> fails() {
  co_await yield_now();
  throw std::runtime_error("in the task");
}

}  // namespace

TEST_CASE("task.01 a task whose handle goes at once runs to its end",
          "[task]") {
  auto rt = test::current_thread();
  bool dropped = false, detached = false;
  rt.block_on([](bool& a, bool& b) -> async<> {
    (void)spawn(sets(a));
    spawn(sets(b)).detach();
    co_await test::settle();
  }(dropped, detached));
  CHECK(dropped);
  CHECK(detached);
}

TEST_CASE("task.02 async.36 an exception comes out at the join, as it was",
          "[task]") {
  auto rt = test::current_thread();
  const auto outcome =
      rt.block_on([]() -> async<std::expected<int, kioto::join_error>> {
        auto other = spawn(after_a_yield(2));
        auto outcome = co_await spawn(fails());
        CHECK((co_await other).value() == 2);
        co_return outcome;
      }());
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().is_panicked());
  CHECK_FALSE(outcome.error().is_cancelled());
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.error().exception()),
                    "in the task");
  // Nobody joins: nothing happens.
  rt.block_on([]() -> async<> {
    (void)spawn(fails());
    co_await test::settle();
  }());
}

TEST_CASE("task.03 a task that ended long ago gives its value at once",
          "[task]") {
  auto rt = test::current_thread();
  std::optional<join_handle<std::unique_ptr<int>>> handle;
  rt.block_on([](auto& to) -> async<> {
    to = spawn(kioto::ready(std::make_unique<int>(5)));
    co_await test::settle();
  }(handle));
  CHECK(handle->is_finished());
  auto outcome = kioto::now_or_never(*handle);
  REQUIRE(outcome.has_value());
  CHECK(**outcome.value() == 5);
}

TEST_CASE("task.04 a handle that gave its value, awaited again", "[task]") {
  int line = 0;
  const auto death = test::dies([&] {
    auto rt = test::current_thread();
    test::probe_context probe;
    auto handle = rt.spawn(kioto::ready(5));
    (void)rt.block_on(handle);
    (void)handle.poll(probe.cx());
  });
  line = __LINE__ - 2;
  CHECK(death.aborted);
  CHECK(death.said ==
        test::at(__FILE__, line) + "join_handle: polled after completion\n");
}

TEST_CASE("task.05 a value that nobody reads goes with the handle, once",
          "[task]") {
  test::tracks tracks;
  auto rt = test::current_thread();
  {
    auto handle = rt.spawn(kioto::ready(test::tracked(tracks)));
    rt.block_on(test::settle());
    CHECK(handle.is_finished());
    CHECK(tracks.alive() == 1);
  }
  CHECK(tracks.alive() == 0);
}

TEST_CASE("task.06 a handle awaited by reference in a select loses nothing",
          "[task]") {
  auto rt = test::current_thread();
  rt.block_on([]() -> async<> {
    auto handle = spawn(after_a_yield(7));
    const auto first = co_await kioto::select(handle, kioto::ready(1));
    CHECK(first.index() == 1);
    CHECK((co_await handle).value() == 7);
  }());
}

TEST_CASE("task.07 only the waiter that polled last is woken", "[task]") {
  test::probe_context first, second;
  test::remote<int> value;
  auto rt = test::current_thread();
  auto handle = rt.spawn(value.future());
  CHECK(handle.poll(first.cx()).is_pending());
  CHECK(handle.poll(second.cx()).is_pending());
  CHECK(first.alive() == 1);  // its own
  value.set(3);
  rt.block_on(test::settle());
  CHECK(first.wakes == 0);
  CHECK(second.wakes == 1);
  CHECK(handle.poll(second.cx()).value().value() == 3);
  CHECK(second.alive() == 1);
}

TEST_CASE("task.08 guards have run before the handle gives anything",
          "[task]") {
  auto rt = test::current_thread();
  bool gone = false;
  const auto guarded = [](bool& gone, bool waits) -> async<> {
    test::at_exit guard([&gone] { gone = true; });
    co_await yield_now();
    if (waits) co_await kioto::pending<>();
  };
  SECTION("a value") {
    CHECK(rt.block_on(rt.spawn(guarded(gone, false))).has_value());
  }
  SECTION("cancelled") {
    auto handle = rt.spawn(guarded(gone, true));
    rt.block_on(test::settle());
    CHECK_FALSE(gone);
    handle.abort();
    CHECK(rt.block_on(handle).error().is_cancelled());
  }
  CHECK(gone);
}

TEST_CASE("task.09 is_finished() is true once the frame is destroyed",
          "[task]") {
  test::remote<int> never;
  auto rt = test::current_thread();
  auto handle = rt.spawn(never.future());
  rt.block_on(test::settle());
  handle.abort();
  CHECK(handle.is_finished() == (never.alive == 0));
  rt.block_on(test::settle());
  CHECK(never.alive == 0);
  CHECK(handle.is_finished());
  CHECK(kioto::now_or_never(handle)->error().is_cancelled());
}

TEST_CASE("task: a handle that goes while it waits gives its waker back",
          "[task]") {
  test::probe_context waiter;
  test::remote<int> never;
  auto rt = test::current_thread();
  {
    auto handle = rt.spawn(never.future());
    CHECK(handle.poll(waiter.cx()).is_pending());
    CHECK(waiter.alive() == 2);
  }
  CHECK(waiter.alive() == 1);
}

TEST_CASE("task: many threads spawn, and await what others run",
          "[task][stress]") {
  auto rt = test::current_thread();
  test::event done;
  std::jthread driver([&] { rt.block_on(done); });
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 3; ++t) {
      threads.emplace_back([&rt, &right] {
        for (int i = 0; i < 300; ++i) {
          right += kioto::block_on(rt.spawn(after_a_yield(i))).value() == i;
        }
      });
    }
  }
  done.set(0);
  CHECK(right == 900);
}
