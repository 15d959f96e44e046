// SPDX-License-Identifier: MIT
//
// Parts of a file between `// #region name` and `// #endregion name`, the way
// VitePress marks them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

// Dropped from every stub without a word: it would give the answer away.
inline constexpr std::string_view answer_notes = "answer-notes";

struct found_region {
  std::string name;
  int line = 0;                 // of its first marker
  std::size_t begin = 0;        // of the line of the first marker ...
  std::size_t inner_begin = 0;  // ... and of the line behind it
  std::size_t inner_end = 0;    // of the line of the last marker ...
  std::size_t end = 0;          // ... and of the line behind it
};

// The regions of a source in order; a region may lie inside another.
// Throws cut_error when one is not closed, closed by another name, or a name
// is used twice.
std::vector<found_region> find_regions(std::string_view source);

const found_region* find_region(const std::vector<found_region>& regions,
                                std::string_view name);

}  // namespace grader
