// SPDX-License-Identifier: MIT
#include <kioto/detail/outcome.hpp>

#include <catch2/catch.hpp>
#include <exception>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "support/tracked.hpp"

using kioto::detail::outcome;

TEST_CASE("outcome: a value is moved out, never copied", "[outcome]") {
  test::tracks log;
  {
    outcome<test::tracked> result;
    CHECK(log.alive() == 0);
    result.succeed(test::tracked(log, 7));
    CHECK(result.take().number() == 7);
    outcome<test::tracked> nobody_takes_it;
    nobody_takes_it.succeed(test::tracked(log));
  }
  CHECK(log.copied == 0);
  CHECK(log.alive() == 0);
}

TEST_CASE("outcome: an exception is thrown again", "[outcome]") {
  outcome<std::unique_ptr<int>> result;
  try {
    throw std::runtime_error("boom");
  } catch (...) {
    result.fail_with_current_exception();
  }
  CHECK_THROWS_WITH(result.take(), "boom");
}

TEST_CASE("outcome: a value whose constructor throws leaves it unset",
          "[outcome]") {
  struct thrower {
    explicit thrower(bool now) {
      if (now) throw std::runtime_error("now");
    }
  };
  outcome<thrower> result;
  CHECK_THROWS_WITH(result.succeed(true), "now");
  result.succeed(false);
  (void)result.take();
}

TEST_CASE("outcome: of a reference, and of nothing", "[outcome]") {
  int number = 1;
  outcome<int&> reference;
  reference.succeed(number);
  CHECK(&reference.take() == &number);
  outcome<const int&> constant;
  constant.succeed(std::as_const(number));
  static_assert(std::is_same_v<decltype(constant.take()), const int&>);
  CHECK(&constant.take() == &number);
  outcome<void> nothing;
  nothing.succeed();
  nothing.take();
}

TEST_CASE("outcome: of nothing, has the size of a pointer", "[outcome]") {
  static_assert(sizeof(outcome<void>) == sizeof(void*));
  outcome<void> result;
  CHECK_FALSE(result.has_value());
  CHECK_FALSE(result.has_error());

  SECTION("and is there or not") {
    result.succeed();
    CHECK(result.has_value());
    CHECK_FALSE(result.has_error());
  }
  SECTION("and may be an exception, which somebody takes, or nobody") {
    try {
      throw std::runtime_error("boom");
    } catch (...) {
      result.fail_with_current_exception();
    }
    CHECK_FALSE(result.has_value());
    CHECK(result.has_error());
    CHECK_THROWS_WITH(result.take(), "boom");
    CHECK_THROWS_WITH(result.take(), "boom");
    if (GENERATE(false, true)) {
      const std::exception_ptr taken = result.take_error();
      CHECK_THROWS_WITH(std::rethrow_exception(taken), "boom");
      CHECK_FALSE(result.has_error());
    }
  }
}
