// SPDX-License-Identifier: MIT
//
// One case again, as it went the last time; and then, if that is asked for, in
// a debugger.
#include <fmt/format.h>

#include <algorithm>

#include "build/files.hpp"
#include "check/model_cases.hpp"
#include "check/pipeline.hpp"
#include "cli/debugger.hpp"
#include "cli/verbs.hpp"
#include "grader/wire.hpp"
#include "report/printer.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

bool is_schedule(std::string_view text) {
  if (text.starts_with("weak:")) text.remove_prefix(5);
  return text.find_first_not_of("0123456789xv.") == std::string_view::npos;
}

bool has_build(const exercise& e, build_kind b) {
  switch (b) {
    case build_kind::plain:
      return true;
    case build_kind::asan:
      return e.asan;
    case build_kind::tsan:
      return e.tsan;
    case build_kind::model:
      return e.model;
    case build_kind::perf:
      return e.perf;
  }
  return false;
}

// `last`: of this very case.
std::optional<build_kind> build_of(const replay_arguments& a, const exercise& e,
                                   const std::optional<last_failure>& last) {
  std::optional<build_kind> build;
  if (!a.build.empty()) {
    build = build_named(a.build);
    if (!build)
      throw usage_error(fmt::format("there is no build `{}`", a.build),
                        "Builds are plain, asan, tsan, model and perf.");
  } else if (!a.schedule.empty() && a.case_number != 0) {
    build = build_kind::model;
  } else if (last) {
    build = last->build;
  }
  if (build && !has_build(e, *build))
    throw usage_error(fmt::format("{} has no {} build", e.id, name_of(*build)));
  return build;
}

void check_schedule(const std::string& schedule,
                    std::optional<build_kind> build) {
  if (!schedule.empty() && build != build_kind::model)
    throw usage_error("--schedule: of which case? Name it by --case",
                      "A schedule is in the line `replay:` of a verdict.");
  if (!is_schedule(schedule))
    throw usage_error(
        fmt::format("--schedule {}: that is not a schedule", cut(schedule, 40)),
        "A schedule is in the line `replay:` of a verdict.");
}

// How this case failed in the last check, if it did.
std::optional<last_failure> failure_of(const session_context& s,
                                       const exercise& e, int number) {
  std::optional<last_failure> first = load_failure(s.where.state, e.id);
  if (first && first->case_number == number) return first;
  const std::optional<last_verdict> last = load_verdict(s.where.state, e.id);
  if (!last) return std::nullopt;
  const auto& all = last->verdict.cases;
  const auto at = std::ranges::find_if(all, [&](const case_verdict& c) {
    return c.number == number && c.result != outcome::pass;
  });
  if (at == all.end()) return std::nullopt;
  return last_failure{at->number, at->title, at->build, at->seed,
                      at->explored ? at->explored->schedule : ""};
}

// --- in a debugger ---

struct replayed {
  const exercise& of;
  const submission& files;
  const check_options& options;
  const exercise_verdict& verdict;

  // The one that is looked at: a failure, if there is any.
  const case_verdict* its_case() const {
    auto& all = verdict.cases;
    auto at = std::ranges::find_if(
        all, [](auto& c) { return c.result != outcome::pass; });
    if (at == all.end()) at = all.begin();
    return at != all.end() ? &*at : nullptr;
  }
};

// Of the learner's place: as every build's debug information ends.
std::optional<place> line_in(const session_context& s, const replayed& r,
                             const case_verdict& c) {
  if (!c.where || c.where->line == 0) return std::nullopt;
  place at = *c.where;
  at.file = (s.of.root / at.file).lexically_relative(r.of.stub_dir);
  return at;
}

debugged_program scenario_program(const session_context& s, const replayed& r,
                                  const case_verdict& c) {
  const std::vector<model_case> all = find_model_cases(r.of);
  const auto of = std::ranges::find(all, c.title, &model_case::title);
  if (of == all.end()) throw grader_fault("no scenario of the case's title");
  const fs::path work = s.where.work() / r.files.label;
  const bool failed = c.explored && c.explored->result == "failed";
  debugged_program p = scenario_under_debugger(
      work / "model/model", of->scenario,
      failed ? c.explored->schedule : r.options.schedule);
  p.line = line_in(s, r, c);
  p.built_in = (work / "tree").lexically_relative(s.of.root);
  p.shown_in = r.of.stub_dir.lexically_relative(s.of.root);
  return p;
}

