// SPDX-License-Identifier: MIT
//
// Splice files: a wrong answer, or what a trap begins with, as nothing but the
// bodies that differ from the reference. docs/chapter-toml.md describes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course/course.hpp"

namespace grader {

struct replacement {
  enum class kind { body, initialisers_and_body, region };

  kind what = kind::body;
  std::string target;  // a symbol, or FILE#NAME for a region
  std::string text;    // without blanks at both ends
  int line = 0;        // of the line that names the target
};

struct splice {
  std::string file;                   // from the course's root
  std::string mistake;                // what the learner believed, one sentence
  std::string rejected_by;            // the case that must reject it
  std::string in;                     // "plain", "asan", "tsan", "perf"
  std::vector<std::string> says;      // parts of the verdict
  std::vector<std::string> includes;  // "<mutex>"
  std::vector<replacement> replacements;
};

// Reads and checks a splice file. Throws course_error.
splice load_splice(const fs::path& root, const fs::path& file);

// The same from text; `name` is what messages call the file.
splice parse_splice(const std::string& name, std::string_view text);

}  // namespace grader
