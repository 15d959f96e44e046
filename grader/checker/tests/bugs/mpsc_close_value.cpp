// SPDX-License-Identifier: MIT
//
// An mpsc channel that its receiver closes: what was sent before is received,
// and who sends afterwards is told that there is nobody.
//
// The bug: send() looks whether the channel is closed before it takes the lock
// for the queue. The receiver closes and empties it in between, and a value
// that was "sent" is never received.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <mutex>
#include <thread>

namespace {

template <bool Right>
class channel {
 public:
  /// Returns: whether the value will be received.
  bool send(int value) {
    // relaxed: in the right one the lock is held; in the other it is a hint.
    if (!Right && is_closed_.load(std::memory_order_relaxed)) return false;
    const std::lock_guard lock(mutex_);
    if (Right && is_closed_.load(std::memory_order_relaxed)) return false;
    values_[sent_++] = value;
    return true;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_.store(true, std::memory_order_relaxed);
  }

  /// Returns: the next value, or 0 if there is none.
  int try_receive() {
    const std::lock_guard lock(mutex_);
    return received_ == sent_ ? 0 : values_[received_++];
  }

 private:
  std::mutex mutex_;
  std::atomic<bool> is_closed_{false};  // written under the mutex
  // Under the mutex.
  int values_[2] = {};
  int sent_ = 0;
  int received_ = 0;
};

template <bool Right>
void close_while_somebody_sends() {
  channel<Right> values;
  bool was_sent = false;
  std::thread sender([&] { was_sent = values.send(42); });
  values.close();
  const bool was_received = values.try_receive() == 42;
  sender.join();
  assert(was_sent == was_received);
}

CHECKER_SCENARIO(buggy) { close_while_somebody_sends<false>(); }
CHECKER_SCENARIO(correct) { close_while_somebody_sends<true>(); }

}  // namespace
