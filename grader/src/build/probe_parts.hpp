// SPDX-License-Identifier: MIT
//
// A probe may come in parts, hidden/NAME/probe.cpp and hidden/NAME/probe_*.cpp.
// Each part is built into a program of its own, all of them side by side, and
// its cases are judged as soon as it is there: what a learner waits for is the
// first part, however many cases an exercise has.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "build/toolchain.hpp"
#include "course/course.hpp"

namespace grader {

struct probe_part {
  std::string name;  // of its file, without ".cpp"
  fs::path source;
  std::set<std::string> probes;  // the names of its PROBEs
};

// probe.cpp, which holds the first case, and then the others by name; perf.cpp
// for build_kind::perf, model.cpp for build_kind::model.
std::vector<probe_part> probe_parts(const exercise& e, build_kind b);

}  // namespace grader
