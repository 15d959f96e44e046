// SPDX-License-Identifier: MIT
//
// The check of one submission: submits its jobs to the pool that all share, and
// goes on from their callbacks. See pipeline.hpp for the picture.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/compile_cases.hpp"
#include "check/model_cases.hpp"
#include "check/pipeline.hpp"
#include "judge/host.hpp"

namespace grader {

// Lower runs first. What shows a verdict soonest comes first; exercises follow
// one another within a rank.
enum rank {
  judging,
  syntax,
  plain_build,
  sanitizer_build,
  compile_time,
  perf_build,
  measuring
};

inline int priority(rank r, std::size_t index) {
  return static_cast<int>(r) * 10'000 + static_cast<int>(index);
}

struct check_parts {
  const workspace& w;
  const check_options& o;
  check_listener& listener;
  job_pool& pool;
  artifacts& made;
  check_result& result;

  isolation isolation_level() {
    if (!result.level)
      result.level = find_isolation(&result.not_isolated_because);
    return *result.level;
  }
};

struct scenario_options;

// The check of one submission.
class exercise_run {
 public:
  exercise_run(check_parts& s, const submission& sub, std::size_t index)
      : s_(s),
        sub_(sub),
        index_(index),
        began_(std::chrono::steady_clock::now()) {
    v_.id = sub.of->id;
    v_.title = sub.of->title;
    v_.seed = s.o.seed;
    for (auto& [file, shown] : sub.shown) v_.files.push_back(shown);
  }

  void start();
  exercise_verdict take() { return std::move(v_); }

 private:
  void start_syntax();
  // One more build, with the parts of the probe that this check asks for.
  void add_build(build_kind b);
  const std::vector<probe_part>& parts_of(build_kind b) const {
    return builds_.at(b).parts;
  }
  void start_builds(build_kind b, rank r);
  void start_build(build_kind b, const probe_part& part, rank r);
  void start_shared_objects(build_kind b, rank r);
  void link_what_is_ready(build_kind b);
  void compile(build_kind b, rank r, const fs::path& source,
               const fs::path& object, std::function<void()> then);
  void build_failed(const job_result& result);
  void start_judge(build_kind b, const probe_part& part);
  void judged(build_kind b);
  void start_sanitizers();
  void start_performance();
  void start_contestants();
  bool wants(build_kind b) const;
  void start_compile_cases();
  void not_written(case_verdict& c, const std::string& about);
  void compile_one(std::size_t i);
  job make_job(std::string label, rank r);
  fs::path program(build_kind b, const probe_part& part) const {
    return at_.folder / std::string(name_of(b)) / part.name;
  }
  // The program of last time serves when nothing that it was built from
  // changed.
  fs::path object(build_kind b, const probe_part& part) const {
    return program(b, part) += ".o";
  }
  fs::path built_from(build_kind b, const probe_part& part) const {
    return program(b, part) += ".built-from";
  }
  void start_model();
  std::vector<std::string> model_link_command(std::vector<fs::path> objects,
                                              const fs::path& output);
  void start_scenarios();
  void start_scenario(const scenario_options& o, const case_verdict& c);
  void scenario_ended();
  void no_scenario_is_written();
  std::vector<std::pair<model_case, case_verdict>> model_cases();
  const std::string& build_key();
  bool is_built(build_kind b, const probe_part& part);
  std::vector<std::string> unit_command(const fs::path& unit);
  judge_options options_for(build_kind b, const probe_part& part);
  submission reference(build_kind b);
  fs::path reference_path(const submission& reference, build_kind b,
                          const probe_part& part);
  fs::path reference_program(build_kind b, const probe_part& part);

  void heard(build_kind b, const probe_part& part, std::string_view line);
  void heard_numbers(build_kind b, const std::string& line);
  void compiled(std::size_t i, bool ok, const std::string& output);
  void release_cases();
  void step_ended();
  void does_not_build(std::vector<diagnostic> errors, std::string problem);
  void fault(std::string what);
  void finish();
  void add_case(case_verdict c);

  check_parts& s_;
  const submission& sub_;
  std::size_t index_;
  std::chrono::steady_clock::time_point began_;
  exercise_verdict v_;
  staged at_;
  std::string key_;  // of the verdict; empty: it is not to be cached
  std::string build_key_;
  int pending_ = 0;  // jobs and what leads to them, before the end
  bool syntax_is_pending_ = false;
  std::optional<job_result> failed_build_;  // before the syntax was known
  bool over_ = false;
  // Cases wait until those that stand before them are known: of the plain
  // build, of the compiler, of asan+ubsan, of tsan, of the
  // model, of perf. So every check of the same files tells the same story.
  struct judging_of {
    std::vector<probe_part> parts;
    // A program is linked when its part and what all parts share is compiled.
    std::vector<const probe_part*> compiled;
    std::vector<fs::path> shared_objects;
    std::size_t shared_left = 0;
    std::size_t scenarios_left = 0;  // of the model
    std::size_t parts_judged = 0;
    std::vector<int> numbers;  // of the cases, in order
    std::size_t told = 0;      // of them
    std::map<int, case_verdict> held;
  };
  std::map<build_kind, judging_of> builds_;
  std::vector<build_kind> further_;  // that this check has besides plain
  std::size_t compile_told_ = 0;
  int last_number_ = 0;          // of the judge's cases
  int compile_count_ = 0;        // of the compiler's, asked for or not
  bool scenarios_wait_ = false;  // for the number of the judge's cases
  std::vector<compile_case> compile_cases_;
  std::vector<std::optional<case_verdict>> compile_verdicts_;
};

}  // namespace grader
