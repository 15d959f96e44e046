// SPDX-License-Identifier: MIT
//
// A parker: a thread sleeps until it is given a token.
//
// The bug: park() looks at the token and only then begins to wait, and unpark()
// does not take the lock that is held in between. A token that comes right
// there wakes nobody, and the thread sleeps with it for ever.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

template <bool Right>
class parker {
 public:
  void park() {
    std::unique_lock lock(mutex_);
    // acquire: what was written before the token; pairs with unpark().
    while (!token_.exchange(false, std::memory_order_acquire)) {
      woken_.wait(lock);
    }
  }

  void unpark() {
    // release: what the caller has written; pairs with park().
    token_.store(true, std::memory_order_release);
    if constexpr (Right) {
      // Who has seen no token waits already.
      const std::lock_guard lock(mutex_);
    }
    woken_.notify_one();
  }

 private:
  std::atomic<bool> token_{false};
  std::mutex mutex_;  // from the look at the token to the wait
  std::condition_variable woken_;
};

template <bool Right>
void hand_over_a_message() {
  parker<Right> receiver;
  int message = 0;
  std::thread sender([&] {
    message = 42;
    receiver.unpark();
  });
  receiver.park();
  assert(message == 42);
  sender.join();
}

CHECKER_SCENARIO(buggy) { hand_over_a_message<false>(); }
CHECKER_SCENARIO(correct) { hand_over_a_message<true>(); }

}  // namespace
