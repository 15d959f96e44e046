// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/detail/assert.hpp>
#include <source_location>

#include "support/dies.hpp"

namespace {

void blames_its_caller(
    bool rule, std::source_location where = std::source_location::current()) {
  KIOTO_ASSERT(rule, "the caller's fault", where);
}

}  // namespace

TEST_CASE("assert: a condition that holds costs nothing and says nothing",
          "[assert]") {
  const auto end = test::dies([] { KIOTO_ASSERT(1 < 2, "arithmetic"); });
  CHECK_FALSE(end.aborted);
  CHECK(end.said.empty());
}

TEST_CASE("assert: a broken rule is named with its file and line", "[assert]") {
  const int line = __LINE__ + 1;
  const auto end = test::dies([] { KIOTO_ASSERT(2 < 1, "arithmetic"); });
  CHECK(end.aborted);
  CHECK(end.said == test::at(__FILE__, line) + "arithmetic\n");
}

TEST_CASE("assert: a function can blame its caller", "[assert]") {
  const int line = __LINE__ + 1;
  const auto end = test::dies([] { blames_its_caller(false); });
  CHECK(end.aborted);
  CHECK(end.said == test::at(__FILE__, line) + "the caller's fault\n");
}

TEST_CASE("assert: evaluates its condition once", "[assert]") {
  int evaluated = 0;
  KIOTO_ASSERT(++evaluated, "never zero");
  CHECK(evaluated == 1);
}
