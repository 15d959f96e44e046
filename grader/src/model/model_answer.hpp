// SPDX-License-Identifier: MIT
//
// What came of one run of a program with scenarios: the checker's answer, or
// why there is none, in words for the learner.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "model/exploration.hpp"
#include "model/model_process.hpp"

namespace grader {

// What the checker's program ends with.
enum model_status { bad_arguments = 2, has_diverged = 3, too_many_threads = 5 };

// "it was killed by SIGSEGV"; empty if the program came to its end.
// `most_seconds`: what it was given.
std::string broken_off(const model_run& run, double most_seconds);

// The answer for this scenario.
std::expected<exploration, std::string> answer_of(const model_run& run,
                                                  const std::string& scenario,
                                                  double most_seconds);

// A schedule as learners copy it: it says whether loads may get old values.
std::string schedule_text(const model_failure& f);
// The options that run it again.
void add_schedule(std::vector<std::string>& arguments, std::string_view text);

}  // namespace grader
