// SPDX-License-Identifier: MIT
//
// The terminal: colour where it helps, and never the only sign of anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace grader {

// junit is a format of `check` alone, sarif one of `explore`.
enum class format { human, plain, json, junit, sarif };

enum class tone { normal, good, bad, quiet, strong };

class console {
 public:
  // Colour only with `human`, on a terminal, without NO_COLOR.
  explicit console(format f);

  format kind() const { return format_; }
  bool colour() const { return colour_; }
  // One line that is overwritten by the next thing printed; nothing happens off
  // a terminal.
  void progress(const std::string& text);
  // People see commands as they have to type them.
  void print(std::string_view text);
  std::string paint(tone t, std::string_view text) const;

 private:
  format format_;
  bool terminal_;
  bool colour_;
  bool progress_shown_ = false;
};

// Columns that a terminal needs for the text (UTF-8, narrow characters).
std::size_t width(std::string_view text);
// The text, cut to so many columns, the last three of them dots.
std::string cut(std::string_view text, std::size_t columns);
// Lines of at most `columns`, broken at spaces; words that are longer stay
// whole.
std::vector<std::string> wrap(std::string_view text, std::size_t columns);
// Filled with spaces up to `columns`.
std::string padded(std::string_view text, std::size_t columns);

}  // namespace grader
