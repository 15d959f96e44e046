// SPDX-License-Identifier: MIT
// Alternative: a bool, looked at and changed only under the mutex.
//
// Shorter than the three states, and each unpark() takes the lock, also while
// the owner is awake.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace kioto {

/// Puts one thread to sleep until it is unparked.
class thread_parker {
 public:
  thread_parker() = default;
  thread_parker(const thread_parker&) = delete;
  thread_parker& operator=(const thread_parker&) = delete;

  void park() noexcept {
    std::unique_lock lock(mutex_);
    condition_.wait(lock, [this] { return token_; });
    token_ = false;
  }

  [[nodiscard]] bool park_until(
      std::chrono::steady_clock::time_point deadline) noexcept {
    std::unique_lock lock(mutex_);
    condition_.wait_until(lock, deadline, [this] { return token_; });
    return std::exchange(token_, false);
  }

  void unpark() noexcept {
    std::lock_guard lock(mutex_);
    token_ = true;
    // Under the lock: once the owner has the token, it may destroy the parker,
    // and it cannot have it before the lock is free.
    condition_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
  bool token_ = false;  // guarded by mutex_
};

}  // namespace kioto
