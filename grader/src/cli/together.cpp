// SPDX-License-Identifier: MIT
#include "cli/together.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/story_text.hpp"

namespace grader {
namespace {

constexpr std::size_t errors_shown = 2;

std::string sentence(const integration& i) {
  if (i.good)
    return fmt::format("{} exercises of {} build as one", i.ids.size(),
                       i.chapter);
  if (i.clash.size() == 2)
    return fmt::format(
        "{} and {} each pass alone, and do not build in one program",
        i.clash[0], i.clash[1]);
  return fmt::format("{} each pass alone, and do not build in one program",
                     fmt::join(i.ids, ", "));
}

}  // namespace

std::vector<integration> integrate_chapters(
    session_context& s, const std::vector<std::string>& asked,
    const std::vector<submission>& all, const check_result& result) {
  std::vector<integration> found;
  for (const chapter& c : s.of.chapters) {
    if (std::find(asked.begin(), asked.end(), c.id) == asked.end()) continue;
    std::vector<submission> passing;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].of->chapter == c.id &&
          result.verdicts[i].state == exercise_state::passed)
        passing.push_back(all[i]);
    integration one = integrate(s.where, c, passing);
    if (!one.chapter.empty()) found.push_back(std::move(one));
  }
  return found;
}

std::string integration_text(const integration& i, const console& on) {
  std::string head = on.paint(i.good ? tone::good : tone::bad, "together:");
  std::string text = indented("together: " + sentence(i), 0);
  text.replace(0, std::string_view("together:").size(), head);
  for (std::size_t n = 0; n < std::min(i.errors.size(), errors_shown); ++n)
    text += diagnostic_text(i.errors[n], on);
  return text;
}

exercise_verdict integration_verdict(const integration& i) {
  exercise_verdict v;
  v.id = i.chapter + ".together";
  v.title = "the passing exercises in one program";
  v.state = i.good ? exercise_state::passed : exercise_state::does_not_build;
  if (!i.good) {
    v.problem = sentence(i);
    v.diagnostics = i.errors;
    return v;
  }
  case_verdict c;
  c.number = 1;
  c.title = sentence(i);
  v.cases.push_back(std::move(c));
  return v;
}

nlohmann::json integration_json(const integration& i) {
  nlohmann::json errors =
      nlohmann::json::parse(to_json(integration_verdict(i)))["diagnostics"];
  return {{"chapter", i.chapter},
          {"exercises", i.ids},
          {"passed", i.good},
          {"clash", i.clash},
          {"diagnostics", errors}};
}

}  // namespace grader
