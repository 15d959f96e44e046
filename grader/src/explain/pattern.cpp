// SPDX-License-Identifier: MIT
#include "explain/pattern.hpp"

namespace grader {

std::optional<std::vector<std::string>> match(std::string_view pattern,
                                              std::string_view text) {
  std::vector<std::string> parts;
  std::size_t star = pattern.find('*');
  std::string_view head = pattern.substr(0, star);
  if (!text.starts_with(head)) return std::nullopt;
  text.remove_prefix(head.size());
  while (star != std::string_view::npos) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    std::string_view next = pattern.substr(0, star);
    // A last star takes all that is left.
    std::size_t at = next.empty() ? text.size() : text.find(next);
    if (at == std::string_view::npos) return std::nullopt;
    parts.emplace_back(text.substr(0, at));
    text.remove_prefix(at + next.size());
  }
  return parts;
}

std::string filled(std::string_view sentence,
                   const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    bool mark = sentence[i] == '$' && i + 1 < sentence.size() &&
                sentence[i + 1] >= '1' && sentence[i + 1] <= '9';
    if (!mark) {
      out += sentence[i];
      continue;
    }
    std::size_t n = static_cast<std::size_t>(sentence[++i] - '1');
    if (n < parts.size()) out += parts[n];
  }
  return out;
}

}  // namespace grader
