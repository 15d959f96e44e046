// SPDX-License-Identifier: MIT
//
// A signal for one wait, freed by the one who has waited: it has to be the last
// that anybody does with it.
//
// The bug: it is set under the lock and notified after it. The waiter sees that
// it is set, frees the signal, and then comes the notification.
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

template <bool Right>
class signal {
 public:
  void set() {
    std::unique_lock lock(mutex_);
    is_set_ = true;
    if constexpr (!Right) lock.unlock();
    changed_.notify_one();
  }

  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_set_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_set_ = false;  // under the mutex
};

template <bool Right>
void free_what_was_waited_for() {
  auto* const done = new signal<Right>;
  int result = 0;
  std::thread worker([&result, done] {
    result = 42;
    done->set();
  });
  done->wait();
  delete done;
  assert(result == 42);
  worker.join();
}

CHECKER_SCENARIO(buggy) { free_what_was_waited_for<false>(); }
CHECKER_SCENARIO(correct) { free_what_was_waited_for<true>(); }

}  // namespace
