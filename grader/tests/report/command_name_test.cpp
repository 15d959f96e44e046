// SPDX-License-Identifier: MIT
#include "report/command_name.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

using grader::as_typed;

TEST_CASE("a command is shown as it has to be typed", "[command_name]") {
  CHECK(as_typed("  hint:  grader hint ch00.hello\n", "./kioto") ==
        "  hint:  ./kioto hint ch00.hello\n");
  CHECK(as_typed("`grader list` shows all; grader check ch01", "../kioto") ==
        "`../kioto list` shows all; ../kioto check ch01");
  CHECK(as_typed("grader --help", "./kioto") == "./kioto --help");
}

TEST_CASE("the grader itself keeps its name", "[command_name]") {
  for (const char* text :
       {"fault of the grader: it ended", "another grader is at work",
        "the grader runs it outside", "The grader checks files",
        "upgrader check", "grader", ""}) {
    CHECK(as_typed(text, "./kioto") == text);
  }
}

TEST_CASE("only a plain path is taken from the environment", "[command_name]") {
  ::unsetenv("KIOTO_COMMAND");
  CHECK(as_typed("grader next") == "grader next");
  ::setenv("KIOTO_COMMAND", "./kioto", 1);
  CHECK(as_typed("grader next") == "./kioto next");
  for (const char* odd : {"", "$(reboot)", "a b", "\033[31m"}) {
    ::setenv("KIOTO_COMMAND", odd, 1);
    CHECK(as_typed("grader next") == "grader next");
  }
  ::unsetenv("KIOTO_COMMAND");
}
