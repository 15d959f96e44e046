// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <exception>
#include <expected>
#include <kioto/future/catch_unwind.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/probe_future.hpp"
#include "support/probe_waker.hpp"

using kioto::catch_unwind;
using test::probe_future;
using test::remote;

static_assert(kioto::future<kioto::catch_unwind_future<probe_future>>);
static_assert(
    std::is_same_v<kioto::output_of<kioto::catch_unwind_future<probe_future>>,
                   std::expected<int, std::exception_ptr>>);

TEST_CASE("fut.37 catch_unwind gives the value, or what was thrown",
          "[catch_unwind]") {
  test::probe_context probe;
  remote r;
  SECTION("a value") {
    auto future = catch_unwind(probe_future(r));
    CHECK(future.poll(probe.cx()).is_pending());
    CHECK(r.alive == 1);
    r.finish(7);
    CHECK(future.poll(probe.cx()).value().value() == 7);
    CHECK(r.alive == 0);
  }
  SECTION("an exception") {
    r.throws = true;
    auto future = catch_unwind(probe_future(r));
    const auto result = future.poll(probe.cx()).value();
    REQUIRE_FALSE(result.has_value());
    CHECK(r.alive == 0);
    try {
      std::rethrow_exception(result.error());
    } catch (const std::runtime_error& e) {
      CHECK(std::string(e.what()) == "probe_future");
    }
  }
}

TEST_CASE("fut.37 catch_unwind of void and of a move-only result",
          "[catch_unwind]") {
  test::probe_context probe;
  CHECK(catch_unwind(kioto::ready()).poll(probe.cx()).value().has_value());
  auto thrower = catch_unwind(kioto::lazy([] { throw 5; }));
  CHECK_FALSE(thrower.poll(probe.cx()).value().has_value());
  auto mover = catch_unwind(kioto::ready(std::make_unique<int>(2)));
  CHECK(**mover.poll(probe.cx()).value() == 2);
}

TEST_CASE("fut.37 catch_unwind borrows an lvalue", "[catch_unwind]") {
  test::probe_context probe;
  remote r;
  probe_future kept(r);
  r.throws = true;
  CHECK_FALSE(catch_unwind(kept).poll(probe.cx()).value().has_value());
  CHECK(r.alive == 1);
}

TEST_CASE("fut.08 catch_unwind, polled after completion", "[catch_unwind]") {
  const int line = __LINE__ + 5;
  const auto death = test::dies([] {
    test::probe_context probe;
    auto future = catch_unwind(kioto::ready(1));
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  });
  CHECK(death.aborted);
  CHECK(death.said ==
        test::at(__FILE__, line) + "catch_unwind: polled after completion\n");
}
