// SPDX-License-Identifier: MIT
// async.32: a coroutine that waits with a mutex held and goes on on another
// thread unlocks what that thread has not locked.
// shows: unlock of an unlocked mutex (or by a wrong thread)
// built with: thread
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <mutex>
#include <thread>

std::mutex mutex;
int balance = 0;

kioto::async<> deposit(int amount) {
#ifdef REPAIRED
  co_await kioto::yield_now();
  std::lock_guard lock(mutex);
#else
  std::lock_guard lock(mutex);
  co_await kioto::yield_now();
#endif
  balance += amount;
}

int main() {
  auto call = deposit(7);
  const auto poll_once = [&] {
    const kioto::waker nobody = kioto::waker::noop();
    kioto::context cx(nobody);
    (void)call.poll(cx);
  };
  std::thread(poll_once).join();
  std::thread(poll_once).join();
  return balance == 7 ? 0 : 1;
}
