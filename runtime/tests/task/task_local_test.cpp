// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/task/spawn.hpp>
#include <kioto/task/task_local.hpp>
#include <string>

#include "support/dies.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::spawn;

namespace {

constexpr kioto::task_local<int> number;
constexpr kioto::task_local<std::string> name;

async<int> number_after_a_yield() {
  co_await kioto::yield_now();
  co_return number.get();
}

}  // namespace

TEST_CASE("task_local: each task has a value of its own", "[task_local]") {
  auto rt = test::current_thread();
  CHECK(number.try_get() == nullptr);
  auto one = rt.spawn(number.scope(1, number_after_a_yield()));
  auto two = rt.spawn(number.scope(2, number_after_a_yield()));
  CHECK(rt.block_on(one).value() == 1);
  CHECK(rt.block_on(two).value() == 2);
  CHECK(number.try_get() == nullptr);
}

TEST_CASE("task_local: scopes nest, and belong to a future", "[task_local]") {
  auto rt = test::current_thread();
  rt.block_on(number.scope(1, []() -> async<> {
    CHECK(number.get() == 1);
    const auto [a, b] =
        co_await kioto::join(number.scope(2, number_after_a_yield()),
                             name.scope("x", number_after_a_yield()));
    CHECK(a == 2);
    CHECK(b == 1);
    CHECK(name.try_get() == nullptr);
    number.get() = 5;
    co_await kioto::yield_now();
    CHECK(number.get() == 5);
  }()));
}

TEST_CASE("task_local: a value for a function", "[task_local]") {
  CHECK(number.sync_scope(3, [] { return number.get(); }) == 3);
  CHECK(number.try_get() == nullptr);
}

TEST_CASE("task_local: a task that is spawned does not inherit",
          "[task_local]") {
  auto rt = test::current_thread();
  const bool has = rt.block_on(number.scope(1, []() -> async<bool> {
    co_return (co_await spawn([]() -> async<bool> {
      co_return number.try_get() != nullptr;
    }()))
        .value();
  }()));
  CHECK_FALSE(has);
}

TEST_CASE("task.10 destructors see the value, at the end and after an abort",
          "[task][task_local]") {
  auto rt = test::current_thread();
  int seen = 0;
  const auto guarded = [](int& seen, bool waits) -> async<> {
    test::at_exit guard([&seen] { seen += number.get(); });
    co_await kioto::yield_now();
    if (waits) co_await kioto::pending<>();
  };
  (void)rt.block_on(rt.spawn(number.scope(3, guarded(seen, false))));
  CHECK(seen == 3);
  auto waits = rt.spawn(number.scope(40, guarded(seen, true)));
  rt.block_on(test::settle());
  waits.abort();
  (void)rt.block_on(waits);
  CHECK(seen == 43);
}

TEST_CASE("task_local: no value", "[task_local]") {
  int line = 0;
  const auto death = test::dies([] { (void)number.get(); });
  line = __LINE__ - 1;
  CHECK(death.aborted);
  CHECK(death.said == test::at(__FILE__, line) + "task_local: no value here\n");
}
