// SPDX-License-Identifier: MIT
//
// Runs a program under gdb, or lldb, on the learner's terminal: outside of the
// sandbox and without its limits, as whoever runs the grader. It is their own
// code on their own machine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "build/toolchain.hpp"
#include "course/course.hpp"
#include "report/verdict.hpp"

namespace grader {

struct debugged_program {
  fs::path file;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // all of it
  // Where it stops.
  std::vector<std::string> functions;
  std::optional<place> line;
  // The folder of the sources as the debug information has it, and as the
  // learner knows it, both relative to the course; empty: they are the same.
  fs::path built_in, shown_in;
  // With the checker: SIGVTALRM is its clock, and its standard output is not
  // for people.
  bool is_modelled = false;
};

// One execution of a scenario, by a program with the checker.
debugged_program scenario_under_debugger(const fs::path& program,
                                         const std::string& scenario,
                                         const std::string& schedule);

// The debugger on this machine. Throws environment_error if there is none.
std::string find_debugger();

// The command that debugs it.
std::vector<std::string> debugger_command(const std::string& debugger,
                                          const debugged_program& p);

// What comes now, for the learner.
std::string debugger_text(const std::string& debugger,
                          const debugged_program& p);

// Runs it to its end. What it is typed decides nothing: no exit status.
void run_debugger(const std::string& debugger, const debugged_program& p);

}  // namespace grader
