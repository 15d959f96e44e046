// SPDX-License-Identifier: MIT
// example: exit 0
// build: model
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

// #region main
bool token = false;  // looked at and changed only under the mutex
std::mutex mutex;
std::condition_variable condition;

void sleep_until_woken() {
  std::unique_lock lock(mutex);
  while (!token) condition.wait(lock);
  token = false;
}

void wake() {
  const std::lock_guard lock(mutex);
  token = true;
  condition.notify_one();
}

CHECKER_SCENARIO(sleeper_and_waker) {
  std::thread waker(wake);
  sleep_until_woken();
  waker.join();
}
// #endregion main
