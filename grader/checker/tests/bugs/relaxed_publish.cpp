// SPDX-License-Identifier: MIT
//
// The result of a task, written once and read by whoever finds that it is
// there.
//
// The bug: that it is there is said with a relaxed store. A reader who sees the
// flag need not see the result that was written before it.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <thread>

namespace {

template <bool Right>
class result_slot {
 public:
  void set(int result) {
    result_ = result;
    // release: publishes the result; pairs with get().
    is_set_.store(
        true, Right ? std::memory_order_release : std::memory_order_relaxed);
  }

  /// Returns: null if it is not there yet.
  const int* get() const {
    // acquire: the result; pairs with set().
    return is_set_.load(std::memory_order_acquire) ? &result_ : nullptr;
  }

 private:
  std::atomic<bool> is_set_{false};
  int result_ = 0;  // published by is_set_
};

template <bool Right>
void publish_a_result() {
  result_slot<Right> slot;
  std::thread worker([&] { slot.set(42); });
  if (const int* const result = slot.get()) assert(*result == 42);
  worker.join();
}

CHECKER_SCENARIO(buggy) { publish_a_result<false>(); }
CHECKER_SCENARIO(correct) { publish_a_result<true>(); }

}  // namespace
