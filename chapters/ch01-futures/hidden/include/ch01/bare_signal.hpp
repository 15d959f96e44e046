// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <thread>

namespace ch01 {

// A signal between threads that orders nothing but itself: what the threads do
// before and after it is only ordered if the code under test orders it.
class bare_signal {
 public:
  void set() { flag_.store(true, std::memory_order_relaxed); }
  void await() const {
    while (!flag_.load(std::memory_order_relaxed)) std::this_thread::yield();
  }

 private:
  std::atomic<bool> flag_{false};
};

}  // namespace ch01
