// SPDX-License-Identifier: MIT
//
// A semaphore whose release() gives a permit to the first waiter, and whose
// waiters may give up.
//
//   acquire: waiting --release()--> has a permit
//               | cancel               | cancel: gives it to the next
//               v                      v
//
// The bug: who gives up only leaves the queue. If the permit was his already,
// nobody has it any more: a permit is lost with each such race.
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

struct waiter {
  // Under the mutex of the semaphore.
  bool has_permit = false;
  waiter* next = nullptr;
};

template <bool Right>
class semaphore {
 public:
  void begin_acquire(waiter& w) {
    const std::lock_guard lock(mutex_);
    if (permits_ > 0) {
      --permits_;
      w.has_permit = true;
      return;
    }
    waiter** last = &first_;
    while (*last != nullptr) last = &(*last)->next;
    *last = &w;
  }

  void wait(waiter& w) {
    std::unique_lock lock(mutex_);
    given_.wait(lock, [&w] { return w.has_permit; });
  }

  /// The waiter gives up.
  void cancel(waiter& w) {
    const std::lock_guard lock(mutex_);
    waiter** at = &first_;
    while (*at != nullptr && *at != &w) at = &(*at)->next;
    if (*at == &w) *at = w.next;
    if (Right && w.has_permit) give_one();
  }

  void release() {
    const std::lock_guard lock(mutex_);
    give_one();
  }

 private:
  void give_one() {
    if (first_ == nullptr) {
      ++permits_;
      return;
    }
    waiter& w = *first_;
    first_ = w.next;
    w.has_permit = true;
    given_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable given_;
  // Under the mutex.
  int permits_ = 0;
  waiter* first_ = nullptr;
};

template <bool Right>
void give_up_and_acquire_again() {
  semaphore<Right> permits;
  int guarded = 0;
  waiter impatient, patient;
  permits.begin_acquire(impatient);
  std::thread owner([&] {
    guarded = 42;
    permits.release();
  });
  permits.cancel(impatient);
  permits.begin_acquire(patient);
  permits.wait(patient);
  assert(guarded == 42);
  owner.join();
}

CHECKER_SCENARIO(buggy) { give_up_and_acquire_again<false>(); }
CHECKER_SCENARIO(correct) { give_up_and_acquire_again<true>(); }

}  // namespace
