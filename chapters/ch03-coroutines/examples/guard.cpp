// SPDX-License-Identifier: MIT
// example: exit 66
// build: tsan
// #region main
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <mutex>
#include <thread>

std::mutex mutex;
int balance = 0;

kioto::async<> deposit(int amount) {
  const std::lock_guard lock(mutex);
  co_await kioto::yield_now();
  balance += amount;
}

int main() {
  auto call = deposit(7);
  const auto poll_once = [&] {
    const kioto::waker nobody = kioto::waker::noop();
    kioto::context cx(nobody);
    (void)call.poll(cx);
  };
  std::thread(poll_once).join();  // waits, with the mutex locked
  std::thread(poll_once).join();  // goes on here, and unlocks it
}
// #endregion main
