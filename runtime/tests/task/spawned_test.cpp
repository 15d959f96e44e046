// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstddef>
#include <kioto/async/async.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/handle.hpp>
#include <kioto/rt/local_set.hpp>
#include <kioto/task/spawn.hpp>
#include <memory>
#include <string>
#include <utility>

#include "support/runtimes.hpp"

using kioto::async;
using kioto::yield_now;

namespace {

async<int> five() {
  co_await yield_now();
  co_return 5;
}

}  // namespace

TEST_CASE("async.08 a lambda that is a coroutine lives as long as its task",
          "[task]") {
  auto rt = test::multi_thread(2);
  auto text = std::make_unique<std::string>("what the lambda owns");
  auto task = rt.spawn([text = std::move(text)]() -> async<std::size_t> {
    std::size_t sum = 0;
    for (int i = 0; i < 10; ++i) {
      co_await yield_now();
      sum += text->size();
    }
    co_return sum;
  });
  CHECK(rt.block_on(task).value() == 200);
}

TEST_CASE("async.08 the callable is called by the task, and goes with it",
          "[task]") {
  auto rt = test::current_thread();
  auto count = std::make_shared<int>(0);
  auto task = rt.spawn([count]() -> async<int> {
    ++*count;
    co_await yield_now();
    co_return *count;
  });
  CHECK(*count == 0);
  CHECK(count.use_count() == 2);
  CHECK(rt.block_on(task).value() == 1);
  CHECK(count.use_count() == 1);
  // One that was never polled is not called.
  rt.spawn([count]() -> async<> {
      ++*count;
      co_return;
    }).abort();
  rt.block_on(test::settle());
  CHECK(*count == 1);
  CHECK(count.use_count() == 1);
}

TEST_CASE("spawn: a function, a callable that makes any future", "[task]") {
  auto rt = test::current_thread();
  CHECK(rt.block_on(rt.spawn(five)).value() == 5);
  CHECK(rt.block_on(rt.spawn(&five)).value() == 5);
  const auto ready = [] { return kioto::ready(std::make_unique<int>(6)); };
  CHECK(*rt.block_on(rt.spawn(ready)).value() == 6);
  CHECK(rt.block_on(rt.get_handle().spawn(five)).value() == 5);
  rt.block_on(
      []() -> async<> { CHECK((co_await kioto::spawn(five)).value() == 5); }());
  kioto::local_set set;
  CHECK(rt.block_on(set.run_until([]() -> async<int> {
    co_return (co_await kioto::spawn_local(five)).value();
  }())) == 5);
}

TEST_CASE("spawn: a callable that throws is a task that throws", "[task]") {
  auto rt = test::current_thread();
  const auto outcome = rt.block_on(rt.spawn(
      []() -> kioto::ready_future<int> { throw std::string("no future"); }));
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().is_panicked());
}

TEST_CASE("spawn: what owns its children is no borrower", "[task]") {
  using kioto::detail::borrows_future;
  using future = kioto::ready_future<int>;
  const auto half = [](int i) { return i / 2; };
  const auto pair = [](auto) { return 0; };
  using owner =
      decltype(kioto::map(kioto::join(kioto::ready(1), kioto::ready(2)), pair));
  using borrower = decltype(kioto::map(
      kioto::join(std::declval<future&>(), kioto::ready(2)), pair));
  CHECK_FALSE(borrows_future<owner>);
  CHECK(borrows_future<borrower>);
  CHECK(borrows_future<decltype(kioto::map(std::declval<future&>(), half))>);
  CHECK_FALSE(borrows_future<async<int&>>);
}
