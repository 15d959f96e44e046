// SPDX-License-Identifier: MIT
//
// How far the learner is: a bar a chapter, points and minutes, and where it
// goes on.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/verbs.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

using nlohmann::json;

// How much of it is done: exercises, their points and their minutes.
struct tally {
  int exercises = 0, points = 0, minutes = 0;

  void add(const exercise& e) {
    ++exercises;
    points += e.points;
    minutes += e.minutes;
  }
};

struct summary {
  tally solved, all;

  json to_json() const {
    return {
        {"exercises", {{"solved", solved.exercises}, {"all", all.exercises}}},
        {"points", {{"solved", solved.points}, {"all", all.points}}},
        {"minutes", {{"solved", solved.minutes}, {"all", all.minutes}}}};
  }
};

std::string bar(const summary& n) {
  constexpr int length = 20;
  int done = n.all.points == 0 ? 0 : length * n.solved.points / n.all.points;
  return fmt::format("[{}{}]", std::string(static_cast<std::size_t>(done), '#'),
                     std::string(static_cast<std::size_t>(length - done), '.'));
}

std::string line(const std::string& head, const summary& n) {
  return fmt::format(
      "{} {} {:>2} of {:>2} exercises {:>4} of {:>4} pt {:>4} of "
      "{:>4} min\n",
      head, bar(n), n.solved.exercises, n.all.exercises, n.solved.points,
      n.all.points, n.solved.minutes, n.all.minutes);
}

// The exercise that was checked last and is not solved, or the next one.
const exercise* current(const session_context& s) {
  const exercise* last = nullptr;
  std::int64_t when = 0;
  for (const chapter& c : s.of.chapters)
    for (const exercise& e : c.exercises) {
      progress p = load_progress(s.where.state, e.id);
      if (p.state != progress_state::started || p.checked <= when) continue;
      last = &e;
      when = p.checked;
    }
  return last != nullptr ? last : next_exercise(s);
}

std::string times(int n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

std::string where_text(const session_context& s, const exercise& e) {
  progress p = load_progress(s.where.state, e.id);
  if (p.state == progress_state::untouched)
    return indented(fmt::format("next: {}  {}{}", e.id, e.title,
                                p.spoiled ? ", its answer seen" : ""),
                    0) +
           indented("grader next", 2);
  std::string text = indented(
      fmt::format("you are at {}, {}: {}, {} taken{}", e.id, e.title,
                  times(p.attempts, "check"), times(p.hints_taken, "hint"),
                  p.spoiled ? ", its answer seen" : ""),
      0);
  if (auto last = load_failure(s.where.state, e.id))
    text += indented(
        fmt::format("case {} failed last: {}", last->case_number, last->title),
        2);
  return text +
         indented(fmt::format("grader check {0}     grader explain {0}", e.id),
                  2);
}

json where_json(const session_context& s, const exercise& e) {
  progress p = load_progress(s.where.state, e.id);
  json j = {{"id", e.id},
            {"attempts", p.attempts},
            {"hints_taken", p.hints_taken},
            {"spoiled", p.spoiled}};
  if (auto last = load_failure(s.where.state, e.id))
    j["failed_case"] = {{"number", last->case_number}, {"title", last->title}};
  return j;
}

}  // namespace

exit_status run_progress(session_context& s) {
  summary total;
  json chapters = json::array();
  std::string text;
  for (const chapter& c : s.of.chapters) {
    summary n;
    for (const exercise& e : c.exercises) {
      bool solved =
          load_progress(s.where.state, e.id).state == progress_state::solved;
      n.all.add(e);
      total.all.add(e);
      if (!solved) continue;
      n.solved.add(e);
      total.solved.add(e);
    }
    if (n.all.exercises == 0) continue;
    text += line(c.id, n);
    json j = n.to_json();
    j["id"] = c.id;
    j["title"] = c.title;
    chapters.push_back(std::move(j));
  }
  const exercise* here = current(s);
  if (s.out.kind() == format::json) {
    json j = total.to_json();
    j["chapters"] = chapters;
    j["current"] = here == nullptr ? json() : where_json(s, *here);
    s.out.print(j.dump(1) + "\n");
    return exit_status::pass;
  }
  s.out.print(
      text + s.out.paint(tone::strong, line("all ", total)) + "\n" +
      (here == nullptr ? "every exercise is solved\n" : where_text(s, *here)));
  return exit_status::pass;
}

}  // namespace grader
