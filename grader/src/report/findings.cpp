// SPDX-License-Identifier: MIT
#include "report/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

namespace grader {
namespace {

bool is_sanitizer(const case_verdict& c) {
  return c.build == build_kind::asan || c.build == build_kind::tsan;
}

// What the plain build says, too, when the program crashes.
bool is_the_same_crash(const case_verdict& plain, std::string_view finding) {
  struct both {
    std::string_view headline, finding;
  };
  constexpr both crashes[] = {
      {"it crashed: a pointer points nowhere", "(SEGV)"},
      {"it crashed: the stack is full", "(stack-overflow)"},
  };
  return std::ranges::any_of(crashes, [&](const both& b) {
    return plain.headline.starts_with(b.headline) &&
           finding.ends_with(b.finding);
  });
}

// The cases of the verdict that ended before this one of it.
std::span<const case_verdict> came_before(const exercise_verdict& v,
                                          const case_verdict& c) {
  const auto at = std::ranges::find_if(
      v.cases, [&](const case_verdict& other) { return &other == &c; });
  return {v.cases.begin(), at};
}

}  // namespace

std::string_view finding_of(const case_verdict& c) {
  if (!is_sanitizer(c)) return {};
  const std::string head = fmt::format("{}: ", label_of(*c.build));
  std::string_view text = c.headline;
  return text.starts_with(head) ? text.substr(head.size()) : std::string_view{};
}

bool failed_already(const exercise_verdict& v, const case_verdict& c) {
  const auto before = came_before(v, c);
  return std::ranges::any_of(before, [&](const case_verdict& other) {
    return other.number == c.number && other.result != outcome::pass;
  });
}

bool passed_already(const exercise_verdict& v, const case_verdict& c) {
  if (!is_sanitizer(c)) return false;
  const auto before = came_before(v, c);
  return std::ranges::any_of(before, [&](const case_verdict& other) {
    return other.number == c.number;
  });
}

bool says_more(const exercise_verdict& v, const case_verdict& c) {
  const std::string_view finding = finding_of(c);
  if (finding.empty()) return false;
  const bool plain_failed = std::ranges::any_of(v.cases, [&](auto& other) {
    return other.number == c.number && other.build == build_kind::plain &&
           other.result != outcome::pass;
  });
  // It is a mistake of its own, and comes to light when this one is mended.
  if (plain_failed && finding.ends_with("(detected memory leaks)"))
    return false;
  return std::ranges::none_of(v.cases, [&](const case_verdict& other) {
    return other.number == c.number && other.build == build_kind::plain &&
           is_the_same_crash(other, finding);
  });
}

std::vector<const case_verdict*> findings_about(const exercise_verdict& v,
                                                int number) {
  std::vector<const case_verdict*> found;
  std::set<std::string> known;
  for (const case_verdict& c : v.cases)
    if (c.number == number && says_more(v, c) &&
        known.insert(identity_of(c)).second)
      found.push_back(&c);
  return found;
}

std::string identity_of(const case_verdict& finding) {
  std::string id(finding_of(finding));
  if (finding.where)
    id += fmt::format(" {}:{}", finding.where->file, finding.where->line);
  return id;
}

}  // namespace grader
