// SPDX-License-Identifier: MIT
//
// A random program of three threads: what fuzz.cpp makes, and fuzz_body.cpp
// runs.
#pragma once

namespace fuzz {

enum class act {
  load,
  store,
  add,
  fence,
  locked_store,
  compare_exchange,
  try_lock,
  wait,  // on a condition variable, unless the variable is set
  notify,
  futex_wait,  // while the variable is 0
  futex_wake,
};
inline constexpr int acts = 11;

struct step {
  act what;
  int variable;  // 0 or 1
  int order;     // an index of std::memory_order
  int value;
};

inline constexpr int threads = 3;
inline constexpr int most_steps = 3;

struct program {
  int count[threads];
  step steps[threads][most_steps];
};

/// What is to be run. Written while nothing runs.
extern program the_program;

/// Runs it: a scenario.
void run_program();

/// A thread has seen that. Calls of one thread come in its order.
void saw(int thread, int value);

}  // namespace fuzz
