// SPDX-License-Identifier: MIT
//
// The part of a check that measures: builds the learner's program and the
// reference's while others are judged, and judges when nothing else runs.
#include <fmt/format.h>

#include "check/exercise_run.hpp"

namespace grader {

// An exercise whose plain cases all pass.
void exercise_run::start_performance() {
  constexpr build_kind b = build_kind::perf;
  if (!wants(b)) return;
  add_build(b);
  s_.made.ensure_foundation(
      b, priority(perf_build, 0), [this](bool ok, const std::string& output) {
        if (over_) return;
        if (!ok) return fault("the probe's runtime does not build: " + output);
        start_contestants();
      });
}

// The reference first: it is in the cache, as a rule.
void exercise_run::start_contestants() {
  constexpr build_kind b = build_kind::perf;
  int layer = s_.w.of->find_chapter(sub_.of->chapter)->number;
  auto build = [this](bool ok, const std::string& output) {
    if (over_) return;
    if (!ok) return fault("a lower layer does not build: " + output);
    submission answer = reference(b);
    const probe_part& part = parts_of(b).front();
    artifacts::recipe r{reference_path(answer, b, part),
                        {},
                        sub_.of->id + " reference perf",
                        priority(perf_build, index_),
                        sub_.of->id + "-perf-"};
    if (!fs::exists(r.output))
      r.argv =
          build_command(s_.made, answer, stage(s_.w, answer), b, part, "%out");
    s_.made.ensure(std::move(r), [this](bool built, const std::string& text) {
      if (over_) return;
      if (!built) return fault("the reference does not build: " + text);
      start_builds(b, perf_build);
    });
  };
  s_.made.ensure_layers(layer, b, priority(perf_build, index_), build);
}

}  // namespace grader
