// SPDX-License-Identifier: MIT
//
// A worker that goes to sleep while a task comes: Dekker's question, who of the
// two sees the other.
//
//   worker    is_idle <- true    has_task?   no: sleep
//   client    has_task <- true   is_idle?    yes: wake
//
// The bug: with release and acquire each may read what was before the store of
// the other. The worker sees no task, the client no sleeper, and the task is
// not run.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace {

class parker {
 public:
  void park() {
    std::unique_lock lock(mutex_);
    woken_.wait(lock, [this] { return std::exchange(token_, false); });
  }
  void unpark() {
    const std::lock_guard lock(mutex_);
    token_ = true;
    woken_.notify_one();
  }

 private:
  std::mutex mutex_;
  bool token_ = false;  // under the mutex
  std::condition_variable woken_;
};

template <bool Right>
class worker {
 public:
  void submit(int task) {
    task_ = task;
    // seq_cst: before the look at the sleeper; pairs with run_one(). It
    // releases the task, too.
    has_task_.store(true, to_store);
    if (is_idle_.load(to_load)) parker_.unpark();
  }

  int run_one() {
    // seq_cst: before the look for a task; pairs with submit().
    is_idle_.store(true, to_store);
    while (!has_task_.load(to_load)) parker_.park();
    // relaxed: who comes late wakes in vain.
    is_idle_.store(false, std::memory_order_relaxed);
    return task_;
  }

 private:
  static constexpr auto to_store =
      Right ? std::memory_order_seq_cst : std::memory_order_release;
  static constexpr auto to_load =
      Right ? std::memory_order_seq_cst : std::memory_order_acquire;

  std::atomic<bool> is_idle_{false};
  std::atomic<bool> has_task_{false};
  int task_ = 0;  // published by has_task_
  parker parker_;
};

template <bool Right>
void submit_to_one_that_goes_to_sleep() {
  worker<Right> own;
  std::thread client([&] { own.submit(42); });
  assert(own.run_one() == 42);
  client.join();
}

CHECKER_SCENARIO(buggy) { submit_to_one_that_goes_to_sleep<false>(); }
CHECKER_SCENARIO(correct) { submit_to_one_that_goes_to_sleep<true>(); }

}  // namespace
