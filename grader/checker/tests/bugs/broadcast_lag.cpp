// SPDX-License-Identifier: MIT
//
// A broadcast channel: a ring of slots, each with its own lock. The sender
// waits for nobody; a receiver that is too slow learns that it lags.
//
//   position   0 1 2 3 4 ...       slot = position % 2
//
// The bug: the receiver looks which message is in the slot, and then takes the
// lock and copies it. The sender goes over the slot in between, and the
// receiver gets a later message as if it were the one at its position.
#include <array>
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <mutex>
#include <thread>

namespace {

constexpr int lagged = -1;

template <bool Right>
class broadcast {
 public:
  void send(int message) {
    slot& s = slot_of(sent_);
    const std::lock_guard lock(s.mutex);
    // relaxed: who relies on it holds the lock.
    s.position.store(sent_++, std::memory_order_relaxed);
    s.message = message;
  }

  /// Returns: the message at that position, or that it is not there any more.
  int receive(int position) {
    slot& s = slot_of(position);
    std::unique_lock lock(s.mutex, std::defer_lock);
    if constexpr (Right) lock.lock();
    // relaxed: the lock is held.
    if (s.position.load(std::memory_order_relaxed) != position) return lagged;
    if constexpr (!Right) lock.lock();
    return s.message;
  }

 private:
  struct slot {
    std::mutex mutex;
    std::atomic<int> position{-1};  // written under the mutex
    int message = 0;                // under the mutex
  };

  slot& slot_of(int position) {
    return slots_[static_cast<std::size_t>(position) % slots_.size()];
  }

  std::array<slot, 2> slots_;
  int sent_ = 0;  // the sender's
};

template <bool Right>
void receive_what_is_gone_over() {
  broadcast<Right> channel;
  channel.send(10);
  channel.send(11);
  std::thread sender([&] { channel.send(12); });
  const int message = channel.receive(0);
  assert(message == 10 || message == lagged);
  sender.join();
}

CHECKER_SCENARIO(buggy) { receive_what_is_gone_over<false>(); }
CHECKER_SCENARIO(correct) { receive_what_is_gone_over<true>(); }

}  // namespace
