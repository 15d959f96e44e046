// SPDX-License-Identifier: MIT
#include "author/regions.hpp"

#include <algorithm>

#include "author/cut_error.hpp"
#include "author/edits.hpp"
#include "course/schema.hpp"
#include "course/text_file.hpp"

namespace grader {

namespace {

// The name behind `// #region` on a line of its own; empty for other lines.
std::string_view marker(std::string_view line, std::string_view word) {
  line = trimmed(line);
  if (!line.starts_with("//")) return {};
  line = trimmed(line.substr(2));
  if (!line.starts_with(word)) return {};
  line.remove_prefix(word.size());
  if (line.empty() || (line[0] != ' ' && line[0] != '\t')) return {};
  return trimmed(line);
}

std::string at_line(int line) { return " (line " + std::to_string(line) + ")"; }

}  // namespace

std::vector<found_region> find_regions(std::string_view source) {
  std::vector<found_region> found;
  std::vector<found_region> open;
  for (std::size_t at = 0; at < source.size(); at = next_line(source, at)) {
    const std::size_t end = next_line(source, at);
    const std::string_view line = source.substr(at, end - at);
    if (const std::string_view name = marker(line, "#region"); !name.empty()) {
      const std::string text(name);
      const int number = line_at(source, at);
      const auto same = [&](const found_region& r) { return r.name == name; };
      if (std::ranges::any_of(found, same) || std::ranges::any_of(open, same)) {
        throw cut_error("there are two regions \"" + text + "\"" +
                        at_line(number));
      }
      open.push_back({text, number, at, end, 0, 0});
    }
    if (const std::string_view name = marker(line, "#endregion");
        !name.empty()) {
      if (open.empty() || open.back().name != name) {
        throw cut_error("\"#endregion " + std::string(name) +
                        "\" closes no region" + at_line(line_at(source, at)));
      }
      open.back().inner_end = at;
      open.back().end = end;
      found.push_back(std::move(open.back()));
      open.pop_back();
    }
  }
  if (!open.empty()) {
    throw cut_error("region \"" + open.back().name + "\" is never closed" +
                    at_line(open.back().line));
  }
  std::ranges::sort(found, {}, &found_region::begin);
  return found;
}

const found_region* find_region(const std::vector<found_region>& regions,
                                std::string_view name) {
  for (const found_region& r : regions) {
    if (r.name == name) return &r;
  }
  return nullptr;
}

}  // namespace grader
