// SPDX-License-Identifier: MIT
//
// A oneshot channel whose sender goes away without a value: the receiver has to
// learn it.
//
//   empty --receive--> waiting --drop--> closed, and wake
//   empty ---drop----> closed
//
// The bug: the sender looks whether somebody waits, and then says that it is
// closed. A receiver that begins to wait in between is not woken, and has no
// sender any more who could.
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

enum class state { empty, waiting, closed };

template <bool Right>
class channel {
 public:
  void drop_sender() {
    // acquire: the waker; release: what the sender has written. Both pair with
    // receive().
    if constexpr (Right) {
      if (state_.exchange(state::closed, std::memory_order_acq_rel) ==
          state::waiting) {
        waker_->unpark();
      }
    } else {
      const state before = state_.load(std::memory_order_acquire);
      state_.store(state::closed, std::memory_order_release);
      if (before == state::waiting) waker_->unpark();
    }
  }

  /// Returns once the sender is gone.
  void receive(parker& waker) {
    waker_ = &waker;
    auto expected = state::empty;
    // release: the waker; acquire if it fails. Both pair with drop_sender().
    if (state_.compare_exchange_strong(expected, state::waiting,
                                       std::memory_order_release,
                                       std::memory_order_acquire)) {
      waker.park();
      // relaxed: it came with the wake.
      expected = state_.load(std::memory_order_relaxed);
    }
    assert(expected == state::closed);
  }

 private:
  std::atomic<state> state_{state::empty};
  parker* waker_ = nullptr;  // published by the state waiting
};

template <bool Right>
void receive_from_nobody() {
  channel<Right> values;
  parker own;
  int reason = 0;
  std::thread sender([&] {
    reason = 7;
    values.drop_sender();
  });
  values.receive(own);
  assert(reason == 7);
  sender.join();
}

CHECKER_SCENARIO(buggy) { receive_from_nobody<false>(); }
CHECKER_SCENARIO(correct) { receive_from_nobody<true>(); }

}  // namespace
