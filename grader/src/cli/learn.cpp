// SPDX-License-Identifier: MIT
//
// The verbs that only read: where the learner is, what is next, a hint.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/verbs.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

using nlohmann::json;

constexpr std::string_view state_names[] = {"untouched", "started", "solved"};

void print_json(session_context& s, const json& j) {
  s.out.print(j.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

std::string_view word_of(progress_state s) {
  return s == progress_state::solved    ? "solved"
         : s == progress_state::started ? "begun"
                                        : "";
}

// A task as paragraphs: single newlines are the manifest's.
std::string paragraphs(std::string_view text) {
  std::string out, paragraph;
  auto flush = [&] {
    if (!paragraph.empty()) out += indented(paragraph, 2);
    paragraph.clear();
  };
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty()) {
      flush();
      out += out.empty() ? "" : "\n";
      continue;
    }
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += line;
  }
  flush();
  return out;
}

json about(const session_context& s, const exercise& e) {
  progress p = load_progress(s.where.state, e.id);
  return {{"id", e.id},
          {"title", e.title},
          {"kind", e.kind},
          {"minutes", e.minutes},
          {"points", e.points},
          {"state", state_names[static_cast<std::size_t>(p.state)]},
          {"attempts", p.attempts},
          {"hints_taken", p.hints_taken},
          {"spoiled", p.spoiled}};
}

exit_status list_json(session_context& s, const exercise* next) {
  json chapters = json::array();
  for (const chapter& c : s.of.chapters) {
    json exercises = json::array();
    for (const exercise& e : c.exercises) exercises.push_back(about(s, e));
    chapters.push_back({{"id", c.id},
                        {"title", c.title},
                        {"summary", c.summary},
                        {"exercises", exercises}});
  }
  print_json(s, {{"chapters", chapters},
                 {"next", next == nullptr ? json() : json(next->id)}});
  return exit_status::pass;
}

exit_status next_json(session_context& s, const exercise* e) {
  json j = json::object();
  j["next"] = json();
  if (e != nullptr) {
    j["next"] = about(s, *e);
    j["next"]["task"] = e->task;
    j["next"]["look_at"] = e->look_at;
    for (const std::string& file : e->files)
      j["next"]["files"].push_back(
          (e->stub_dir / file).lexically_relative(s.of.root).string());
  }
  print_json(s, j);
  return exit_status::pass;
}

}  // namespace

exit_status run_list(session_context& s) {
  int points = 0, all_points = 0;
  const exercise* next = next_exercise(s);
  if (s.out.kind() == format::json) return list_json(s, next);
  for (const chapter& c : s.of.chapters) {
    s.out.print(
        s.out.paint(tone::strong, fmt::format("{}  {}", c.id, c.title)) +
        fmt::format(": {}\n", c.summary));
    for (const exercise& e : c.exercises) {
      progress p = load_progress(s.where.state, e.id);
      bool solved = p.state == progress_state::solved;
      all_points += e.points;
      points += solved ? e.points : 0;
      s.out.print(fmt::format(
          "{} {} {} {} {:>3} min {:>3} pt\n", &e == next ? ">" : " ",
          s.out.paint(solved ? tone::good : tone::normal,
                      padded(word_of(p.state), 6)),
          padded(e.id, 13), padded(cut(e.title, 40), 40), e.minutes, e.points));
    }
  }
  s.out.print(fmt::format("{} of {} points{}\n", points, all_points,
                          next == nullptr ? "" : "; > is next"));
  return exit_status::pass;
}

exit_status run_next(session_context& s, const std::string& id) {
  const exercise* e = next_exercise(s, id);
  if (s.out.kind() == format::json) return next_json(s, e);
  if (e == nullptr) {
    s.out.print(fmt::format("every exercise{} is solved\n",
                            id.empty() ? "" : " of " + id));
    return exit_status::pass;
  }
  s.out.print(fmt::format(
      "{}  {}  ({} min, {} {})\n\n", s.out.paint(tone::strong, e->id), e->title,
      e->minutes, e->points, e->points == 1 ? "point" : "points"));
  s.out.print(paragraphs(e->task));
  s.out.print("\n  yours:\n");
  for (const std::string& file : e->files)
    s.out.print(fmt::format(
        "    {}\n",
        (e->stub_dir / file).lexically_relative(s.of.root).string()));
  if (!e->look_at.empty()) s.out.print("  worth reading:\n");
  for (const std::string& file : e->look_at)
    s.out.print(fmt::format("    {}\n", file));
  s.out.print(fmt::format("\n  grader check {0}     grader hint {0}\n", e->id));
  return exit_status::pass;
}

exit_status run_hint(session_context& s, const std::string& id) {
  const exercise& e = exercise_or_next(s, id);
  state_lock lock(s.where.state);
  progress p = load_progress(s.where.state, e.id);
  int all = static_cast<int>(e.hints.size());
  bool had_all = p.hints_taken >= all;
  p.hints_taken = std::min(p.hints_taken + 1, all);
  store_progress(s.where.state, e.id, p);
  if (s.out.kind() == format::json) {
    print_json(
        s, {{"id", e.id},
            {"hints", std::vector<std::string>(
                          e.hints.begin(), e.hints.begin() + p.hints_taken)},
            {"of", all}});
    return exit_status::pass;
  }
  if (had_all) s.out.print("you have had all the hints; here they are again\n");
  for (int i = had_all ? 0 : p.hints_taken - 1; i < p.hints_taken; ++i) {
    s.out.print(s.out.paint(
        tone::strong, fmt::format("{}  hint {} of {}\n", e.id, i + 1, all)));
    s.out.print(paragraphs(e.hints[static_cast<std::size_t>(i)]));
  }
  if (p.hints_taken < all)
    s.out.print(fmt::format("\n  the next one: grader hint {}\n", e.id));
  return exit_status::pass;
}

}  // namespace grader
