// SPDX-License-Identifier: MIT
//
// The last verdict of every exercise, with the hash of all that it depends on.
#pragma once

#include <optional>
#include <string>

#include "build/submission.hpp"
#include "build/workspace.hpp"
#include "report/verdict.hpp"

namespace grader {

// Of the tools, the learner's files, the hidden files and every runtime file up
// to the exercise's chapter.
std::string verdict_key(const workspace& w, const submission& s,
                        bool sanitizers);

std::optional<exercise_verdict> find_verdict(const workspace& w,
                                             const std::string& label,
                                             const std::string& key);
void store_verdict(const workspace& w, const std::string& label,
                   const std::string& key, const exercise_verdict& v);

}  // namespace grader
