// SPDX-License-Identifier: MIT
//
// A program with scenarios, from a learner's files and the checker.
#pragma once

#include <expected>
#include <set>
#include <string>
#include <vector>

#include "build/workspace.hpp"
#include "report/console.hpp"
#include "report/verdict.hpp"

namespace grader {

struct model_program {
  fs::path file;
  // All that the compiler has read, of the runtime's files, too.
  std::set<std::string> sources;
};

// Why there is none: the learner's errors.
struct model_errors {
  std::vector<diagnostic> diagnostics;
  std::string text;  // if there are none of those
};

// Compiles the files (absolute), the checker if need be, the runtime if they
// include headers of it, and links them, in the folder `work`. A file in the
// folder of an exercise sees the headers there. What is there from the last
// time and has not changed is used again. `from`: what files are shown relative
// to. Throws grader_fault if the checker or the runtime does not build.
std::expected<model_program, model_errors> build_model(
    const workspace& w, const std::vector<fs::path>& files,
    const fs::path& work, const fs::path& from, console& out);

}  // namespace grader
