// SPDX-License-Identifier: MIT
//
// A reactor that is made when it is first needed, with a lock only for the
// first ones who need it.
//
// The bug: the first check, without the lock, is a relaxed load. It may give a
// pointer to a reactor of which this thread has not yet seen the contents.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <mutex>
#include <thread>

namespace {

struct reactor {
  int descriptor = 3;
};

template <bool Right>
class lazy_reactor {
 public:
  ~lazy_reactor() {
    // relaxed: nobody else is left.
    delete made_.load(std::memory_order_relaxed);
  }

  reactor& get() {
    // acquire: the reactor; pairs with the store below.
    reactor* it = made_.load(Right ? std::memory_order_acquire
                                   : std::memory_order_relaxed);
    if (it != nullptr) return *it;
    const std::lock_guard lock(mutex_);
    // relaxed: the lock is held.
    it = made_.load(std::memory_order_relaxed);
    if (it == nullptr) {
      it = new reactor;
      // release: publishes the reactor; pairs with the first load.
      made_.store(it, std::memory_order_release);
    }
    return *it;
  }

 private:
  std::mutex mutex_;
  std::atomic<reactor*> made_{nullptr};  // written under the mutex
};

template <bool Right>
void need_it_twice() {
  lazy_reactor<Right> shared;
  const auto use = [&] { assert(shared.get().descriptor == 3); };
  std::thread other(use);
  use();
  other.join();
}

CHECKER_SCENARIO(buggy) { need_it_twice<false>(); }
CHECKER_SCENARIO(correct) { need_it_twice<true>(); }

}  // namespace
