// SPDX-License-Identifier: MIT
//
// An event count: who finds a lock-free queue empty sleeps until it changes.
//
//   consumer   look | key = prepare_wait() | look again | wait(key)
//   producer   push | notify(): next epoch, if anybody has prepared to wait
//
// The bug: the consumer does not look again. A task that comes before
// prepare_wait() notifies nobody, and the key is that of the time after it.
//
// Source: D. Vyukov's eventcount; folly/synchronization/EventCount.h.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

class event_count {
 public:
  int prepare_wait() {
    // seq_cst: before the second look; pairs with notify().
    waiting_.fetch_add(1, std::memory_order_seq_cst);
    const std::lock_guard lock(mutex_);
    return epoch_;
  }
  void cancel_wait() {
    // relaxed: who comes late notifies in vain.
    waiting_.fetch_sub(1, std::memory_order_relaxed);
  }
  void wait(int key) {
    {
      std::unique_lock lock(mutex_);
      next_epoch_.wait(lock, [&] { return epoch_ != key; });
    }
    cancel_wait();
  }
  void notify() {
    // seq_cst: after the push; pairs with prepare_wait().
    if (waiting_.load(std::memory_order_seq_cst) == 0) return;
    const std::lock_guard lock(mutex_);
    ++epoch_;
    next_epoch_.notify_all();
  }

 private:
  std::atomic<int> waiting_{0};
  std::mutex mutex_;
  std::condition_variable next_epoch_;
  int epoch_ = 0;  // under the mutex
};

template <bool Right>
void take_what_is_pushed() {
  event_count events;
  std::atomic<int*> pushed{nullptr};
  int task = 0;
  std::thread producer([&] {
    task = 42;
    // seq_cst: before the look for sleepers. It releases the task, too.
    pushed.store(&task, std::memory_order_seq_cst);
    events.notify();
  });
  // seq_cst: after the announcement to sleep. It acquires the task, too.
  const auto take = [&] { return pushed.load(std::memory_order_seq_cst); };
  int* taken = take();
  while (taken == nullptr) {
    const int key = events.prepare_wait();
    if constexpr (Right) {
      taken = take();
      if (taken != nullptr) {
        events.cancel_wait();
        break;
      }
    }
    events.wait(key);
    taken = take();
  }
  assert(*taken == 42);
  producer.join();
}

CHECKER_SCENARIO(buggy) { take_what_is_pushed<false>(); }
CHECKER_SCENARIO(correct) { take_what_is_pushed<true>(); }

}  // namespace
