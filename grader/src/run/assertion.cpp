// SPDX-License-Identifier: MIT
#include "run/assertion.hpp"

#include <algorithm>

namespace grader {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string assertion_of(std::string_view output) {
  constexpr std::string_view begin = "kioto: ";
  while (output.ends_with('\n')) output.remove_suffix(1);
  std::string_view line = output.substr(output.rfind('\n') + 1);
  // What was printed before may have no newline of its own.
  const std::size_t at = line.find(begin);
  if (at == line.npos) return {};
  line.remove_prefix(at + begin.size());
  for (std::size_t end = line.find(": "); end != line.npos;
       end = line.find(": ", end + 1)) {
    const std::size_t colon = line.substr(0, end).rfind(':');
    if (colon != line.npos && colon + 1 < end &&
        std::ranges::all_of(line.substr(colon + 1, end - colon - 1), is_digit))
      return std::string(line.substr(end + 2));
  }
  return {};
}

}  // namespace grader
