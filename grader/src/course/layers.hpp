// SPDX-License-Identifier: MIT
//
// The append-only rule: a runtime file belongs to one layer and includes only
// files of its own layer and of lower ones. Includes are found by scanning the
// text, so a conditional include counts always.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "course/course.hpp"

namespace grader {

struct finding {
  std::string file;  // from the course's root, with slashes
  int line = 1;
  std::string message;

  friend bool operator==(const finding&, const finding&) = default;
};

struct include_line {
  std::string path;    // what stands between the brackets or quotes
  bool angled = true;  // <path>, not "path"
  int line = 1;

  friend bool operator==(const include_line&, const include_line&) = default;
};

// The includes of a source text, in order, comments and strings stepped over.
// `#include MACRO` has the macro's name as its path and is not angled.
std::vector<include_line> scan_includes(std::string_view source);

// Everything in runtime/ that breaks the rules of STYLE.md ("Structure") and
// ARCHITECTURE.md (rule 2), ordered by file and line; empty: none.
std::vector<finding> check_layers(const course& c);

// The runtime files that `file` includes, directly or not, as keys of
// course::layers ("include/kioto/..."); not `file` itself. `file` is such a
// key, or the path of any other source (a probe).
std::set<std::string> include_closure(const course& c, const fs::path& file);

}  // namespace grader
