// SPDX-License-Identifier: MIT
//
// A timer that is cancelled at the moment it fires: one of the two has to win,
// and who cancels in time frees what the callback would have used.
//
//   armed --fire---> fired       the callback runs
//   armed --cancel-> cancelled   it does not, and its context is freed
//
// The bug: both look at the state and then write it, in two steps. Both see it
// armed, and the callback runs in a context that is freed.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <chrono>
#include <thread>

namespace {

enum class state { armed, fired, cancelled };

template <bool Right>
class timer {
 public:
  /// Returns: whether the callback is to run.
  bool fire() { return leave_armed(state::fired); }
  /// Returns: whether it came before the callback.
  bool cancel() { return leave_armed(state::cancelled); }

 private:
  bool leave_armed(state next) {
    // relaxed: the winner knows the context from before; the other one does
    // not touch it.
    if constexpr (Right) {
      auto now = state::armed;
      return state_.compare_exchange_strong(now, next,
                                            std::memory_order_relaxed);
    } else {
      if (state_.load(std::memory_order_relaxed) != state::armed) return false;
      state_.store(next, std::memory_order_relaxed);
      return true;
    }
  }

  std::atomic<state> state_{state::armed};
};

template <bool Right>
void cancel_in_time_or_not() {
  timer<Right> timeout;
  auto* const calls = new int(0);  // the context of the callback
  std::thread wheel([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (timeout.fire()) ++*calls;
  });
  const bool in_time = timeout.cancel();
  if (in_time) delete calls;
  wheel.join();
  if (in_time) return;
  assert(*calls == 1);
  delete calls;
}

CHECKER_SCENARIO(buggy) { cancel_in_time_or_not<false>(); }
CHECKER_SCENARIO(correct) { cancel_in_time_or_not<true>(); }

}  // namespace
