// SPDX-License-Identifier: MIT
// async.32: a coroutine that waits with a mutex held; the next one that wants
// the mutex stops the thread that both need. This mutex says so; a plain one
// waits for ever.
// shows: Resource deadlock avoided
#include <pthread.h>

#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <mutex>

struct careful_mutex : std::mutex {
  careful_mutex() {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(native_handle(), &kind);
    pthread_mutexattr_destroy(&kind);
  }
};

careful_mutex mutex;
int balance = 0;

kioto::async<> deposit(int amount) {
#ifdef REPAIRED
  co_await kioto::yield_now();
  std::lock_guard<std::mutex> lock(mutex);
#else
  std::lock_guard<std::mutex> lock(mutex);
  co_await kioto::yield_now();
#endif
  balance += amount;
}

int main() {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  auto first = deposit(3), second = deposit(4);
  for (int turn = 0; turn < 2; ++turn) {
    (void)first.poll(cx);
    (void)second.poll(cx);
  }
  return balance == 7 ? 0 : 1;
}
