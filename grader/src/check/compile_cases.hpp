// SPDX-License-Identifier: MIT
//
// Cases that the compiler judges: hidden/NAME/compile/*.cpp. Each is a small
// unit that must, or must not, compile with the learner's files; a failure is
// that case's FAIL with its sentence, never a build failure of the rest.
#pragma once

#include <string>
#include <vector>

#include "course/course.hpp"

namespace grader {

struct compile_case {
  fs::path file;
  std::string title;         // "case:"
  bool must_compile = true;  // "must: compile" or "must: not compile"
  std::string why;           // "why:", shown when it fails
  std::string about;         // "about:", the function that it is about
};

// In the order of the file names. Throws course_error when a heading is broken.
std::vector<compile_case> find_compile_cases(const exercise& e);

// The value of a heading "// key: value" in a file's first lines; empty when
// there is none.
std::string heading(std::string_view text, std::string_view key);

}  // namespace grader
