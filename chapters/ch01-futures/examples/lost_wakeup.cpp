// SPDX-License-Identifier: MIT
// example: exit 1
// build: model
#include <atomic>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

// #region main
std::atomic<bool> woken{false};
std::mutex mutex;
std::condition_variable condition;

void sleep_until_woken() {
  if (woken.load()) return;
  std::unique_lock lock(mutex);
  condition.wait(lock);
}

void wake() {
  woken.store(true);
  condition.notify_one();
}

CHECKER_SCENARIO(sleeper_and_waker) {
  std::thread waker(wake);
  sleep_until_woken();
  waker.join();
}
// #endregion main
