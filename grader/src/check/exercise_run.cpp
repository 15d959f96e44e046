// SPDX-License-Identifier: MIT
#include "check/exercise_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "build/digest.hpp"
#include "build/files.hpp"
#include "check/static_await.hpp"
#include "check/verdict_cache.hpp"
#include "course/error.hpp"
#include "report/diagnostics.hpp"

namespace grader {

job exercise_run::make_job(std::string label, rank r) {
  job j;
  j.label = sub_.label + " " + std::move(label);
  j.group = sub_.label;
  j.priority = priority(r, index_);
  return j;
}

void exercise_run::start() {
  if (sub_.problem) {
    v_.next = sub_.problem->next;
    return does_not_build({}, sub_.problem->what);
  }
  if (s_.o.use_cache && s_.o.only.empty()) {
    key_ = verdict_key(s_.w, sub_, s_.o.sanitizers);
    if (auto last = find_verdict(s_.w, sub_.label, key_)) {
      v_ = *std::move(last);
      over_ = true;
      s_.listener.started(v_);
      for (const case_verdict& c : v_.cases) s_.listener.case_ended(v_, c);
      s_.listener.ended(v_);
      return;
    }
  }
  if (sub_.of->perf && !fs::exists(sub_.of->hidden_dir / "perf.cpp"))
    return fault(
        fmt::format("{} has no hidden/{}/perf.cpp", v_.id, sub_.of->name));
  if (std::string wrong = model_problem_of(*sub_.of); !wrong.empty())
    return fault(std::move(wrong));
  at_ = stage(s_.w, sub_);
  compile_cases_ = find_compile_cases(*sub_.of);
  compile_count_ = static_cast<int>(compile_cases_.size());
  compile_verdicts_.resize(compile_cases_.size());
  pending_ = 2;  // the syntax and the compile-time cases
  add_build(build_kind::plain);
  bool compiler_asked =
      sub_.only_part.empty() || sub_.only_part == compiler_part;
  if (!s_.o.only.empty() || s_.o.judges_only || !compiler_asked)
    compile_cases_.clear();
  if (!sub_.has_holes()) start_sanitizers();
  int shared_priority = priority(syntax, index_);
  s_.made.ensure_foundation(
      build_kind::plain, shared_priority,
      [this](bool ok, const std::string& output) {
        if (over_) return;
        if (!ok) return fault("the probe's runtime does not build: " + output);
        if (s_.o.judges_only || !s_.o.syntax)
          step_ended();
        else
          start_syntax();
        start_builds(build_kind::plain, plain_build);
        start_compile_cases();
      });
}

// --- syntax ---

void exercise_run::start_syntax() {
  job j = make_job("syntax", syntax);
  j.argv = syntax_command(s_.made, sub_, at_);
  syntax_is_pending_ = true;
  j.then = [this](const job_result& r) {
    syntax_is_pending_ = false;
    std::vector<diagnostic> found = parse_diagnostics(r.output, at_.files);
    if (!r.ok())
      return does_not_build(std::move(found),
                            r.timed_out ? "the compiler did not end" : "");
    if (auto own = static_await_errors(at_.files); !own.empty())
      return does_not_build(std::move(own), "");
    if (failed_build_) return build_failed(*failed_build_);
    v_.diagnostics = std::move(found);
    step_ended();
  };
  s_.pool.submit(std::move(j));
}

// --- builds and their judges ---

// `builds` limits those that an exercise asks for.
bool exercise_run::wants(build_kind b) const {
  auto& only = s_.o.builds;
  bool asked = b == build_kind::asan    ? sub_.of->asan
               : b == build_kind::tsan  ? sub_.of->tsan
               : b == build_kind::model ? sub_.of->model
                                        : sub_.of->perf;
  return asked && s_.o.sanitizers &&
         (only.empty() || std::find(only.begin(), only.end(), b) != only.end());
}

void exercise_run::start_sanitizers() {
  for (build_kind b : {build_kind::asan, build_kind::tsan}) {
    if (!wants(b)) continue;
    add_build(b);
    s_.made.ensure_foundation(
        b, priority(sanitizer_build, 0),
        [this, b](bool ok, const std::string& output) {
          if (over_) return;
          if (!ok)
            return fault("the probe's runtime does not build: " + output);
          start_builds(b, sanitizer_build);
        });
  }
  if (wants(build_kind::model)) start_model();
}

judge_options exercise_run::options_for(build_kind b, const probe_part& part) {
  std::vector<probe_program> programs;
  for (const probe_part& p : probe_parts(*sub_.of, b)) {
    probe_program& added = programs.emplace_back();
    added.probes = p.probes;
    if (p.name != part.name) continue;
    added.file = program(b, part);
    added.reference = [this, b, part] { return reference_program(b, part); };
  }
  return {.exercise = sub_.of->id,
          .library = s_.made.judges(*s_.w.of->find_chapter(sub_.of->chapter)),
          .programs = std::move(programs),
          .root = s_.w.root,
          .build = b,
          .level = s_.isolation_level(),
          .symbolizer = s_.w.tools.symbolizer,
          .seed = s_.o.seed,
          .only = s_.o.only,
          .files = at_.files,
          .request = s_.o.requests.empty()
                         ? fs::path()
                         : s_.o.requests / std::string(name_of(b))};
}

submission exercise_run::reference(build_kind b) {
  return take_files(*s_.w.of, *sub_.of, sub_.of->answer_dir,
                    fmt::format("{}@reference-{}", sub_.label, name_of(b)));
}

fs::path exercise_run::reference_path(const submission& reference, build_kind b,
                                      const probe_part& part) {
  digest d;
  d.add(verdict_key(s_.w, reference, true));
  return s_.w.cache() / "reference" /
         fmt::format("{}-{}-{}", sub_.of->id, name_of(b), d.hex()) / part.name;
}

// Runs in the judge's process. Several may build it at once: each renames its
// own file into place.
fs::path exercise_run::reference_program(build_kind b, const probe_part& part) {
  submission answer = reference(b);
  fs::path output = reference_path(answer, b, part);
  if (fs::exists(output)) return output;
  staged at = stage(s_.w, answer);
  fs::create_directories(output.parent_path());
  fs::path temporary =
      output.parent_path() / fmt::format("{}.{}", part.name, ::getpid());
  job_result r =
      run_command(build_command(s_.made, answer, at, b, part, temporary));
  if (!r.ok()) return {};
  fs::rename(temporary, output);
  return output;
}

void exercise_run::start_judge(build_kind b, const probe_part& part) {
  if (over_) return;
  if (b == build_kind::model) return start_scenarios();
  s_.made.ensure_judges(
      *s_.w.of->find_chapter(sub_.of->chapter), priority(judging, index_),
      [this, b, &part](bool ok, const std::string& output) {
        if (over_) return;
        if (!ok) return fault("the judges do not build: " + output);
        bool alone = b == build_kind::perf;
        job j = make_job(fmt::format("judge {} {}", part.name, name_of(b)),
                         alone ? measuring : judging);
        j.alone = alone;
        j.limits = {.wall = std::chrono::seconds(600),
                    .cpu_seconds = 600,
                    .memory_bytes = 0};
        j.body = [o = options_for(b, part)](int fd) {
          return run_judge(o, fd);
        };
        j.on_line = [this, b, &part](std::string_view line) {
          heard(b, part, line);
        };
        j.then = [this, b](const job_result& r) {
          if (over_) return;
          if (!r.ok())
            return fault(fmt::format(
                "the judge of {} ({}) ended with status {}, signal {}{}", v_.id,
                name_of(b), r.exit_code, r.signal,
                v_.problem.empty() ? "" : ": " + v_.problem));
          if (++builds_[b].parts_judged == parts_of(b).size()) judged(b);
        };
        s_.pool.submit(std::move(j));
      });
}

// All parts of a build.
void exercise_run::judged(build_kind b) {
  v_.builds.push_back(b);
  release_cases();
  if (b == build_kind::plain && sub_.has_holes()) {
    if (v_.passed(b) != 0)
      start_sanitizers();
    else if (wants(build_kind::model))
      no_scenario_is_written();
  }
  if (b == build_kind::plain && v_.passed(b) == v_.total(b))
    start_performance();
  step_ended();
}

void exercise_run::heard_numbers(build_kind b, const std::string& line) {
  std::istringstream words(line.substr(line.find(' ')));
  int measured = 0;
  words >> last_number_ >> measured;
  builds_[b].numbers.assign(std::istream_iterator<int>(words), {});
  if (scenarios_wait_) start_scenarios();
  if ((measured != 0) == sub_.of->perf) return;
  fault(measured != 0
            ? "a PERF_CASE needs \"perf\" among the checks of " + v_.id
            : "the checks of " + v_.id +
                  " name \"perf\", its judge has "
                  "no PERF_CASE");
}

void exercise_run::heard(build_kind b, const probe_part& part,
                         std::string_view line) {
  if (over_) return;
  if (line.starts_with("fault: ")) {
    v_.problem = line.substr(7);
    return;
  }
  if (line.starts_with("cases: ")) return heard_numbers(b, std::string(line));
  case_verdict c;
  try {
    c = case_from_json(line);
  } catch (const std::exception&) {
    v_.problem = "a judge printed by itself: " + std::string(line);
    return;
  }
  c.part = part.name;
  builds_[b].held.insert_or_assign(c.number, std::move(c));
  release_cases();
}

void exercise_run::release_cases() {
  // Each in its turn, whichever part it is from.
  auto release = [&](build_kind b) {
    judging_of& of = builds_[b];
    const bool told =
        b != build_kind::plain || s_.o.plain_too || sub_.has_holes();
    const bool all = of.parts_judged == of.parts.size();
    for (; of.told < of.numbers.size(); ++of.told) {
      auto c = of.held.find(of.numbers[of.told]);
      if (c == of.held.end() && !all) break;
      if (c != of.held.end() && told) add_case(std::move(c->second));
    }
    return all;
  };
  if (!release(build_kind::plain)) return;
  // Their numbers follow those of the judge's cases.
  for (; compile_told_ < compile_cases_.size(); ++compile_told_) {
    auto& c = compile_verdicts_[compile_told_];
    if (!c) return;
    c->number = last_number_ + 1 + static_cast<int>(compile_told_);
    add_case(*std::move(c));
  }
  for (build_kind b : further_)
    if (!release(b)) return;
}

void exercise_run::add_case(case_verdict c) {
  if (v_.cases.empty()) s_.listener.started(v_);
  v_.cases.push_back(std::move(c));
  s_.listener.case_ended(v_, v_.cases.back());
}

// --- the end ---

void exercise_run::step_ended() {
  if (over_ || --pending_ != 0) return;
  bool good = std::all_of(v_.cases.begin(), v_.cases.end(),
                          [](auto& c) { return c.result == outcome::pass; });
  v_.state = good ? exercise_state::passed : exercise_state::failed;
  if (v_.count(outcome::fault) != 0) v_.state = exercise_state::fault;
  if (v_.cases.empty()) {
    if (!s_.o.only.empty())
      throw usage_error(
          fmt::format("{} has no case `{}`", v_.id, s_.o.only),
          fmt::format("`grader check {}` shows all of them.", v_.id));
    v_.state = exercise_state::fault;
    v_.problem = "the exercise has no case";
  }
  finish();
}

void exercise_run::does_not_build(std::vector<diagnostic> errors,
                                  std::string problem) {
  if (over_) return;
  v_.state = exercise_state::does_not_build;
  v_.diagnostics = std::move(errors);
  v_.problem = std::move(problem);
  finish();
}

void exercise_run::fault(std::string what) {
  if (over_) return;
  throw_if_disk_full(what);
  v_.state = exercise_state::fault;
  v_.problem = std::move(what);
  finish();
}

void exercise_run::finish() {
  over_ = true;
  s_.pool.cancel_group(sub_.label);
  v_.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began_)
          .count();
  std::sort(v_.builds.begin(), v_.builds.end());
  bool truth =
      v_.state == exercise_state::passed || v_.state == exercise_state::failed;
  if (truth && !key_.empty()) store_verdict(s_.w, sub_.label, key_, v_);
  if (v_.cases.empty()) s_.listener.started(v_);
  s_.listener.ended(v_);
}

}  // namespace grader
