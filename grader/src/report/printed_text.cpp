// SPDX-License-Identifier: MIT
#include "report/printed_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/console.hpp"
#include "run/record.hpp"

namespace grader {
namespace {

constexpr std::size_t screen = 80;
constexpr std::size_t rows_shown = 12;
// A line longer than this many rows is shown as far as the first ones go.
constexpr std::size_t rows_of_a_line = 4;

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

// As much of the text as fits: up to a blank, if one is not far.
std::size_t row_of(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0, used = 0, blank = 0;
  for (; bytes < text.size(); ++bytes) {
    if (!begins_character(text[bytes])) continue;
    if (used == columns) break;
    ++used;
    if (text[bytes] == ' ' && used > columns / 2) blank = bytes + 1;
  }
  return bytes == text.size() || blank == 0 ? bytes : blank;
}

// What does not fit goes on in the next row, two columns to the right. Returns:
// whether it is all there.
bool add_rows(std::vector<std::string>& rows, std::string_view line,
              std::size_t columns) {
  std::string indent;
  for (std::size_t n = 1;; ++n, indent = "  ") {
    const std::size_t room = columns - indent.size();
    const std::size_t bytes = row_of(line, room);
    if (bytes < line.size() && n == rows_of_a_line) {
      rows.push_back(indent + cut(line, room));
      return false;
    }
    const bool is_last = bytes == line.size();
    std::string_view row = line.substr(0, bytes);
    while (!is_last && row.ends_with(' ')) row.remove_suffix(1);
    rows.push_back(indent + std::string(row));
    line.remove_prefix(bytes);
    if (is_last) return true;
  }
}

}  // namespace

std::string printed_text(std::string_view output, std::size_t bytes,
                         std::size_t columns) {
  if (output.empty()) return {};
  const std::string bar = std::string(columns + 2, ' ') + "| ";
  std::vector<std::string> rows;
  bool whole = bytes <= output.size();
  while (!output.empty()) {
    const std::string_view line = output.substr(0, output.find('\n'));
    output.remove_prefix(std::min(output.size(), line.size() + 1));
    whole = add_rows(rows, line, screen - bar.size()) && whole;
  }
  // Where a program that prints without end was stopped says nothing.
  const bool endless = bytes >= output_limit;
  const bool fits = rows.size() <= rows_shown;
  const std::size_t first = fits      ? rows.size()
                            : endless ? rows_shown
                                      : rows_shown / 2;
  const std::size_t last = fits || endless ? 0 : rows_shown / 2;

  std::string text = std::string(columns, ' ') + "your code printed:\n";
  for (std::size_t i = 0; i < first; ++i) text += bar + rows[i] + "\n";
  if (endless)
    text += bar + "... (more than 16 MiB in all)\n";
  else if (!fits || !whole)
    text += bar + fmt::format("... ({} bytes in all)\n", bytes);
  for (std::size_t i = rows.size() - last; i < rows.size(); ++i)
    text += bar + rows[i] + "\n";
  return text;
}

}  // namespace grader
