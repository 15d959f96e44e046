// SPDX-License-Identifier: MIT
//
// An event: a future that is ready once somebody has set it.
//
//   poll()   is it set? | register the waker | is it set?
//   set()    set it     | take the waker     | wake
//
// The bug: poll() registers its waker after the check and does not check again.
// An event that is set in between finds no waker, and nobody polls again.
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
class event {
 public:
  bool poll(parker& waker) {
    // acquire: what was written before; pairs with set(). So below.
    if (is_set_.load(std::memory_order_acquire)) return true;
    {
      const std::lock_guard lock(mutex_);
      waker_ = &waker;
    }
    return Right && is_set_.load(std::memory_order_acquire);
  }

  void set() {
    // release: what the caller has written; pairs with poll().
    is_set_.store(true, std::memory_order_release);
    parker* woken = nullptr;
    {
      const std::lock_guard lock(mutex_);
      woken = std::exchange(waker_, nullptr);
    }
    if (woken != nullptr) woken->unpark();
  }

 private:
  std::atomic<bool> is_set_{false};
  std::mutex mutex_;
  parker* waker_ = nullptr;  // under the mutex
};

template <bool Right>
void wait_for_an_event() {
  event<Right> done;
  parker own;
  int result = 0;
  std::thread worker([&] {
    result = 42;
    done.set();
  });
  while (!done.poll(own)) own.park();
  assert(result == 42);
  worker.join();
}

CHECKER_SCENARIO(buggy) { wait_for_an_event<false>(); }
CHECKER_SCENARIO(correct) { wait_for_an_event<true>(); }

}  // namespace
