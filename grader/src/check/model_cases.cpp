// SPDX-License-Identifier: MIT
#include "check/model_cases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "build/files.hpp"
#include "check/compile_cases.hpp"
#include "course/error.hpp"

namespace grader {
namespace {

constexpr std::string_view opening = "PROBE_MODEL(";

fs::path file_of(const exercise& e) { return e.hidden_dir / "model.cpp"; }

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class reader {
 public:
  explicit reader(std::string file) : file_(std::move(file)) {}

  std::vector<model_case> read(std::string_view text) {
    for (line_ = 1; !text.empty(); ++line_) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      if (line.starts_with(opening)) add(line.substr(opening.size()));
      if (line.starts_with("//"))
        comment_ += std::string(line) + "\n";
      else
        comment_.clear();
    }
    if (cases_.empty()) fail("there is no PROBE_MODEL(name) in it");
    return std::move(cases_);
  }

 private:
  void add(std::string_view rest) {
    model_case c{std::string(rest.substr(0, rest.find(')'))),
                 heading(comment_, "case")};
    if (!is_name(c.scenario))
      fail("the name of a PROBE_MODEL is small letters, digits and \"_\"");
    if (c.title.empty())
      fail(
          fmt::format("PROBE_MODEL({}) needs a comment `// case: ...` on the "
                      "lines above it",
                      c.scenario));
    for (const model_case& other : cases_) {
      if (other.scenario == c.scenario)
        fail(fmt::format("there are two PROBE_MODEL({})", c.scenario));
      if (other.title == c.title)
        fail(fmt::format("there are two cases `{}`", c.title));
    }
    cases_.push_back(std::move(c));
  }

  [[noreturn]] void fail(std::string what) const {
    throw course_error(file_, line_, std::move(what));
  }

  std::string file_;
  int line_ = 1;
  std::string comment_;  // that ends right above
  std::vector<model_case> cases_;
};

}  // namespace

std::vector<model_case> find_model_cases(const exercise& e) {
  const auto text = try_read_file(file_of(e));
  if (!text) return {};
  return reader(file_of(e).string()).read(*text);
}

std::string model_problem_of(const exercise& e) {
  const bool is_there = fs::exists(file_of(e));
  if (e.model && !is_there)
    return fmt::format("{} has no hidden/{}/model.cpp", e.id, e.name);
  if (!e.model && is_there)
    return fmt::format(
        "hidden/{}/model.cpp needs \"model\" among the checks "
        "of {}",
        e.name, e.id);
  return {};
}

}  // namespace grader
