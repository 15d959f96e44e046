// SPDX-License-Identifier: MIT
//
// A bounded mpsc channel that its receiver closes: all senders that wait for
// room have to learn it.
//
// The bug: close() wakes one sender, as each receive() does. Room is for one;
// the end is for all, and the second sender sleeps for ever.
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

template <bool Right>
class channel {
 public:
  /// Waits for room. Returns: false if the channel is closed.
  bool send(int value) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return is_closed_ || !is_full_; });
    if (is_closed_) return false;
    value_ = value;
    is_full_ = true;
    return true;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    if constexpr (Right) {
      room_.notify_all();
    } else {
      room_.notify_one();
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  // Under the mutex.
  bool is_full_ = false;
  bool is_closed_ = false;
  int value_ = 0;
};

template <bool Right>
void close_on_two_senders() {
  channel<Right> values;
  values.send(1);
  const auto send = [&values] { values.send(2); };
  std::thread one(send), other(send);
  values.close();
  one.join();
  other.join();
}

CHECKER_SCENARIO(buggy) { close_on_two_senders<false>(); }
CHECKER_SCENARIO(correct) { close_on_two_senders<true>(); }

}  // namespace
