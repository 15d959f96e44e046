// SPDX-License-Identifier: MIT
//
// A check, from files to verdicts:
//
//   files --> problem?                                   does not build
//     |  unchanged? -> the verdict of last time
//     +--> syntax check -------- errors? --------------> does not build
//     +--> plain build --> judge --> cases, as they end     a build and a judge
//     +--> asan+ubsan build --> judge --> cases             for each part of
//     +--> tsan build ------> judge --> cases               the probe
//     +--> compile-time cases
//     +--> model build -----> checker, for each scenario --> cases
//     plain cases passed? -> perf build --> judge, alone, when all else is over
//
// All of it runs side by side on the cores that there are; an error of the
// syntax check ends the rest. An exercise with holes left gets its sanitizer
// builds only if some case passes without them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "build/submission.hpp"
#include "build/workspace.hpp"
#include "report/verdict.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {

struct check_options {
  std::uint64_t seed = 0;
  bool sanitizers = true;  // and the model and performance cases
  // Limits the builds that run, the plain one excepted; empty: as the exercise
  // asks.
  std::vector<build_kind> builds;
  // Whether the plain build's cases are in the verdict, where another build is
  // what is asked for. They are anyway while something is not written.
  bool plain_too = true;
  std::string only;      // a case's number or part of its title
  std::string schedule;  // of the model case that is `only`
  // Gets what the probe was asked in the case that is `only`, a file for each
  // build, by its name; empty: it is not kept.
  fs::path requests = {};
  bool use_cache = true;
  bool syntax = true;  // a check of its own before the builds
  // Neither the syntax check nor the compile-time cases.
  bool judges_only = false;
  int jobs = 0;  // 0: as many as there are cores
};

// Hears of everything as it happens, in any order of exercises.
class check_listener {
 public:
  virtual ~check_listener() = default;
  // The verdict so far, with its diagnostics, before its first case.
  virtual void started(const exercise_verdict&) {}
  virtual void case_ended(const exercise_verdict&, const case_verdict&) {}
  virtual void ended(const exercise_verdict&) {}
  // A part shared by all, which takes long, is being made for the first time.
  virtual void preparing(const std::string& /*what*/) {}
};

struct check_result {
  std::vector<exercise_verdict> verdicts;  // in the order of the submissions
  std::vector<job_pool::timing> timings;
  // How the runs were kept apart; none when the cache served every verdict.
  std::optional<isolation> level;
  std::string not_isolated_because;
};

// Throws error(interrupted) after SIGINT, environment_error, grader_fault.
check_result check(const workspace& w, const std::vector<submission>& all,
                   const check_options& o, check_listener& listener);

}  // namespace grader
