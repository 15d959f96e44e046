// SPDX-License-Identifier: MIT
//
// Runs a program with scenarios in the sandbox. It is code from an enemy, and
// so is all that it says.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sandbox/sandbox.hpp"

namespace grader {

enum class model_ending {
  exited,
  killed,           // by a signal
  timed_out,        // by us
  too_much_output,  // it was stopped for that
};

struct model_run {
  model_ending how = model_ending::exited;
  int status = 0;                // exit status, or the signal's number
  std::string said;              // its standard output: what the checker says
  std::string output;            // its standard error, fit to be shown, capped
  std::size_t output_bytes = 0;  // of all that
};

// Throws error(interrupted) after a SIGINT, with nothing left running.
model_run run_model(const std::filesystem::path& program,
                    const std::vector<std::string>& arguments, isolation level,
                    double seconds);

}  // namespace grader
