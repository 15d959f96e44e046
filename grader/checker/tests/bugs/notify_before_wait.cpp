// SPDX-License-Identifier: MIT
//
// A notify: notify_one() wakes one that waits, or the next that will.
//
// The bug: a notification that finds nobody waiting is dropped. Whether the
// waiter is there already is a matter of luck, and if not it sleeps for ever.
//
// Source: what tokio::sync::Notify keeps a permit for.
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

template <bool Right>
class notify {
 public:
  void notify_one() {
    const std::lock_guard lock(mutex_);
    if (waiting_ > 0) {
      --waiting_;
      ++woken_;
      changed_.notify_one();
    } else if constexpr (Right) {
      has_permit_ = true;
    }
  }

  void wait() {
    std::unique_lock lock(mutex_);
    if (has_permit_) {
      has_permit_ = false;
      return;
    }
    ++waiting_;
    changed_.wait(lock, [this] { return woken_ > 0; });
    --woken_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  // Under the mutex.
  int waiting_ = 0;          // not yet notified
  int woken_ = 0;            // notified, and not yet gone
  bool has_permit_ = false;  // for the next that waits
};

template <bool Right>
void notify_one_that_waits() {
  notify<Right> ready;
  int message = 0;
  std::thread sender([&] {
    message = 42;
    ready.notify_one();
  });
  ready.wait();
  assert(message == 42);
  sender.join();
}

CHECKER_SCENARIO(buggy) { notify_one_that_waits<false>(); }
CHECKER_SCENARIO(correct) { notify_one_that_waits<true>(); }

}  // namespace
