// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <kioto/future/yield_now.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"
#include "support/scripted.hpp"
#include "support/tracked.hpp"

using kioto::then;
using test::child_log;
using test::scripted;

TEST_CASE("fut.02 a then that is never polled does nothing", "[fut]") {
  child_log child;
  test::tracks function;
  bool ran = false;
  {
    auto future = then(scripted<int>(child, 0, 3),
                       [&ran, owned = test::tracked(function)](int) {
                         ran = true;
                         return kioto::ready();
                       });
    CHECK(child.alive() == 1);
    (void)future;
  }
  CHECK_FALSE(ran);
  CHECK(child.polls == 0);
  CHECK(child.alive() == 0);
  CHECK(function.alive() == 0);
  CHECK(child.objects.copied + function.copied == 0);
}

TEST_CASE("fut.07 a then may be polled although nothing woke it", "[fut]") {
  test::probe_context probe;
  test::event first;
  test::event second;
  auto future = then(first, [&second](int n) {
    return kioto::map(second, [n](int m) { return 10 * n + m; });
  });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  first.set(4);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  second.set(2);
  CHECK(probe.wakes == 2);
  CHECK(future.poll(probe.cx()).value() == 42);
  CHECK(first.polls() == 3);
}

TEST_CASE("fut.08 a complete then is not polled again", "[fut]") {
  const auto end = test::dies([] {
    test::probe_context probe;
    auto future = then(kioto::ready(5), [](int n) { return kioto::ready(n); });
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  });
  CHECK(end.aborted);
  CHECK(end.said ==
        test::at(__FILE__, __LINE__ - 4) + "then: polled after completion\n");
}

TEST_CASE("fut.11 then polls the second future in the poll that made it",
          "[fut]") {
  child_log first;
  child_log second;
  test::tracks function;
  test::probe_context probe;
  int alive = -1;
  auto future = then(scripted<int>(first, 1, 3),
                     [&, owned = test::tracked(function)](int n) {
                       alive = first.alive();
                       return scripted<int>(second, 1, 10 * n);
                     });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(second.polls == 0);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(second.polls == 1);
  CHECK(alive == 0);  // the first was gone before the function ran
  CHECK(first.alive() == 0);
  CHECK(function.alive() == 0);
  CHECK(probe.wakes == 0);
  CHECK(future.poll(probe.cx()).value() == 30);
  CHECK(first.polls == 2);
  CHECK(second.polls == 2);
  CHECK(second.alive() == 0);  // although the then is still there
}

TEST_CASE("fut.11 then is ready at once if both futures are", "[fut]") {
  test::probe_context probe;
  auto future =
      then(kioto::ready(std::make_unique<int>(3)),
           [](std::unique_ptr<int> p) { return kioto::ready(std::move(p)); });
  CHECK(*future.poll(probe.cx()).value() == 3);
}

TEST_CASE("then: over void, and to void", "[then]") {
  test::probe_context probe;
  auto from = then(kioto::yield_now(), [] { return kioto::ready(4); });
  CHECK(from.poll(probe.cx()).is_pending());
  CHECK(from.poll(probe.cx()).value() == 4);

  auto to = then(kioto::ready(4), [](int) { return kioto::yield_now(); });
  static_assert(std::is_void_v<decltype(to)::output_type>);
  CHECK(to.poll(probe.cx()).is_pending());
  CHECK(to.poll(probe.cx()).is_ready());
}

TEST_CASE("then: an exception from any of the three ends it", "[then]") {
  child_log first;
  child_log second;
  test::tracks function;
  test::probe_context probe;
  const auto ended = [&](auto& future, const char* message) {
    CHECK_THROWS_WITH(future.poll(probe.cx()), message);
    CHECK(first.alive() == 0);
    CHECK(second.alive() == 0);
    CHECK(function.alive() == 0);
    const auto end = test::dies([&] { (void)future.poll(probe.cx()); });
    CHECK_THAT(end.said, Catch::Contains("then: polled after completion"));
  };

  auto child_throws =
      then(scripted<int>(first, 0, std::nullopt),
           [owned = test::tracked(function)](int) { return kioto::ready(); });
  ended(child_throws, "child");

  auto function_throws =
      then(scripted<int>(first, 0, 3),
           [owned = test::tracked(function)](int) -> kioto::ready_future<int> {
             throw std::runtime_error("function");
           });
  ended(function_throws, "function");

  auto second_throws = then(scripted<int>(first, 0, 3), [&](int) {
    return scripted<int>(second, 1, std::nullopt);
  });
  CHECK(second_throws.poll(probe.cx()).is_pending());
  ended(second_throws, "child");
}

TEST_CASE("then: dropped between the two futures", "[then]") {
  child_log first;
  child_log second;
  test::probe_context probe;
  {
    auto future = then(scripted<int>(first, 0, 3),
                       [&](int) { return scripted<int>(second, 9, 1); });
    CHECK(future.poll(probe.cx()).is_pending());
    CHECK(first.alive() == 0);
    CHECK(second.alive() == 1);
  }
  CHECK(second.alive() == 0);
}

TEST_CASE("then: borrows a child that is an lvalue", "[then]") {
  child_log first;
  test::probe_context probe;
  scripted<int> kept(first, 1, 7);
  auto future = then(kept, [](int n) { return kioto::ready(n); });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).value() == 7);
  CHECK(first.alive() == 1);
  CHECK(first.objects.moved + first.objects.copied == 0);
}

TEST_CASE("then: can be moved before its first poll", "[then]") {
  test::probe_context probe;
  auto future = then(kioto::yield_now(), [] { return kioto::ready(4); });
  auto moved = std::move(future);
  static_assert(kioto::future<decltype(moved)>);
  CHECK(moved.poll(probe.cx()).is_pending());
  CHECK(moved.poll(probe.cx()).value() == 4);
}
