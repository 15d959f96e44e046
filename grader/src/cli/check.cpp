// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "build/files.hpp"
#include "check/pipeline.hpp"
#include "cli/together.hpp"
#include "cli/verbs.hpp"
#include "report/junit.hpp"
#include "report/printer.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

// docs/grader.md describes this document.
std::string json_report(const check_result& result,
                        const std::vector<integration>& together,
                        std::uint64_t seed, exit_status status) {
  nlohmann::json verdicts = nlohmann::json::array();
  for (const exercise_verdict& v : result.verdicts)
    verdicts.push_back(nlohmann::json::parse(to_json(v)));
  nlohmann::json report = {
      {"schema", 1},
      {"exit_status", static_cast<int>(status)},
      {"seed", fmt::format("{:x}", seed)},
      {"isolation", result.level ? name_of(*result.level) : "not needed"},
      {"verdicts", verdicts}};
  for (const integration& i : together)
    report["together"].push_back(integration_json(i));
  return report.dump(1) + "\n";
}

std::string junit_report(const check_result& result,
                         const std::vector<const exercise*>& all,
                         const std::vector<integration>& together,
                         std::uint64_t seed) {
  std::vector<junit_suite> suites;
  for (std::size_t i = 0; i < all.size(); ++i) {
    junit_suite s{&result.verdicts[i], {build_kind::plain}};
    if (all[i]->asan) s.wanted.push_back(build_kind::asan);
    if (all[i]->tsan) s.wanted.push_back(build_kind::tsan);
    if (all[i]->model) s.wanted.push_back(build_kind::model);
    if (all[i]->perf) s.wanted.push_back(build_kind::perf);
    suites.push_back(std::move(s));
  }
  std::vector<exercise_verdict> chapters;
  for (const integration& i : together)
    chapters.push_back(integration_verdict(i));
  for (const exercise_verdict& v : chapters) suites.push_back({&v, {}});
  return to_junit(suites, seed,
                  result.level ? name_of(*result.level) : "not needed");
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
                         const fs::path& from, bool mine) {
  if (mine) {
    submission sub = take_files(s.of, e, e.stub_dir, e.id + "@mine");
    lay_mine_beneath(s.of, sub);
    return sub;
  }
  if (from.empty()) return take_files(s.of, e, e.stub_dir, e.id);
  auto folder = find_files(s.of, e, from);
  submission sub = take_files(s.of, e, folder.value_or(from), e.id + "@from");
  if (sub.problem) sub.problem->next.clear();  // a stub is of no help there
  return sub;
}

// With --mine: which exercises are not the learner's after all.
void say_mine(session_context& s, const submission& last) {
  submission copy = last;
  std::vector<std::string> left = lay_mine_beneath(s.of, copy);
  if (left.empty()) return;
  s.out.print(indented(
      fmt::format("note: {} {} not written yet: the reference stands in",
                  fmt::join(left, ", "), left.size() == 1 ? "is" : "are"),
      2));
}

void say_isolation(const check_result& result, console& out) {
  if (!result.level || *result.level == isolation::isolated) return;
  out.print(indented(
      fmt::format("note: no sandbox on this machine ({}): the code runs "
                  "unsafe-local, as yours. `grader doctor` says more.",
                  result.not_isolated_because),
      2));
}

// Empty when nothing was named and every exercise is solved.
std::vector<const exercise*> wanted_exercises(const session_context& s,
                                              const check_arguments& a) {
  if (!a.ids.empty()) {
    auto found = find_exercises(s.of, a.ids);
    if (found.empty())
      throw usage_error(fmt::format("{} has no exercises yet", a.ids.front()));
    return found;
  }
  const exercise* next = next_exercise(s);
  return next == nullptr ? std::vector<const exercise*>{}
                         : std::vector<const exercise*>{next};
}

// What --from names; empty: the learner's own files.
fs::path folder_of_files(const session_context& s, const check_arguments& a,
                         const std::vector<const exercise*>& wanted) {
  if (a.from.empty()) return {};
  fs::path from = fs::absolute(a.from).lexically_normal();
  if (!fs::is_directory(from))
    throw usage_error(fmt::format("--from {}: no such folder", a.from));
  if (!from.has_filename()) from = from.parent_path();
  if (std::none_of(wanted.begin(), wanted.end(), [&](const exercise* e) {
        return find_files(s.of, *e, from).has_value();
      }))
    throw usage_error(fmt::format("--from {}: no file of {} is in there",
                                  a.from, wanted.front()->id));
  return from;
}

void write_report(session_context& s, const check_arguments& a,
                  const check_result& result,
                  const std::vector<const exercise*>& wanted,
                  const std::vector<integration>& together, std::uint64_t seed,
                  exit_status status) {
  std::string report = s.out.kind() == format::junit
                           ? junit_report(result, wanted, together, seed)
                           : json_report(result, together, seed, status);
  if (a.output.empty())
    s.out.print(report);
  else
    write_file(a.output, report);
}

}  // namespace

exit_status run_check(session_context& s, const check_arguments& a) {
  std::vector<const exercise*> wanted = wanted_exercises(s, a);
  if (wanted.empty()) {
    s.out.print("every exercise is solved\n");
    return exit_status::pass;
  }
  if (a.mine && !a.from.empty())
    throw usage_error("--mine and --from: take one of them");
  fs::path from = folder_of_files(s, a, wanted);
  state_lock lock(s.where.state);
  std::vector<submission> submissions;
  std::vector<std::string> ids;
  for (const exercise* e : wanted) {
    submissions.push_back(submission_of(s, *e, from, a.mine));
    ids.push_back(e->id);
  }
  check_options o;
  o.seed = a.seed.value_or(default_seed());
  o.only = a.only;
  o.sanitizers = !a.quick;
  o.use_cache = !a.seed;

  bool document = s.out.kind() == format::json || s.out.kind() == format::junit;
  bool text = !document && a.output.empty();
  bool counts = from.empty() && !a.mine;
  printer page(s.out, ids, counts);
  check_listener nobody;
  check_result result = check(s.where, submissions, o, text ? page : nobody);
  if (counts && a.only.empty())
    for (const exercise_verdict& v : result.verdicts)
      remember_verdict(s.where.state, v);

  std::vector<integration> together;
  if (a.only.empty() && !a.mine)
    together = integrate_chapters(s, a.ids, submissions, result);
  exit_status status = status_of(result.verdicts);
  const bool clash = std::any_of(together.begin(), together.end(),
                                 [](const integration& i) { return !i.good; });
  if (status == exit_status::pass && clash) status = exit_status::check_failed;
  if (!text) {
    write_report(s, a, result, wanted, together, o.seed, status);
    if (!document) s.out.print(closing_line(result.verdicts, s.out));
    return status;
  }
  say_isolation(result, s.out);
  if (a.mine) say_mine(s, submissions.back());
  if (ids.size() > 1) s.out.print(closing_line(result.verdicts, s.out));
  for (const integration& i : together) s.out.print(integration_text(i, s.out));
  if (a.timings) print_timings(s.out, result.timings);
  return status;
}

}  // namespace grader
