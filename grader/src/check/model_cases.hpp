// SPDX-License-Identifier: MIT
//
// Cases that go through all interleavings: the PROBE_MODELs of
// hidden/NAME/model.cpp. Which ones there are is read from that text: the
// program that is made of it shares a process with the learner's code.
#pragma once

#include <string>
#include <vector>

#include "course/course.hpp"

namespace grader {

struct model_case {
  std::string scenario;  // PROBE_MODEL(scenario)
  std::string title;     // "// case:" above it
};

// In the order of the file; none if the exercise has no model.cpp. Throws
// course_error when a case has no title, or one that another case has.
std::vector<model_case> find_model_cases(const exercise& e);

// "model" among the checks of an exercise and its model.cpp belong together.
// What is wrong with that, or nothing.
std::string model_problem_of(const exercise& e);

}  // namespace grader
