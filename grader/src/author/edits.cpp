// SPDX-License-Identifier: MIT
#include "author/edits.hpp"

#include <algorithm>

#include "author/cut_error.hpp"

namespace grader {

std::string apply_edits(std::string_view source, std::vector<edit> edits) {
  // Insertions go before a change of the bytes behind them.
  std::ranges::sort(edits, [](const edit& a, const edit& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  std::string result;
  std::size_t at = 0;
  const edit* before = nullptr;
  for (const edit& e : edits) {
    if (before != nullptr && e.begin < at) {
      throw cut_error(before->what + " and " + e.what + " overlap");
    }
    result.append(source.substr(at, e.begin - at)).append(e.text);
    at = e.end;
    before = &e;
  }
  return result.append(source.substr(at));
}

std::size_t line_begin(std::string_view source, std::size_t at) {
  if (at == 0) return 0;
  const std::size_t before = source.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t next_line(std::string_view source, std::size_t at) {
  const std::size_t end = source.find('\n', at);
  return end == std::string_view::npos ? source.size() : end + 1;
}

std::string_view indent_of(std::string_view source, std::size_t at) {
  const std::size_t begin = line_begin(source, at);
  const std::size_t end = source.find_first_not_of(" \t", begin);
  if (end == std::string_view::npos) return {};
  return source.substr(begin, end - begin);
}

std::string indented(std::string_view text, std::string_view indent) {
  if (text.find("R\"") != std::string_view::npos) return std::string(text);
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    const bool line_follows =
        text[i] == '\n' && i + 1 < text.size() && text[i + 1] != '\n';
    if (line_follows) result += indent;
  }
  return result;
}

std::string filled(std::string_view text, std::string_view prefix,
                   std::size_t width) {
  std::string result;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) result.append(prefix).append(line).append("\n");
    line.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \n", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \n", begin), text.size());
    const std::string_view word = text.substr(begin, at - begin);
    if (!line.empty() &&
        prefix.size() + line.size() + 1 + word.size() > width) {
      flush();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  flush();
  return result;
}

}  // namespace grader
