// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/verbs.hpp"
#include "course/suggest.hpp"
#include "explain/explain.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

using nlohmann::json;

// "  look at: text", wrapped under itself.
std::string field(std::string_view label, std::string_view text) {
  constexpr std::size_t column = 12;
  if (text.empty()) return {};
  std::string head = fmt::format("  {:<{}}", label, column - 2);
  return indented(text, column).replace(0, head.size(), head);
}

const chapter* chapter_of(const course& c, int number) {
  for (const chapter& ch : c.chapters)
    if (ch.number == number) return &ch;
  return nullptr;
}

// Where to read on, and how to get there once the chapter has its text.
// `e`: the exercise that it came up in, if any.
std::string reading(const course& c, const topic* t,
                    const exercise* e = nullptr) {
  if (t == nullptr) return {};
  const chapter* ch = chapter_of(
      c, e == nullptr ? t->chapter
                      : t->chapter_for(c.find_chapter(e->chapter)->number));
  if (ch == nullptr) return {};
  std::string text = fmt::format("chapter {}, {}", ch->number, ch->title);
  if (const std::string_view section = section_of(*t);
      !section.empty() && ch->number == t->chapter)
    text += fmt::format(": {}", section);
  if (fs::exists(ch->dir / "chapter.md"))
    text += fmt::format(" (grader book {})", ch->id);
  return text;
}

std::string look_of(const explained& x) {
  if (!x.look.empty() || x.about == nullptr) return x.look;
  return std::string(x.about->look);
}

exit_status say_topic(session_context& s, const topic& t) {
  if (s.out.kind() == format::json) {
    s.out.print(json{{"code", t.code},
                     {"means", t.means},
                     {"look_at", t.look},
                     {"topic", reading(s.of, &t)}}
                    .dump(1) +
                "\n");
    return exit_status::pass;
  }
  s.out.print(s.out.paint(tone::strong, t.code) + "\n");
  s.out.print(field("means:", t.means) + field("look at:", t.look) +
              field("topic:", reading(s.of, &t)));
  return exit_status::pass;
}

// The learner's files that were changed since, the first of them.
std::string changed_since(const session_context& s, const last_verdict& v) {
  for (const std::string& file : v.verdict.files) {
    std::error_code ec;
    auto time = fs::last_write_time(s.of.root / file, ec);
    if (!ec && time > v.when) return file;
  }
  return {};
}

json to_json_value(const session_context& s, const exercise& e,
                   const explained& x) {
  json j = {{"id", e.id},
            {"subject", x.subject},
            {"code", x.about != nullptr ? x.about->code : ""},
            {"means", x.means},
            {"words", x.words},
            {"look_at", look_of(x)},
            {"topic", reading(s.of, x.about, &e)},
            {"came", x.came},
            {"right", x.right},
            {"said", x.said},
            {"notes", x.notes},
            {"findings", x.findings},
            {"others", x.others}};
  if (x.where)
    j["where"] = {{"function", x.where->function},
                  {"file", x.where->file},
                  {"line", x.where->line}};
  if (x.case_number != 0) j["case"] = x.case_number;
  for (const explored_step& st : x.steps)
    j["steps"].push_back({{"number", st.number},
                          {"thread", st.thread},
                          {"place", st.place},
                          {"what", st.what},
                          {"source", st.source}});
  return j;
}

// "  steps:     4  T1  park.hpp:98  store state_ <- 1", and the line below.
std::string steps_text(const explained& x) {
  constexpr std::size_t column = 16;
  std::string text;
  for (const explored_step& s : x.steps) {
    const std::string head =
        fmt::format("  {:<10}{:>2}  ", text.empty() ? "steps:" : "", s.number);
    text +=
        indented(fmt::format("T{}  {}  {}", s.thread, s.place, s.what), column)
            .replace(0, column, head);
    if (!s.source.empty())
      text +=
          std::string(column, ' ') + cut("| " + s.source, 80 - column) + "\n";
  }
  return text;
}

std::string text_of(const session_context& s, const exercise& e,
                    const explained& x) {
  std::string text = indented(fmt::format("{}  {}", e.id, x.subject), 0);
  if (x.where) {
    std::string at = fmt::format("{}:{}", x.where->file, x.where->line);
    text += field("where:",
                  x.where->function.empty()
                      ? at
                      : fmt::format("your {} ({})", x.where->function, at));
  }
  if (!x.source.empty())
    text += "            | " + cut(x.source, 80 - 14) + "\n";
  text += field("it says:", x.said);
  text += field("it means:", x.means);
  text += field(x.means.empty() ? "in words:" : "here:", x.words);
  text += steps_text(x);
  text += field("came:", x.came) + field("right:", x.right);
  for (const std::string& note : x.notes) text += field("", note);
  for (const std::string& line : x.findings)
    text += field(&line == &x.findings.front() ? "found:" : "", line);
  if (x.about != nullptr) {
    text += field("look at:", look_of(x));
    text += field("topic:", reading(s.of, x.about, &e));
    text += field("more:", fmt::format("grader explain {}", x.about->code));
  }
  if (!x.steps.empty())
    text +=
        field("again:",
              fmt::format("grader replay {} --case {} shows all steps; with "
                          "--debug it goes through them with you",
                          e.id, x.case_number));
  if (x.others != 0)
    text += fmt::format("  and {} more: mend this one first\n", x.others);
  return text;
}

[[noreturn]] void throw_nothing(const session_context& s, const exercise& e) {
  bool solved =
      load_progress(s.where.state, e.id).state == progress_state::solved;
  throw usage_error(fmt::format("{} has no failure to explain", e.id),
                    solved
                        ? "It passed when it was checked whole. A check with "
                          "--only or --from is not kept."
                        : fmt::format("Check it whole first: grader check {}. "
                                      "One with --only or --from is not kept.",
                                      e.id));
}

[[noreturn]] void throw_unknown(const session_context& s,
                                const std::string& what) {
  std::vector<std::string> near = did_you_mean(s.of, what);
  for (const std::string& code : closest(what, topic_codes()))
    near.push_back(code);
  throw usage_error(fmt::format("there is no exercise and no word `{}`", what),
                    near.empty()
                        ? "Type the word in brackets of a verdict, such as "
                          "heap-use-after-free, or an exercise."
                        : fmt::format("Did you mean {}?", near.front()));
}

}  // namespace

exit_status run_explain(session_context& s, const explain_arguments& a) {
  const exercise* e =
      a.what.empty() ? next_exercise(s) : s.of.find_exercise(a.what);
  if (e == nullptr) {
    if (const topic* t = find_topic(a.what)) return say_topic(s, *t);
    if (a.what.empty())
      throw usage_error("every exercise is solved: name one, or a word");
    throw_unknown(s, a.what);
  }
  auto last = load_verdict(s.where.state, e->id);
  if (!last) throw_nothing(s, *e);
  auto found = explain(last->verdict, a.case_number, s.of.root);
  if (!found)
    throw usage_error(
        fmt::format("case {} of {} did not fail", a.case_number, e->id));
  std::string changed = changed_since(s, *last);
  if (s.out.kind() == format::json) {
    json j = to_json_value(s, *e, *found);
    j["changed_since"] = changed;
    s.out.print(j.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
    return exit_status::pass;
  }
  s.out.print(text_of(s, *e, *found));
  if (!changed.empty())
    s.out.print(indented(
        fmt::format("note: {} has changed since that check", changed), 2));
  return exit_status::pass;
}

}  // namespace grader
