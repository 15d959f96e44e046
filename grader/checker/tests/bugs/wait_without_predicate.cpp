// SPDX-License-Identifier: MIT
//
// A queue of tasks that a worker waits for with a condition variable.
//
// The bug: the worker looks once whether the queue is empty, waits, and takes a
// task for granted. A wait may end without a reason, and then there is none.
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

template <bool Right>
class task_queue {
 public:
  void push(int task) {
    const std::lock_guard lock(mutex_);
    tasks_[count_++] = task;
    pushed_.notify_one();
  }

  int pop() {
    std::unique_lock lock(mutex_);
    if constexpr (Right) {
      while (count_ == 0) pushed_.wait(lock);
    } else {
      if (count_ == 0) pushed_.wait(lock);
    }
    assert(count_ > 0);
    return tasks_[--count_];
  }

 private:
  std::mutex mutex_;
  std::condition_variable pushed_;
  // Under the mutex.
  int tasks_[2] = {};
  int count_ = 0;
};

template <bool Right>
void pop_what_is_pushed() {
  task_queue<Right> tasks;
  std::thread client([&] { tasks.push(42); });
  assert(tasks.pop() == 42);
  client.join();
}

CHECKER_SCENARIO(buggy) { pop_what_is_pushed<false>(); }
CHECKER_SCENARIO(correct) { pop_what_is_pushed<true>(); }

}  // namespace
