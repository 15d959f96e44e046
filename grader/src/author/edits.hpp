// SPDX-License-Identifier: MIT
//
// Changes to a text, by byte range of the text as it was, applied all at once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;  // what stands there afterwards
  std::string what;  // "the body of kioto::f", for messages
};

// Throws cut_error when two edits touch the same bytes.
std::string apply_edits(std::string_view source, std::vector<edit> edits);

// Where the line that `at` lies in begins.
std::size_t line_begin(std::string_view source, std::size_t at);

// One past the line break of that line, or the end.
std::size_t next_line(std::string_view source, std::size_t at);

// The blanks that the line begins with.
std::string_view indent_of(std::string_view source, std::size_t at);

// `text` with `indent` before every line but the first; empty lines and texts
// with a raw string stay as they are.
std::string indented(std::string_view text, std::string_view indent);

// Words filled into lines of at most `width` columns, each led by `prefix`.
std::string filled(std::string_view text, std::string_view prefix,
                   std::size_t width = 80);

}  // namespace grader
