// SPDX-License-Identifier: MIT
//
// The checker as this machine's compiler builds it, from the course's
// grader/checker: made when first needed, and kept like everything else that
// all builds share.
#pragma once

#include <string>
#include <vector>

#include "build/workspace.hpp"

namespace grader {

struct checker_library {
  fs::path begin, end;  // objects around those of the program
  fs::path archive;
};

// Where it is, or will be. Throws environment_error if the course came without
// the checker.
checker_library checker_library_of(const workspace& w);

// Makes it. Calls `then` when it is there.
void ensure_checker(artifacts& a, int priority, const artifacts::ready& then);

// The objects between the checker's own, as a linker takes them: global
// variables between these are put back before each execution.
std::vector<std::string> with_checker(const workspace& w,
                                      const std::vector<fs::path>& objects);

// Flags and include paths of a program that is to be explored.
std::vector<std::string> model_flags(const workspace& w);

}  // namespace grader
