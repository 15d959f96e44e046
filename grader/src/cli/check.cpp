// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "build/files.hpp"
#include "check/pipeline.hpp"
#include "cli/verbs.hpp"
#include "report/printer.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

exit_status status_of(const std::vector<exercise_verdict>& all) {
  auto any = [&](exercise_state s) {
    return std::any_of(all.begin(), all.end(),
                       [&](auto& v) { return v.state == s; });
  };
  if (any(exercise_state::fault)) return exit_status::grader_fault;
  if (any(exercise_state::does_not_build)) return exit_status::does_not_build;
  if (any(exercise_state::failed)) return exit_status::check_failed;
  return exit_status::pass;
}

// docs/grader.md describes this document.
std::string json_report(const check_result& result, std::uint64_t seed,
                        exit_status status) {
  nlohmann::json verdicts = nlohmann::json::array();
  for (const exercise_verdict& v : result.verdicts)
    verdicts.push_back(nlohmann::json::parse(to_json(v)));
  nlohmann::json report = {
      {"schema", 1},
      {"exit_status", static_cast<int>(status)},
      {"seed", fmt::format("{:x}", seed)},
      {"isolation", result.level ? name_of(*result.level) : "not needed"},
      {"verdicts", verdicts}};
  return report.dump(1) + "\n";
}

void print_timings(console& out, std::vector<job_pool::timing> timings) {
  std::sort(timings.begin(), timings.end(),
            [](auto& a, auto& b) { return a.start < b.start; });
  out.print("  start      ms\n");
  for (const auto& t : timings)
    out.print(fmt::format("{:7.0f} {:7.0f}  {}\n", t.start * 1000,
                          t.seconds * 1000, t.label));
}

submission submission_of(const session_context& s, const exercise& e,
                         const fs::path& from) {
  if (from.empty()) return take_files(s.of, e, e.stub_dir, e.id);
  auto folder = find_files(s.of, e, from);
  submission sub = take_files(s.of, e, folder.value_or(from), e.id + "@from");
  if (sub.problem) sub.problem->next.clear();  // a stub is of no help there
  return sub;
}

void say_isolation(const check_result& result, console& out) {
  if (!result.level || *result.level == isolation::isolated) return;
  out.print(indented(
      fmt::format("note: no sandbox on this machine ({}): the code runs "
                  "unsafe-local, as yours. `grader doctor` says more.",
                  result.not_isolated_because),
      2));
}

}  // namespace

exit_status run_check(session_context& s, const check_arguments& a) {
  std::vector<const exercise*> wanted;
  if (a.ids.empty()) {
    const exercise* next = next_exercise(s);
    if (next == nullptr) {
      s.out.print("every exercise is solved\n");
      return exit_status::pass;
    }
    wanted.push_back(next);
  } else {
    wanted = find_exercises(s.of, a.ids);
  }
  fs::path from;
  if (!a.from.empty()) {
    from = fs::absolute(a.from).lexically_normal();
    if (!fs::is_directory(from))
      throw usage_error(fmt::format("--from {}: no such folder", a.from));
    if (!from.has_filename()) from = from.parent_path();
    if (std::none_of(wanted.begin(), wanted.end(), [&](const exercise* e) {
          return find_files(s.of, *e, from).has_value();
        }))
      throw usage_error(fmt::format("--from {}: no file of {} is in there",
                                    a.from, wanted.front()->id));
  }
  state_lock lock(s.where.state);
  std::vector<submission> submissions;
  std::vector<std::string> ids;
  for (const exercise* e : wanted) {
    submissions.push_back(submission_of(s, *e, from));
    ids.push_back(e->id);
  }
  check_options o;
  o.seed = a.seed.value_or(default_seed());
  o.only = a.only;
  o.sanitizers = !a.quick;
  o.use_cache = !a.seed;

  bool text = s.out.kind() != format::json && a.output.empty();
  printer page(s.out, ids, from.empty());
  check_listener nobody;
  check_result result = check(s.where, submissions, o, text ? page : nobody);
  if (from.empty() && a.only.empty())
    for (const exercise_verdict& v : result.verdicts)
      remember_verdict(s.where.state, v);

  exit_status status = status_of(result.verdicts);
  if (!text) {
    std::string report = json_report(result, o.seed, status);
    if (a.output.empty())
      s.out.print(report);
    else
      write_file(a.output, report);
    if (s.out.kind() != format::json)
      s.out.print(closing_line(result.verdicts, s.out));
    return status;
  }
  say_isolation(result, s.out);
  if (ids.size() > 1) s.out.print(closing_line(result.verdicts, s.out));
  if (a.timings) print_timings(s.out, result.timings);
  return status;
}

exit_status run_replay(session_context& s, const replay_arguments& a) {
  const exercise& e = exercise_or_next(s, a.id);
  auto last = load_failure(s.where.state, e.id);
  if (!last && a.case_number == 0)
    throw usage_error(fmt::format("{} has no failure to replay", e.id),
                      fmt::format("Check it first: grader check {}", e.id));
  int number = a.case_number != 0 ? a.case_number : last->case_number;
  check_options o;
  o.only = std::to_string(number);
  o.seed = a.seed ? *a.seed : last ? last->seed : default_seed();
  o.use_cache = false;
  std::optional<build_kind> build;
  if (!a.build.empty()) {
    build = build_named(a.build);
    if (!build)
      throw usage_error(fmt::format("there is no build `{}`", a.build),
                        "Builds are plain, asan, tsan and perf.");
    if ((*build == build_kind::asan && !e.asan) ||
        (*build == build_kind::tsan && !e.tsan) ||
        (*build == build_kind::perf && !e.perf))
      throw usage_error(fmt::format("{} has no {} build", e.id, a.build));
  } else if (last && last->case_number == number) {
    build = last->build;
  }
  o.sanitizers = build && *build != build_kind::plain;
  if (o.sanitizers) o.builds = {*build};
  state_lock lock(s.where.state);
  printer page(s.out, {e.id}, false);
  check_result result =
      check(s.where, {take_files(s.of, e, e.stub_dir, e.id)}, o, page);
  return status_of(result.verdicts);
}

}  // namespace grader
