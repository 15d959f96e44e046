// SPDX-License-Identifier: MIT
#include "build/probe_parts.hpp"

#include <algorithm>
#include <string_view>

#include "build/files.hpp"

namespace grader {
namespace {

std::set<std::string> probes_in(std::string_view text) {
  constexpr std::string_view opening = "PROBE(";
  std::set<std::string> names;
  for (std::size_t at = text.find(opening); at != std::string_view::npos;
       at = text.find(opening, at + 1)) {
    if (at != 0 && text[at - 1] != '\n') continue;
    const std::size_t begin = at + opening.size();
    names.emplace(text.substr(begin, text.find(')', begin) - begin));
  }
  return names;
}

}  // namespace

std::vector<probe_part> probe_parts(const exercise& e, build_kind b) {
  const std::string first = b == build_kind::perf    ? "perf"
                            : b == build_kind::model ? "model"
                                                     : "probe";
  std::vector<std::string> names;
  std::error_code ec;
  for (auto& entry : fs::directory_iterator(e.hidden_dir, ec)) {
    const fs::path& file = entry.path();
    if (file.extension() == ".cpp" &&
        file.stem().string().starts_with(first + "_"))
      names.push_back(file.stem().string());
  }
  std::ranges::sort(names);
  names.insert(names.begin(), first);
  std::vector<probe_part> parts;
  for (std::string& name : names) {
    fs::path source = e.hidden_dir / (name + ".cpp");
    std::set<std::string> probes =
        probes_in(try_read_file(source).value_or(""));
    parts.push_back({std::move(name), std::move(source), std::move(probes)});
  }
  return parts;
}

}  // namespace grader
