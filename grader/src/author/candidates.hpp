// SPDX-License-Identifier: MIT
//
// What `author verify` judges: the stub, the answer, the alternative and the
// wrong answers of an exercise, as submissions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "author/ast_dump.hpp"
#include "author/splice.hpp"
#include "build/submission.hpp"
#include "build/workspace.hpp"
#include "report/verdict.hpp"

namespace grader {

enum class role { stub, answer, alternative, wrong };

// One thing to judge, and what has to come of it.
struct candidate {
  role as;
  const exercise* of;
  std::string name;  // "the stub", "solutions/.../wrong/poll/map_copies.cpp"
  submission files;
  splice mistake;  // of a wrong answer
};

// What is not there, or broken, is told to `find`, a sentence each.
std::vector<candidate> gather_candidates(
    const workspace& w, const exercise& e, ast_cache& known,
    const std::function<void(std::string)>& find);

// The exercises that `only` names, by id or by chapter; all if it is empty.
std::vector<const exercise*> chosen_exercises(
    const course& of, const std::vector<std::string>& only);

// All that a learner can read of a case, without colour and line breaks.
std::string told(const case_verdict& c);

}  // namespace grader
