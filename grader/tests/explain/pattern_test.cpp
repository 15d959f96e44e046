// SPDX-License-Identifier: MIT
#include "explain/pattern.hpp"

#include <catch2/catch.hpp>

using namespace grader;
using parts = std::vector<std::string>;

TEST_CASE("a star stands for as little as it can", "[explain]") {
  CHECK(match("no member named '*' in '*'", "no member named 'x' in 'a<b>'") ==
        parts{"x", "a<b>"});
  CHECK(match("a*c", "abcc") == parts{"b"});
  CHECK(match("a*", "abc") == parts{"bc"});
  CHECK(match("*", "") == parts{""});
}

TEST_CASE("a pattern fits the beginning, and what follows is free",
          "[explain]") {
  CHECK(match("unused", "unused value [-Wunused]") == parts{});
  CHECK_FALSE(match("used", "unused"));
  CHECK_FALSE(match("a '*' b", "a 'x' c"));
  CHECK_FALSE(match("ab", "a"));
}

TEST_CASE("a sentence is filled with the parts that there are", "[explain]") {
  CHECK(filled("$1 of $2, $1", {"a", "b"}) == "a of b, a");
  CHECK(filled("$1$3", {"a"}) == "a");
  CHECK(filled("costs $0 or $", {}) == "costs $0 or $");
  // What a part holds is not looked at again.
  CHECK(filled("$1", {"$2"}) == "$2");
}
