// SPDX-License-Identifier: MIT
#include "check/compile_cases.hpp"

#include <algorithm>

#include "build/files.hpp"
#include "course/error.hpp"

namespace grader {

std::string heading(std::string_view text, std::string_view key) {
  while (text.starts_with("//")) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line.remove_prefix(2);
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (!line.starts_with(key) || line.substr(key.size(), 1) != ":") continue;
    line.remove_prefix(key.size() + 1);
    while (line.starts_with(' ')) line.remove_prefix(1);
    return std::string(line);
  }
  return {};
}

std::vector<compile_case> find_compile_cases(const exercise& e) {
  std::vector<compile_case> cases;
  std::error_code ec;
  for (auto& entry : fs::directory_iterator(e.hidden_dir / "compile", ec)) {
    if (entry.path().extension() != ".cpp") continue;
    std::string text = read_file(entry.path());
    std::string must = heading(text, "must");
    compile_case c{entry.path(), heading(text, "case"), must == "compile",
                   heading(text, "why"), heading(text, "about")};
    std::string shown = entry.path().string();
    if (must != "compile" && must != "not compile")
      throw course_error(shown, 1,
                         "`must:` has to be `compile` or `not compile`");
    if (c.title.empty() || c.why.empty() || c.about.empty())
      throw course_error(shown, 1,
                         "the headings `case:`, `why:` and `about:` have to "
                         "stand in the first lines");
    cases.push_back(std::move(c));
  }
  std::sort(cases.begin(), cases.end(),
            [](auto& a, auto& b) { return a.file < b.file; });
  return cases;
}

}  // namespace grader
