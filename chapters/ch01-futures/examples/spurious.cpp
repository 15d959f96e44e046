// SPDX-License-Identifier: MIT
// example: exit 1
// build: model
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

// #region main
bool token = false;
std::mutex mutex;
std::condition_variable condition;

CHECKER_SCENARIO(looks_once) {
  std::thread waker([] {
    const std::lock_guard lock(mutex);
    token = true;
    condition.notify_one();
  });
  {
    std::unique_lock lock(mutex);
    if (!token) condition.wait(lock);
    assert(token);
  }
  waker.join();
}
// #endregion main
