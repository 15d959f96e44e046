// SPDX-License-Identifier: MIT
//
// Files of several exercises in one build. A check of an exercise takes the
// reference for all others; these two do not:
//
//   --mine         one exercise, and below it all that the learner has written
//   integration    the chapter's passing exercises, built together once: what
//                  passes alone may still clash with its neighbour
#pragma once

#include <string>
#include <vector>

#include "build/submission.hpp"
#include "report/verdict.hpp"

namespace grader {

// Lays the learner's files of all chapters up to the exercise's own beneath it.
// Returns the ids of the exercises that were left to the reference, because
// something in them is not written yet or cannot be read.
std::vector<std::string> lay_mine_beneath(const course& c, submission& s);

struct integration {
  std::string chapter;           // "ch01"; empty: there was nothing to do
  std::vector<std::string> ids;  // of the exercises that were built together
  bool good = true;
  // Where it fails: the two files that clash, as far as it can be said, and
  // what the compiler says.
  std::vector<std::string> clash;
  std::vector<diagnostic> errors;
};

// Builds all that `passing` holds together: every header of the chapter in one
// program, and the probe of each exercise against it. Exercises whose answers
// are no runtime files stay out. Throws as check() does.
integration integrate(const workspace& w, const chapter& c,
                      const std::vector<submission>& passing);

}  // namespace grader
