// SPDX-License-Identifier: MIT
#include "cli/debugger.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace {

bool holds(const std::vector<std::string>& command, const std::string& word) {
  return std::ranges::count(command, word) == 1;
}

grader::debugged_program probe() {
  grader::debugged_program p;
  p.file = "work/debug/probe";
  p.arguments = {"my files/request"};
  p.environment = {"HOME=/tmp", "A=it's"};
  p.functions = {"probe_greet"};
  p.line = grader::place{"hello::greet", "src/hello.cpp", 15};
  p.built_in = "work/tree";
  p.shown_in = "exercises/hello";
  return p;
}

}  // namespace

TEST_CASE("gdb gets the program, its words, and where to stop", "[cli]") {
  const auto c = grader::debugger_command("/usr/bin/gdb", probe());
  CHECK(c.front() == "/usr/bin/gdb");
  CHECK(holds(c, "set args 'my files/request'"));
  CHECK(holds(c, "set exec-wrapper env -i 'HOME=/tmp' 'A=it'\\''s'"));
  CHECK(holds(c, "set substitute-path work/tree exercises/hello"));
  CHECK(holds(c, "break probe_greet"));
  CHECK(holds(c, "break src/hello.cpp:15"));
  CHECK(c[c.size() - 2] == "run");
  CHECK(c.back() == "work/debug/probe");
}

TEST_CASE("lldb gets the same", "[cli]") {
  const auto c = grader::debugger_command("/usr/bin/lldb-19", probe());
  CHECK(holds(c, "settings set target.inherit-env false"));
  CHECK(holds(c, "settings set target.env-vars 'HOME=/tmp' 'A=it'\\''s'"));
  CHECK(holds(c, "settings set target.source-map work/tree exercises/hello"));
  CHECK(holds(c, "breakpoint set --name probe_greet"));
  CHECK(holds(c, "breakpoint set --file src/hello.cpp --line 15"));
  CHECK(holds(c, "process launch"));
  CHECK(c[c.size() - 2] == "work/debug/probe");
  CHECK(c.back() == "my files/request");
}

TEST_CASE("a scenario's line of JSON is not for people", "[cli]") {
  const auto p =
      grader::scenario_under_debugger("model", "two_wait", "weak:0x2.1");
  CHECK(p.arguments == std::vector<std::string>{"--scenario", "two_wait",
                                                "--schedule", "0x2.1"});
  CHECK(holds(grader::debugger_command("gdb", p),
              "set args --scenario two_wait --schedule 0x2.1 > /dev/null"));
  CHECK(holds(grader::debugger_command("lldb", p),
              "process launch --stdout /dev/null"));
}
