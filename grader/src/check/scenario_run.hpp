// SPDX-License-Identifier: MIT
//
// One case of the model build: a scenario explored in the sandbox, and what
// came of it as a verdict. The program shares a process with the checker, so
// whatever it does is a failure in words, and nothing that it says is believed
// before its form is checked.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "check/model_cases.hpp"
#include "report/locate.hpp"
#include "report/verdict.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {

struct scenario_options {
  model_case of;
  fs::path program;
  std::set<std::string> sources;  // absolute: lines of these may be shown
  std::vector<shown_file> files;  // the learner's
  fs::path checker;               // folder of its sources
  std::string symbolizer;
  isolation level = isolation::isolated;
  double seconds = 0;    // for the search
  std::string schedule;  // runs this execution only, if the program has it
};

// Without its number and its seed.
case_verdict run_scenario(const scenario_options& o);

}  // namespace grader
