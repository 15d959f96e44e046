// SPDX-License-Identifier: MIT
#include "run/assertion.hpp"

#include <catch2/catch.hpp>

using namespace grader;

TEST_CASE("an assertion's sentence is the last that a program says", "[run]") {
  CHECK(assertion_of("kioto: runtime/src/async/await_chain.cpp:36: an async "
                     "was destroyed in its own poll\n") ==
        "an async was destroyed in its own poll");
  CHECK(assertion_of("first\nkioto: the check: await/probe.cpp:131: awaited "
                     "twice: this async is complete\n") ==
        "awaited twice: this async is complete");
  CHECK(assertion_of("no newline kioto: a.hpp:1: empty\n") == "empty");
}

TEST_CASE("what is no assertion, or not the last line, is none", "[run]") {
  CHECK(assertion_of("").empty());
  CHECK(assertion_of("kioto: hello: 3\n").empty());
  CHECK(assertion_of("kioto: a.hpp:1: empty\nand on\n").empty());
  CHECK(assertion_of("terminate called\n").empty());
}
