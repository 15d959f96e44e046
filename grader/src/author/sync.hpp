// SPDX-License-Identifier: MIT
//
// `grader author sync`: exercises/ is made from the reference and the
// manifests, never edited by hand.
#pragma once

#include <string>
#include <vector>

#include "author/ast_dump.hpp"
#include "course/course.hpp"
#include "course/layers.hpp"

namespace grader {

struct sync_result {
  std::vector<std::string> written;  // from the course's root
  std::vector<std::string> removed;  // listed by no manifest any more
  std::vector<finding> findings;     // what an author must repair

  bool clean() const {
    return written.empty() && removed.empty() && findings.empty();
  }
};

// Makes every stub and writes those that differ, each at once or not at all;
// removes stub files (exercises/<slug>/<name>/{include,src}/...) that no
// manifest lists. With `check_only` nothing is touched: what would be is a
// finding, with the first line that differs. Findings of check_layers and
// find_blanks come too.
// A stub that cannot be made is a finding, and the others are still made.
// `known`, if given, is asked before clang is.
sync_result sync(const course& c, bool check_only, ast_cache* known = nullptr);

}  // namespace grader
