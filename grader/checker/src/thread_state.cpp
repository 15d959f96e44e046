// SPDX-License-Identifier: MIT
#include <checker/thread_state.hpp>

namespace checker {

void thread_state::reset(thread_id its_id) {
  id = its_id;
  routine = nullptr;
  argument = result = nullptr;
  is_finished = is_detached = is_joined = false;
  spawned_at = thrown_at = {};
  has_next = false;
  knows = from_relaxed_reads = released_by_fence = {};
  has_release_fence = false;
  was_notified = timed_out = has_yielded = is_spinning = false;
  spurious_left = early_left = 1;
  spins = patience = 0;
  reads.clear();
  depth = 0;
  at_exit.clear();
  advance();
}

}  // namespace checker
