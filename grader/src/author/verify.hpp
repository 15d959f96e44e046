// SPDX-License-Identifier: MIT
//
// `grader author verify`: what a compiler is to code, this is to the course.
// For every exercise: the stub is in step with the answer, compiles without a
// warning and fails every case with "not written yet"; the answer and every
// alternative pass in all builds; each wrong answer is rejected by the case
// that it names, in the build that it names, with the words that it names.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "build/workspace.hpp"

namespace grader {

struct verify_report {
  std::vector<std::string> findings;  // what is wrong, a sentence each
  std::vector<std::string> notes;  // worth knowing: a case that rejects nothing
  int checks = 0;                  // submissions that were judged
};

// `say` hears a line for each step, for people who wait. Exercises that are
// not in `only` are left out, unless it is empty.
verify_report verify(const workspace& w, const std::vector<std::string>& only,
                     const std::function<void(const std::string&)>& say);

// Judges every answer, alternative and wrong answer `times` times with the same
// seed, several at once, and finds the verdicts that are not always the same.
verify_report soak(const workspace& w, const std::vector<std::string>& only,
                   int times,
                   const std::function<void(const std::string&)>& say);

}  // namespace grader
