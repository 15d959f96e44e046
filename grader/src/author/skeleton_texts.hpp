// SPDX-License-Identifier: MIT
//
// The files of a new exercise. @ID@ is ch02.map, @NAME@ map, @SPACE@ ch02_map.
#pragma once

#include <string_view>

namespace grader {

struct skeleton_file {
  std::string_view path;  // @SLUG@ is ch02-combinators
  std::string_view text;
};

inline constexpr std::string_view skeleton_block = R"text(
[[exercise]]
name = "@NAME@"
kind = "core"
title = "FILL: what is built, in one line"
minutes = 20
points = 10
task = """
FILL: what the learner is to build, in a few sentences.
"""
files = ["src/@NAME@.cpp", "include/@NAME@.hpp"]
look_at = []
holes = ["@SPACE@::twice"]
regions = []
free = ["FILL: what the learner may change"]
checks = ["asan"]
hints = [
  "FILL: a question that leads on",
  "FILL: a direction",
  "FILL: nearly the answer",
]
)text";

inline constexpr skeleton_file skeleton_files[] = {
    {"solutions/@SLUG@/@NAME@/include/@NAME@.hpp",
     R"text(// SPDX-License-Identifier: MIT
//
// FILL: what it is. An answer that is a file of the runtime is no file here:
// name it in `files` of chapter.toml, and remove solutions/@SLUG@/@NAME@.
#pragma once

namespace @SPACE@ {

/// Gives twice the number.
[[nodiscard]] int twice(int n);

}  // namespace @SPACE@
)text"},
    {"solutions/@SLUG@/@NAME@/src/@NAME@.cpp",
     R"text(// SPDX-License-Identifier: MIT
#include <@NAME@.hpp>

namespace @SPACE@ {

int twice(int n) { return n * 2; }

}  // namespace @SPACE@
)text"},
    {"chapters/@SLUG@/hidden/@NAME@/probe.cpp",
     R"text(// SPDX-License-Identifier: MIT
#include <@NAME@.hpp>
#include <grader/probe.hpp>

// FILL: one PROBE for each way of using the learner's code.
PROBE(twice) { probe::emit("returned", @SPACE@::twice(probe::ask<int>("n"))); }
)text"},
    {"chapters/@SLUG@/hidden/@NAME@/judge.cpp",
     R"text(// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <grader/judge.hpp>
#include <string>

namespace {

// FILL: the model, which is not the answer.
void doubles(int n, std::string because) {
  auto s = judge::run("twice", {{"n", n}});
  s.blame("@SPACE@::twice")
      .step("twice({})", n)
      .expect("returned", {n + n}, std::move(because));
s.end();
}

}  // namespace

// FILL: six to fourteen cases; a title is used once in a chapter.
TEST_CASE("@NAME@ doubles a positive number", "[@ID@]") {
  doubles(static_cast<int>(judge::pick(2, 1000)), "it is asked for twice n");
}

TEST_CASE("@NAME@ doubles a negative number", "[@ID@]") {
  doubles(static_cast<int>(judge::pick(-1000, -3)),
          "numbers below zero are doubled, too");
}
)text"},
    {"solutions/@SLUG@/alternatives/@NAME@/src/@NAME@.cpp",
     R"text(// SPDX-License-Identifier: MIT
// Alternative: FILL: how it differs, in a line.
#include <@NAME@.hpp>

namespace @SPACE@ {

int twice(int n) { return n + n; }

}  // namespace @SPACE@
)text"},
    {"solutions/@SLUG@/wrong/@NAME@/gives_it_back.cpp",
     R"text(// SPDX-License-Identifier: MIT
// mistake: FILL: what the learner believed.
// rejected by: @NAME@ doubles a positive number
// in: plain
// says: because it is asked for twice n

// body of @SPACE@::twice
{
  return n;
}
)text"},
    {"solutions/@SLUG@/wrong/@NAME@/adds_two.cpp",
     R"text(// SPDX-License-Identifier: MIT
// mistake: FILL: what the learner believed.
// rejected by: @NAME@ doubles a negative number
// in: plain
// says: because numbers below zero are doubled, too

// body of @SPACE@::twice
{
  return n + 2;
}
)text"},
    {"solutions/@SLUG@/wrong/@NAME@/drops_the_sign.cpp",
     R"text(// SPDX-License-Identifier: MIT
// mistake: FILL: what the learner believed.
// rejected by: @NAME@ doubles a negative number
// in: plain
// says: because numbers below zero are doubled, too

// body of @SPACE@::twice
{
  return (n < 0 ? -n : n) * 2;
}
)text"},
    {"solutions/@SLUG@/wrong/@NAME@/only_above_zero.cpp",
     R"text(// SPDX-License-Identifier: MIT
// mistake: FILL: what the learner believed.
// rejected by: @NAME@ doubles a negative number
// in: plain
// says: because numbers below zero are doubled, too

// body of @SPACE@::twice
{
  return n < 0 ? n : n * 2;
}
)text"},
};

}  // namespace grader