// With the names of all variables; but for them it is the one that was judged.
fs::path build_for_debugger(const session_context& s, const replayed& r,
                            build_kind b, const probe_part& part) {
  const staged at = stage(s.where, r.files);
  const fs::path program = at.folder / "debug" / part.name;
  make_folder(program.parent_path());
  job_pool pool(1);
  artifacts made(s.where, pool);
  std::vector<std::string> command =
      build_command(made, r.files, at, b, part, program);
  command.emplace_back("-g");
  const job_result built = run_command(std::move(command));
  throw_if_disk_full(built.output);
  if (!built.ok())
    throw grader_fault("it does not build for the debugger: " + built.output);
  return program;
}

debugged_program probe_program_of(const session_context& s, const replayed& r,
                                  const case_verdict& c) {
  const build_kind b = *c.build;
  const fs::path file = r.options.requests / std::string(name_of(b));
  const std::string request = try_read_file(file).value_or("");
  wire::reader packet(request);
  const std::string probe(packet.get_text());
  const std::vector<probe_part> parts = probe_parts(r.of, b);
  const auto part = std::ranges::find_if(
      parts, [&](const probe_part& p) { return p.probes.contains(probe); });
  if (part == parts.end())
    throw usage_error(fmt::format("case {} runs nothing", c.number));
  debugged_program p;
  p.file = build_for_debugger(s, r, b, *part);
  p.arguments = {file.string()};
  p.environment = runtime_environment(b);
  p.functions = {"probe_" + probe};
  if (b == build_kind::asan)
    p.functions.insert(p.functions.end(),
                       {"__asan_on_error", "__ubsan_on_report"});
  if (b == build_kind::tsan) p.functions.emplace_back("__tsan_on_report");
  p.line = line_in(s, r, c);
  return p;
}

debugged_program program_of(const session_context& s, const replayed& r) {
  const case_verdict* const c = r.its_case();
  if (c == nullptr)
    throw usage_error(fmt::format("case {} of {} does not run in this build",
                                  r.options.only, r.of.id));
  if (c->build == build_kind::perf)
    throw usage_error(fmt::format(
        "case {} measures: in a debugger that says nothing", c->number));
  return c->build == build_kind::model ? scenario_program(s, r, *c)
                                       : probe_program_of(s, r, *c);
}

}  // namespace

exit_status run_replay(session_context& s, const replay_arguments& a) {
  const exercise& e = exercise_or_next(s, a.id);
  const std::string debugger = a.debug ? find_debugger() : "";
  const auto first = load_failure(s.where.state, e.id);
  if (!first && a.case_number == 0)
    throw usage_error(fmt::format("{} has no failure to replay", e.id),
                      fmt::format("Check it first: grader check {}", e.id));
  const int number = a.case_number != 0 ? a.case_number : first->case_number;
  const std::optional<last_failure> last = failure_of(s, e, number);
  check_options o;
  o.only = std::to_string(number);
  o.seed = a.seed ? *a.seed : last ? last->seed : default_seed();
  o.use_cache = false;
  const std::optional<build_kind> build = build_of(a, e, last);
  check_schedule(a.schedule, build);
  o.schedule = a.schedule;
  if (build == build_kind::model && last && a.schedule.empty())
    o.schedule = last->schedule;
  o.sanitizers = build && *build != build_kind::plain;
  if (o.sanitizers) o.builds = {*build};
  o.plain_too = build != build_kind::asan && build != build_kind::tsan;

  std::optional<state_lock> lock(s.where.state);
  const submission files = take_files(s.of, e, e.stub_dir, e.id);
  if (a.debug) {
    o.requests = s.where.work() / files.label / "requests";
    fs::remove_all(o.requests);
    make_folder(o.requests);
  }
  printer page(s.out, {e.id}, false);
  check_result result = check(s.where, {files}, o, page);
  const exercise_verdict& v = result.verdicts.front();
  const exit_status status = status_of(result.verdicts);
  if (v.state == exercise_state::does_not_build ||
      v.state == exercise_state::fault)
    return status;
  if (!a.schedule.empty() && v.total(build_kind::model) == 0)
    throw usage_error(fmt::format(
        "--schedule: case {} of {} is none that is explored", number, e.id));
  if (!a.debug) return status;
  const debugged_program p = program_of(s, {e, files, o, v});
  lock.reset();  // the learner may take long
  s.out.print(debugger_text(debugger, p));
  run_debugger(debugger, p);
  return status;
}

}  // namespace grader
