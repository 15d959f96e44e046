// SPDX-License-Identifier: MIT
//
// What an author says in defence of an exercise, one entry each, in
// solutions/chNN-slug/argued/NAME.toml: a mutant that survives because it is
// right, a case that nothing wrong fails and that is there all the same.
#pragma once

#include <string>
#include <vector>

#include "course/course.hpp"

namespace grader {

struct argument {
  std::string of;  // a mutant's id, or a case's title
  std::string why;
  // `killed = "sometimes"`: by chance only, and so nothing is said if it is.
  bool by_chance = false;
  int line = 0;
};

struct arguments {
  std::string file;  // from the course's root
  std::vector<argument> mutants;
  std::vector<argument> idle;
};

// None if there is no such file. Throws course_error.
arguments load_arguments(const fs::path& root, const exercise& e);

}  // namespace grader
