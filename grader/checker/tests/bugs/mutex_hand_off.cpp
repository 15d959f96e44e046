// SPDX-License-Identifier: MIT
//
// A mutex with a queue: unlock() hands the lock to the first who waits, and
// only if there is none the mutex becomes free.
//
// The bug: lock() fails to get the lock and then goes into the queue without
// another try. The owner unlocks in between, finds an empty queue, and the lock
// is free while somebody waits for it.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

struct waiter {
  bool is_owner = false;  // under the mutex of the queue
  waiter* next = nullptr;
  std::condition_variable handed_over;
};

template <bool Right>
class fair_mutex {
 public:
  void lock() {
    if (try_lock()) return;
    std::unique_lock queue(mutex_);
    if (Right && try_lock()) return;
    waiter own;
    waiter** last = &first_;
    while (*last != nullptr) last = &(*last)->next;
    *last = &own;
    own.handed_over.wait(queue, [&own] { return own.is_owner; });
  }

  void unlock() {
    const std::lock_guard queue(mutex_);
    if (first_ == nullptr) {
      // release: what the owner did; pairs with try_lock().
      is_locked_.store(false, std::memory_order_release);
      return;
    }
    waiter& next = *first_;
    first_ = next.next;
    next.is_owner = true;
    next.handed_over.notify_one();
  }

 private:
  bool try_lock() {
    // acquire: what the last owner did; pairs with unlock().
    return !is_locked_.exchange(true, std::memory_order_acquire);
  }

  std::atomic<bool> is_locked_{false};  // becomes false under the mutex
  std::mutex mutex_;
  waiter* first_ = nullptr;  // under the mutex
};

template <bool Right>
void count_under_a_lock() {
  fair_mutex<Right> mutex;
  int count = 0;
  const auto add = [&] {
    mutex.lock();
    ++count;
    mutex.unlock();
  };
  std::thread other(add);
  add();
  other.join();
  assert(count == 2);
}

CHECKER_SCENARIO(buggy) { count_under_a_lock<false>(); }
CHECKER_SCENARIO(correct) { count_under_a_lock<true>(); }

}  // namespace
