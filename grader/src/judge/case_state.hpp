// SPDX-License-Identifier: MIT
//
// The case that a judge's process is at: what the story writes and what the
// reporter sends. One thread, one case at a time.
#pragma once

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "judge/host.hpp"
#include "judge/programs.hpp"
#include "report/verdict.hpp"
#include "run/session.hpp"

namespace grader {

struct case_state {
  const judge_options* options = nullptr;
  probe_programs* programs = nullptr;
  // The one that ran last in this case; null before.
  const probe_program* program = nullptr;
  bool elsewhere = false;  // its program is another judge's
  bool fresh_process = false;
  std::mt19937_64 chance;
  case_verdict verdict;
  int stories_open = 0;  // begun and not ended
  bool hung = false;     // it was stopped at a time limit
  bool decided = false;  // the verdict holds a failure with its story
  // CPU time that all performance cases of the exercise may take; each takes
  // what is left, and never less than it needs for a verdict.
  double measuring_left_ms = 2'500;

  // Takes the next case.
  void begin(int number, std::string title, bool fresh);
  // Fills the verdict of a case that did not pass.
  void decide(outcome o, std::string headline);
  // Runs one PROBE; ends the case without a verdict when its program is another
  // judge's.
  record run(const std::string& probe, const std::vector<probe_input>& inputs);
  // A case that runs nothing is the first program's.
  bool is_told_here() const;
};

case_state& current_case();

// The seed of one case: of the check's seed and the case's name, so that a case
// draws the same numbers alone and among others.
std::uint64_t case_seed(std::uint64_t check_seed, std::string_view exercise,
                        std::string_view title);

// Puts what the probe printed into the verdict.
void take_output(const record& r, case_state& c);

// The learner's innermost line on the stack that the probe has remembered.
std::optional<place> remembered_place(const record& r, const case_state& c);

// Puts how a record ended (a crash, a hang, a hole, ...) into the verdict.
void explain_ending(const record& r, case_state& c);

}  // namespace grader
