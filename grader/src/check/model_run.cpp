// SPDX-License-Identifier: MIT
//
// The part of a check that goes through all interleavings: one program of the
// learner's files and the checker, a process for each of its scenarios.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "build/files.hpp"
#include "check/exercise_run.hpp"
#include "check/scenario_run.hpp"
#include "course/error.hpp"
#include "model/checker_library.hpp"

namespace grader {
namespace {

// Of searching, for all scenarios of an exercise, and the most for one. Nearly
// all of them end before, with all seen.
constexpr double seconds_in_all = 1.2, seconds_for_one = 0.3;

bool matches(const case_verdict& c, const std::string& only) {
  int number = 0;
  const char* const end = only.data() + only.size();
  const auto [rest, failed] = std::from_chars(only.data(), end, number);
  if (failed == std::errc() && rest == end) return c.number == number;
  return c.title.find(only) != std::string::npos;
}

// Files whose lines may stand in a report.
std::set<std::string> sources_of(const workspace& w, const exercise& e,
                                 const staged& at) {
  const chapter& c = *w.of->find_chapter(e.chapter);
  std::set<std::string> files = {(e.hidden_dir / "model.cpp").string()};
  for (const shown_file& f : at.files) files.insert(f.path.string());
  std::error_code ec;
  for (auto& entry :
       fs::recursive_directory_iterator(c.dir / "hidden/include", ec))
    files.insert(entry.path().string());
  for (auto& [file, layer] : w.of->layers)
    if (layer <= c.number) files.insert((w.root / "runtime" / file).string());
  return files;
}

}  // namespace

void exercise_run::start_model() {
  constexpr build_kind b = build_kind::model;
  add_build(b);
  const auto build = [this](bool ok, const std::string& output) {
    if (over_) return;
    if (!ok) return fault("the checker does not build: " + output);
    start_builds(b, sanitizer_build);
  };
  const int first = priority(sanitizer_build, 0);
  s_.made.ensure_foundation(
      b, first, [this, first, build](bool ok, const std::string& output) {
        if (over_) return;
        if (!ok) return build(false, output);
        ensure_checker(s_.made, first, build);
      });
}

std::vector<std::string> exercise_run::model_link_command(
    std::vector<fs::path> objects, const fs::path& output) {
  constexpr build_kind b = build_kind::model;
  const int layer = s_.w.of->find_chapter(sub_.of->chapter)->number;
  const fs::path below = s_.made.layer_archive(layer, b);
  if (!below.empty() && sub_.beneath.empty()) objects.push_back(below);
  std::vector<std::string> c = {s_.w.tools.compiler};
  for (const auto& words :
       {with_checker(s_.w, objects), s_.w.tools.link_flags(b)})
    c.insert(c.end(), words.begin(), words.end());
  c.insert(c.end(), {"-o", output.string()});
  return c;
}

// Numbered behind all others, in the order of model.cpp. Those that this check
// asks for.
std::vector<std::pair<model_case, case_verdict>> exercise_run::model_cases() {
  std::vector<std::pair<model_case, case_verdict>> chosen;
  int number = last_number_ + compile_count_;
  for (model_case& k : find_model_cases(*sub_.of)) {
    case_verdict c;
    c.number = ++number;
    c.title = k.title;
    c.build = build_kind::model;
    c.part = probe_parts(*sub_.of, build_kind::model).front().name;
    c.seed = s_.o.seed;
    if (s_.o.only.empty() || matches(c, s_.o.only))
      chosen.emplace_back(std::move(k), std::move(c));
  }
  return chosen;
}

// The program is there. The cases have numbers once the judge's have.
void exercise_run::start_scenarios() {
  constexpr build_kind b = build_kind::model;
  scenarios_wait_ = last_number_ == 0 && !parts_of(build_kind::plain).empty();
  if (scenarios_wait_) return;
  const auto cases = model_cases();
  judging_of& of = builds_[b];
  of.scenarios_left = cases.size();  // to be explored
  for (auto& [k, c] : cases) of.numbers.push_back(c.number);
  if (cases.empty()) return scenario_ended();
  const probe_part& part = parts_of(b).front();
  scenario_options o;
  o.program = program(b, part);
  o.sources = sources_of(s_.w, *sub_.of, at_);
  o.files = at_.files;
  o.checker = s_.w.root / "grader/checker";
  o.symbolizer = s_.w.tools.symbolizer;
  o.level = s_.isolation_level();
  o.seconds = std::min(seconds_for_one,
                       seconds_in_all / static_cast<double>(cases.size()));
  o.schedule = s_.o.schedule;
  for (auto& [k, c] : cases) {
    o.of = k;
    start_scenario(o, c);
  }
}

void exercise_run::start_scenario(const scenario_options& o,
                                  const case_verdict& c) {
  job j = make_job(fmt::format("explore {} model", o.of.scenario), judging);
  j.limits = {
      .wall = std::chrono::seconds(60), .cpu_seconds = 60, .memory_bytes = 0};
  j.body = [o](int fd) {
    const std::string line = to_json(run_scenario(o)) + "\n";
    return write_all(fd, line) ? 0 : 5;
  };
  j.on_line = [this, c](std::string_view line) {
    if (over_) return;
    case_verdict came = case_from_json(line);
    came.number = c.number;
    came.part = c.part;
    came.seed = c.seed;
    builds_[build_kind::model].held.insert_or_assign(c.number, std::move(came));
  };
  j.then = [this, scenario = o.of.scenario, c](const job_result& r) {
    if (over_) return;
    if (!r.ok() || !builds_[build_kind::model].held.contains(c.number))
      return fault(
          fmt::format("exploring {} of {} ended with status {}, signal {}: {}",
                      scenario, v_.id, r.exit_code, r.signal, r.output));
    scenario_ended();
  };
  s_.pool.submit(std::move(j));
}

void exercise_run::scenario_ended() {
  judging_of& of = builds_[build_kind::model];
  if (of.scenarios_left > 1) {
    --of.scenarios_left;
    return release_cases();
  }
  of.scenarios_left = 0;
  of.parts_judged = 1;
  judged(build_kind::model);
}

// Of an exercise of which nothing works yet, there is nothing to explore.
void exercise_run::no_scenario_is_written() {
  judging_of& of = builds_[build_kind::model];
  further_.push_back(build_kind::model);
  for (auto& [k, c] : model_cases()) {
    not_written(c, sub_.of->holes.empty() ? "" : sub_.of->holes.front());
    of.numbers.push_back(c.number);
    of.held.emplace(c.number, std::move(c));
  }
  release_cases();
}

}  // namespace grader
