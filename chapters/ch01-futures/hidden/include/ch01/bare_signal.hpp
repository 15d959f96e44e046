// SPDX-License-Identifier: MIT
//
// A signal between threads that ThreadSanitizer takes for no order at all. What
// the threads do before and after it has to be ordered by the code under test;
// where that orders nothing, the race is reported in every run.
//
// The fences make the signal a sound one on every machine. ThreadSanitizer does
// not understand fences, and that is the point of them here.
#pragma once

#include <atomic>
#include <thread>

namespace ch01 {

class bare_signal {
 public:
  void set() {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    flag_.store(true, std::memory_order_relaxed);
  }
  void await() const {
    while (!flag_.load(std::memory_order_relaxed)) std::this_thread::yield();
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }

 private:
  std::atomic<bool> flag_{false};
};

}  // namespace ch01
