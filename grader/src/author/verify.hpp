// SPDX-License-Identifier: MIT
//
// `grader author verify`: what a compiler is to code, this is to the course.
// For every exercise: the stub is in step with the answer, compiles without a
// warning and fails every case with "not written yet"; the answer and every
// alternative pass in all builds; each wrong answer is rejected by the case
// that it names, in the build that it names, with the words that it names.
// In full: with 20 seeds, and with mutants of everything that a learner writes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "build/workspace.hpp"

namespace grader {

inline constexpr std::array<std::uint64_t, 3> verify_seeds = {0x5eed, 0xbee,
                                                              0xcafe};
inline constexpr int seeds_in_full = 20;

// A column of the kill matrix: something wrong, and the cases that say so.
struct wrong_code {
  std::string name;  // "map_copies", or a mutant's id
  bool mutant = false;
  // "killed", "survived", "argued" (survived, and somebody says why that is
  // right), "not compiled"
  std::string state;
  std::string build;           // that killed it
  std::string by;              // the first case that did, or the argument
  std::string where;           // "include/kioto/future/waker.hpp:79"
  std::map<int, bool> passed;  // by the case's number; not there: not run
};

// A row of it.
struct verified_case {
  int number = 0;
  std::string title;
  bool compiled = false;  // the compiler judges it
  // Milliseconds in the slowest build and seed, and what would be allowed.
  double answer_ms = 0, alternative_ms = 0, limit_ms = 0;
};

struct exercise_report {
  std::string id, title;
  std::string key;  // of all that it was made from
  bool full = false;
  std::vector<verified_case> cases;
  std::vector<wrong_code> wrong;  // wrong answers, then mutants
  std::vector<std::string> findings, notes;
  int checks = 0;  // submissions and mutants that were judged
  double seconds = 0;

  int count(std::string_view state) const;  // of mutants
};

struct verify_report {
  std::vector<std::string> findings;  // what is wrong, a sentence each
  std::vector<std::string> notes;  // worth knowing: a case that rejects nothing
  int checks = 0;                  // submissions that were judged
  std::vector<exercise_report> exercises;
};

using progress_listener = std::function<void(const std::string&)>;

// `say` hears a line for each step, for people who wait. Exercises that are
// not in `only` are left out, unless it is empty.
verify_report verify(const workspace& w, const std::vector<std::string>& only,
                     const progress_listener& say);

// One exercise after the other; `ended` hears of each as soon as all of it is
// known.
verify_report verify_full(
    const workspace& w, const std::vector<std::string>& only,
    const progress_listener& say,
    const std::function<void(const exercise_report&)>& ended);

// Judges every answer, alternative and wrong answer `times` times with the same
// seed, several at once, and finds the verdicts that are not always the same.
verify_report soak(const workspace& w, const std::vector<std::string>& only,
                   int times, const progress_listener& say);

}  // namespace grader
