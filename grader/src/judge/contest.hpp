// SPDX-License-Identifier: MIT
//
// Two measured processes, in turns: what an operation costs the one, as a
// multiple of what it costs the other.
//
//   pair 1   here there  there here  here there ...   9 rounds
//   pair 2   two new processes, 9 rounds
//   pair 3   ...          enough, once the spread of the ratio is clear of the
//                         limit on either side
//   pair 4   ...          27 rounds, and so on
//
// A round is a batch of the same count in each, one right after the other on
// one core, so what disturbs the one disturbs the other; its ratio is what
// counts. New processes are laid out anew in memory, so no accident of that
// decides.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "judge/spread.hpp"
#include "run/measured_process.hpp"
#include "run/session.hpp"

namespace grader {

struct contestant {
  std::filesystem::path program;
  std::vector<probe_input> inputs;
  // What a batch must answer.
  std::function<std::int64_t(std::int64_t count, std::int64_t start)> model;
};

struct contest_options {
  std::string probe;
  contestant here, there;
  isolation level = isolation::isolated;
  double limit = 1;  // of the ratio
  std::uint64_t seed = 0;
  // CPU time of both after which no further pair begins, if there were three.
  double budget_ms = 0;
};

struct contest_result {
  // The operation's cost, medians over the batches.
  double here_ns = 0, there_ns = 0;
  spread ratio;
  bool clear = false;   // the spread does not hold the limit
  double spent_ms = 0;  // CPU time of both
  int rounds = 0;
  std::int64_t count = 0;                        // of a batch
  double here_sleeps = 0, there_sleeps = 0;      // in a batch, medians of twos
  double here_setup_ms = 0, there_setup_ms = 0;  // CPU time, the least

  // It gives up the core, and the other does not. One wait is that for the
  // batch; a process need not wait that was kept from its core till then.
  bool here_waits() const {
    return here_sleeps > std::max(1.0, there_sleeps) + 0.5;
  }

  // It came to no ratio, because one of them
  struct failure {
    bool here = true;
    std::optional<record> ended;  // ended in the middle
    // or answered something else.
    std::int64_t count = 0, start = 0, answer = 0, wanted = 0;
  };
  std::optional<failure> failed;
};

contest_result hold_contest(const contest_options& o);

}  // namespace grader
