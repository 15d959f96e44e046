// SPDX-License-Identifier: MIT
//
// A timer whose cancel() returns only when its callback does not run (any
// more): then what the callback uses can be freed.
//
// The bug: a callback that cancels its own timer waits for its own end. It goes
// round in a circle until it has returned, which it does not.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <thread>

namespace {

const std::thread::id nobody;

template <bool Right>
class timer {
 public:
  template <class F>
  void fire(F callback) {
    // seq_cst: before the look at the flag; pairs with cancel().
    runs_it_.store(std::this_thread::get_id(), std::memory_order_seq_cst);
    if (!is_cancelled_.load(std::memory_order_seq_cst)) callback();
    // release: what the callback did; pairs with cancel().
    runs_it_.store(nobody, std::memory_order_release);
  }

  void cancel() {
    // seq_cst: before the look at who runs it; pairs with fire(). The latter
    // acquires what the callback did, too.
    is_cancelled_.store(true, std::memory_order_seq_cst);
    for (;;) {
      const auto runs_it = runs_it_.load(std::memory_order_seq_cst);
      if (runs_it == nobody) return;
      if (Right && runs_it == std::this_thread::get_id()) return;
      std::this_thread::yield();
    }
  }

 private:
  std::atomic<bool> is_cancelled_{false};
  std::atomic<std::thread::id> runs_it_{nobody};
};

template <bool Right>
void cancel_from_both_sides() {
  timer<Right> interval;
  int calls = 0;
  std::thread wheel([&] {
    interval.fire([&] {
      ++calls;
      interval.cancel();
    });
  });
  interval.cancel();
  assert(calls <= 1);
  wheel.join();
}

CHECKER_SCENARIO(buggy) { cancel_from_both_sides<false>(); }
CHECKER_SCENARIO(correct) { cancel_from_both_sides<true>(); }

}  // namespace
