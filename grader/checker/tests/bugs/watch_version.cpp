// SPDX-License-Identifier: MIT
//
// A watch channel: a value with a version; a receiver waits until the version
// is not the one that it has seen.
//
// The bug: the receiver copies the value under the lock, and reads the version
// that it has seen afterwards. A value that comes in between counts as seen,
// and the receiver waits for ever with the old one.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

template <bool Right>
class watch {
 public:
  void send(int value) {
    const std::lock_guard lock(mutex_);
    value_ = value;
    // relaxed: the lock is held.
    version_.fetch_add(1, std::memory_order_relaxed);
    changed_.notify_all();
  }

  /// Waits for a value that is not of the version `seen`.
  int receive(int& seen) {
    std::unique_lock lock(mutex_);
    // relaxed: the lock is held.
    changed_.wait(
        lock, [&] { return version_.load(std::memory_order_relaxed) != seen; });
    const int value = value_;
    if constexpr (!Right) lock.unlock();
    // relaxed: the lock is held, or it should be.
    seen = version_.load(std::memory_order_relaxed);
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int value_ = 0;                // under the mutex
  std::atomic<int> version_{0};  // written under the mutex
};

template <bool Right>
void watch_until_the_last() {
  watch<Right> progress;
  constexpr int last = 2;
  progress.send(1);
  std::thread sender([&] { progress.send(last); });
  int seen = 0;
  while (progress.receive(seen) != last) {
  }
  assert(seen == 2);
  sender.join();
}

CHECKER_SCENARIO(buggy) { watch_until_the_last<false>(); }
CHECKER_SCENARIO(correct) { watch_until_the_last<true>(); }

}  // namespace
