// SPDX-License-Identifier: MIT
#include "report/printer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "report/findings.hpp"
#include "report/story_text.hpp"

namespace grader {
namespace {

// More failures of an exercise than this are counted, not told.
constexpr int stories_told = 3;
// Nor are more findings of sanitizers.
constexpr std::size_t findings_told = 3;
constexpr std::size_t story_columns = 11;
constexpr std::size_t errors_shown = 3, warnings_shown = 2;

std::string replay_command(const exercise_verdict& v, const case_verdict& c) {
  return fmt::format("grader replay {} --case {} --seed {:x}", v.id, c.number,
                     c.seed);
}

// "  passed:  plain 12 of 12, ...", wrapped below itself.
std::string ended_line(tone t, std::string_view word, std::string_view counts,
                       const console& on) {
  const std::size_t column = word.size() + 4;
  return "  " + on.paint(t, word) + "  " +
         indented(counts, column).substr(column);
}

}  // namespace

printer::printer(console& on, std::vector<std::string> ids, bool can_replay)
    : on_(on), ids_(std::move(ids)), can_replay_(can_replay) {}

void printer::write(const std::string& id, const std::string& text) {
  if (current_ < ids_.size() && ids_[current_] == id)
    on_.print(text);
  else
    pages_[id].text += text;
}

void printer::write_passes(const std::string& id, int last) {
  page& p = pages_[id];
  while (!p.passes.empty() && p.passes.begin()->first <= last) {
    const auto first = p.passes.extract(p.passes.begin());
    p.next = std::max(p.next, first.key() + 1);
    write(id, first.mapped());
  }
}

void printer::turn_pages() {
  while (current_ < ids_.size()) {
    page& p = pages_[ids_[current_]];
    on_.print(std::exchange(p.text, {}));
    if (!p.over) return;
    ++current_;
  }
}

void printer::started(const exercise_verdict& v) {
  std::string text =
      fmt::format("{}  {}{}\n", on_.paint(tone::strong, v.id), v.title,
                  v.cached ? on_.paint(tone::quiet, "  (unchanged)") : "");
  if (v.state == exercise_state::does_not_build ||
      v.state == exercise_state::fault) {
    if (!v.problem.empty())
      text += "  " + on_.paint(tone::bad, "FAIL") + "  " +
              indented(v.problem, 8).substr(8);
    std::size_t shown = std::min(v.diagnostics.size(), errors_shown);
    for (std::size_t i = 0; i < shown; ++i)
      text += diagnostic_text(v.diagnostics[i], on_);
    if (v.diagnostics.size() > shown)
      text += fmt::format("  and {} more: mend the first one first\n",
                          v.diagnostics.size() - shown);
    if (!v.next.empty()) text += indented(v.next, 8);
  }
  write(v.id, text);
}

void printer::case_ended(const exercise_verdict& v, const case_verdict& c) {
  page& p = pages_[v.id];
  if (c.result == outcome::pass) {
    if (passed_already(v, c)) return;
    p.passes[c.number] = case_line(c, on_) + case_story(c, on_);
    // What the plain build says is told at once; a later pass lets those go
    // first that are still to come.
    if (c.build == build_kind::plain) return write_passes(v.id, c.number);
    while (!p.passes.empty() && p.passes.begin()->first <= p.next)
      write_passes(v.id, p.passes.begin()->first);
    return;
  }
  const std::string found = says_more(v, c) ? identity_of(c) : "";
  if (failed_already(v, c)) {
    // What the sanitizer has found, once, below what was told before.
    if (found.empty() || !p.findings.insert(found).second ||
        p.findings.size() > findings_told)
      return;
    return write(v.id, case_line(c, on_) + finding_text(c));
  }
  if (!found.empty()) p.findings.insert(found);
  write_passes(v.id, c.number);
  p.next = std::max(p.next, c.number + 1);
  std::string text = case_line(c, on_);
  bool told = c.result == outcome::not_written || p.stories++ < stories_told;
  if (told) {
    text += case_story(c, on_);
    if (c.explored && !c.explored->kind.empty() && can_replay_)
      text += replay_text("grader replay " + v.id,
                          fmt::format("--case {}", c.number),
                          c.explored->schedule, story_columns);
  } else {
    text += indented(
        c.headline.empty() ? "its story: " + replay_command(v, c) : c.headline,
        story_columns);
  }
  write(v.id, text);
}

std::string printer::summary(const exercise_verdict& v) const {
  std::string text;
  for (build_kind b : all_builds)
    if (v.total(b) != 0)
      text += fmt::format("{}{} {} of {}", text.empty() ? "" : ", ",
                          label_of(b), v.passed(b), v.total(b));
  return text;
}

void printer::ended(const exercise_verdict& v) {
  write_passes(v.id, std::numeric_limits<int>::max());
  std::string text;
  std::size_t warnings = 0;
  if (v.state == exercise_state::passed || v.state == exercise_state::failed)
    for (const diagnostic& d : v.diagnostics)
      if (warnings++ < warnings_shown) text += diagnostic_text(d, on_);
  switch (v.state) {
    case exercise_state::passed:
      text += ended_line(tone::good, "passed:", summary(v), on_);
      break;
    case exercise_state::failed: {
      text += ended_line(tone::bad, "not yet:", summary(v), on_);
      auto first = std::find_if(v.cases.begin(), v.cases.end(), [](auto& c) {
        return c.result == outcome::fail;
      });
      if (first != v.cases.end() && can_replay_)
        text += fmt::format("  again: {}\n", replay_command(v, *first));
      text += fmt::format("  hint:  grader hint {}\n", v.id);
      break;
    }
    case exercise_state::does_not_build:
      text += fmt::format("  {}\n", on_.paint(tone::bad, "does not build"));
      break;
    case exercise_state::fault:
      // One that came after the first case has not been told.
      if (!v.cases.empty() && !v.problem.empty())
        text += indented(v.problem, 8);
      text += fmt::format("  {}: this is no mistake of yours\n",
                          on_.paint(tone::bad, "fault of the grader"));
      break;
  }
  write(v.id, text + "\n");
  pages_[v.id].over = true;
  turn_pages();
}

std::string closing_line(const std::vector<exercise_verdict>& all,
                         const console& on) {
  auto passed = std::count_if(all.begin(), all.end(), [](auto& v) {
    return v.state == exercise_state::passed;
  });
  bool good = static_cast<std::size_t>(passed) == all.size();
  return on.paint(good ? tone::good : tone::bad,
                  fmt::format("{} of {} exercise{} passed", passed, all.size(),
                              all.size() == 1 ? "" : "s")) +
         "\n";
}

}  // namespace grader
