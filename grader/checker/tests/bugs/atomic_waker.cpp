// SPDX-License-Identifier: MIT
//
// An atomic waker: the slot of a waker that one thread writes and others take,
// without a lock. Two bits say who has the slot; who comes when the other has
// it leaves his bit, and the other does the work of both.
//
//   idle --register--> registering --> idle      registering and waking: the
//   idle ----wake----> waking -------> idle      one that registers wakes
//
// The bug: registering ends with a plain store, as if nobody could have left a
// bit. A wake in that moment is forgotten, and with it the order of memory that
// would have shown the flag to the second look at it.
//
// Source: AtomicWaker of futures-rs, futures-core/src/task/__internal.
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
class atomic_waker {
 public:
  void register_waker(parker& waker) {
    int before = idle;
    // acquire, also if it fails: the slot, and what came before a wake; pairs
    // with wake().
    if (!state_.compare_exchange_strong(before, registering,
                                        std::memory_order_acquire)) {
      return waker.unpark();  // it is just being woken
    }
    slot_ = &waker;
    if constexpr (Right) {
      before = registering;
      // release: the slot; acquire if it fails: what came before the wake.
      if (!state_.compare_exchange_strong(before, idle,
                                          std::memory_order_release,
                                          std::memory_order_acquire)) {
        parker* const woken = std::exchange(slot_, nullptr);
        // release: the slot; pairs with another wake(), of which there is none
        // here.
        state_.store(idle, std::memory_order_release);
        woken->unpark();
      }
    } else {
      // release: the slot; pairs with wake().
      state_.store(idle, std::memory_order_release);
    }
  }

  void wake() {
    // acquire: the slot; release: what the caller has written. Both pair with
    // register_waker().
    if (state_.fetch_or(waking, std::memory_order_acq_rel) != idle) return;
    parker* const woken = std::exchange(slot_, nullptr);
    // release: the slot; pairs with register_waker().
    state_.fetch_and(~waking, std::memory_order_release);
    if (woken != nullptr) woken->unpark();
  }

 private:
  static constexpr int idle = 0, registering = 1, waking = 2;

  std::atomic<int> state_{idle};
  parker* slot_ = nullptr;  // who has set a bit in an idle state
};

template <bool Right>
void wait_for_a_flag() {
  atomic_waker<Right> waker;
  std::atomic<bool> flag{false};
  int result = 0;
  std::thread worker([&] {
    result = 42;
    // release: the result; pairs with the loop below.
    flag.store(true, std::memory_order_release);
    waker.wake();
  });
  parker own;
  for (;;) {
    waker.register_waker(own);
    // acquire: the result; pairs with the worker.
    if (flag.load(std::memory_order_acquire)) break;
    own.park();
  }
  assert(result == 42);
  worker.join();
}

CHECKER_SCENARIO(buggy) { wait_for_a_flag<false>(); }
CHECKER_SCENARIO(correct) { wait_for_a_flag<true>(); }

}  // namespace
