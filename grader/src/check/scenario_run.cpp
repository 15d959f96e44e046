// SPDX-License-Identifier: MIT
#include "check/scenario_run.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "model/interleaving.hpp"
#include "model/model_answer.hpp"
#include "model/source_lines.hpp"
#include "model/told.hpp"
#include "report/story_text.hpp"

namespace grader {
namespace {

// What a program may take beyond the search: to start on a busy machine, and
// the second after which a thread that does nothing visible is stopped.
constexpr double seconds_beyond = 9;
// Of model.hpp: "KIOTO_TODO line file function".
constexpr std::string_view todo = "KIOTO_TODO ";

const shown_file* learners(const scenario_options& o, const std::string& file) {
  for (const shown_file& f : o.files)
    if (f.path == file) return &f;
  return nullptr;
}

// Where it went wrong, or was last, in the learner's files.
std::optional<place> where(const scenario_options& o, const told_failure& t) {
  const told_step* found = nullptr;
  for (const told_step& s : t.steps)
    if (!s.is_remark && learners(o, s.at.file) != nullptr &&
        (found == nullptr || s.is_bad || !found->is_bad))
      found = &s;
  if (found == nullptr) return std::nullopt;
  return place{plain_function_name(found->at.function),
               learners(o, found->at.file)->shown, found->at.line};
}

std::vector<explored_step> key_steps(const told_failure& t) {
  std::vector<explored_step> steps;
  for (const told_step& s : t.steps) {
    if (s.is_remark || (!s.is_bad && !t.key_steps.contains(s.number))) continue;
    std::string what = s.what;
    for (const std::string& more : s.more) what += "; " + more;
    steps.push_back({s.number, s.thread, s.place, std::move(what), s.source});
  }
  return steps;
}

bool is_not_written(const model_failure& f) {
  return f.kind == model_problem::assertion && f.text.starts_with(todo);
}

void tell_not_written(const scenario_options& o, std::string_view text,
                      case_verdict& c) {
  c.result = outcome::not_written;
  text.remove_prefix(todo.size());
  place at;
  const char* const end = text.data() + text.size();
  const char* const after = std::from_chars(text.data(), end, at.line).ptr;
  text.remove_prefix(static_cast<std::size_t>(after - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  at.file = std::string(text.substr(0, text.find(' ')));
  text.remove_prefix(std::min(text.size(), at.file.size() + 1));
  c.headline = "not written yet: " + plain_function_name(text);
  for (const shown_file& f : o.files)
    if (f.shown == at.file) c.where = at;
}

void tell_failure(const scenario_options& o, const model_failure& f,
                  case_verdict& c) {
  if (is_not_written(f)) return tell_not_written(o, f.text, c);
  exploration about;
  about.failure = f;
  const symbol_table symbols(
      symbolize(o.symbolizer, o.program, addresses_in(about)), o.checker);
  source_lines sources(o.sources, "/");
  const told_failure told = tell(scene(f, symbols, sources));
  const console plain(format::plain);
  explored_case& x = *c.explored;
  x.kind = name_of(f.kind);
  x.schedule = schedule_text(f);
  x.picture = interleaving(told, plain);
  if (!told.legend.empty()) x.picture += "      " + told.legend + "\n";
  x.why = told.why;
  x.steps = key_steps(told);
  c.result = outcome::fail;
  c.headline = x.kind;
  c.where = where(o, told);
}

void tell_another(case_verdict& c) {
  const std::string_view text =
      "the schedule is of other files than these: all were explored";
  if (c.result == outcome::pass)
    c.headline += fmt::format("; {}", text);
  else
    c.notes.emplace_back(text);
}

}  // namespace

case_verdict run_scenario(const scenario_options& o) {
  std::vector<std::string> arguments = {
      "--scenario", o.of.scenario, "--seconds", fmt::format("{}", o.seconds)};
  const std::size_t without_schedule = arguments.size();
  if (!o.schedule.empty()) add_schedule(arguments, o.schedule);
  const double most = std::ceil(o.seconds + seconds_beyond);
  model_run run = run_model(o.program, arguments, o.level, most);
  case_verdict c;
  c.title = o.of.title;
  c.build = build_kind::model;
  // The files have changed since the schedule was made.
  const bool is_another =
      !o.schedule.empty() && run.how == model_ending::exited &&
      (run.status == has_diverged || run.status == bad_arguments);
  if (is_another) {
    arguments.resize(without_schedule);
    run = run_model(o.program, arguments, o.level, most);
  }
  c.output = run.output;
  c.output_bytes = run.output_bytes;
  const auto found = answer_of(run, o.of.scenario, most);
  if (!found) {
    c.result = outcome::fail;
    c.headline = found.error();
    return c;
  }
  c.ms = found->seconds * 1000;
  c.explored = explored_case{
      std::string(name_of(found->result)), found->executions, {}, {}, {}, {}};
  if (found->failure)
    tell_failure(o, *found->failure, c);
  else
    c.headline = found->phase == "replay" ? "no failure in this execution"
                                          : explored_text(*c.explored);
  if (is_another) tell_another(c);
  return c;
}

}  // namespace grader
