// SPDX-License-Identifier: MIT
//
// What is kept of all that a program prints: the begin and the end. A report,
// or an assertion's sentence, is the last that it says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace grader {

class kept_output {
 public:
  // Of the begin, and as many of the end.
  static constexpr std::size_t most = std::size_t{64} << 10;

  void append(std::string_view more);
  void clear() { *this = {}; }
  // All of it; of a longer one the begin and the end, with "..." between.
  std::string text() const;

 private:
  std::string begin_, end_;
  bool gap_ = false;
};

}  // namespace grader
