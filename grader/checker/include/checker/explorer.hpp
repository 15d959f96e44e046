// SPDX-License-Identifier: MIT
//
// explorer: looks for an execution of a scenario that is wrong, and says how
// much it has seen if there is none.
//
//   1. all with at most 2 deviations, sequentially consistent    the first that
//   2. the same, with weak memory                                fails is
//   minimal
//   3. partial order reduction        to the end: a proof within the model
//   4. by chance                      for the rest of the time: a sample
#pragma once

#include <checker/execution.hpp>
#include <cstdint>

namespace checker {

/// Which phases. Only tests, and who is curious, want one alone.
enum class phases { all, bounded, reduction, chance };

struct exploration_limits {
  double seconds = 1;
  std::uint64_t executions = 2'000'000;
  int deviations = 2;  // of the phases 1 and 2
  phases which = phases::all;
  std::uint64_t seed = 1;
};

enum class confidence {
  failed,   // an execution is wrong
  proved,   // all that there are, within the model
  sampled,  // some
};

struct exploration {
  confidence result = confidence::sampled;
  std::uint64_t executions = 0;
  std::uint64_t pruned = 0;  // of them: begun, and like one before
  double seconds = 0;
  int longest = 0;  // steps
  const char* phase = "";
  // If it failed:
  problem kind = problem::none;
  schedule choices;
  bool weak_memory = false;  // was needed
};

class explorer {
 public:
  explorer(execution& run, void (*scenario)(), exploration_limits limits)
      : run_(run), scenario_(scenario), limits_(limits) {}

  [[nodiscard]] exploration explore();

 private:
  // exhausted: there are no others. bounded: but for more deviations.
  enum class end { failed, exhausted, bounded, out_of_time };

  end explore_with(search& how, double seconds_until);
  end explore_bounded(bool weak_memory, double seconds_until, int first,
                      int last);
  end explore_by_phases();
  end explore_one_phase();
  void shorten();
  [[nodiscard]] double elapsed() const;

  execution& run_;
  void (*scenario_)();
  exploration_limits limits_;
  double began_ = 0;
  exploration so_far_;
};

}  // namespace checker
