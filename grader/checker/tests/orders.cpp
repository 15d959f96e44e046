// SPDX-License-Identifier: MIT
//
// Memory orders for checker_weaken: those of `flag` are needed, those of
// `counter` are not.
//
// survives: counter::add update acq_rel -> acquire, release: nothing is told
// by the number.
// survives: counter::take failure acquire -> relaxed: as above.
//
// weaken_test.cpp runs it.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <thread>

namespace {

class flag {
 public:
  void raise() { is_up_.store(true, std::memory_order_release); }
  bool is_up() const { return is_up_.load(std::memory_order_acquire); }

 private:
  std::atomic<bool> is_up_{false};
};

template <class T>
class counter {
 public:
  void add() { value_.fetch_add(1, std::memory_order_acq_rel); }
  bool take() {
    T one = 1;
    return value_.compare_exchange_strong(one, 0, std::memory_order_relaxed,
                                          std::memory_order_acquire);
  }

 private:
  std::atomic<T> value_{0};
};

CHECKER_SCENARIO(publish) {
  flag done;
  int value = 0;
  std::thread other([&] {
    value = 1;
    done.raise();
  });
  if (done.is_up()) assert(value == 1);
  other.join();
}

CHECKER_SCENARIO(count) {
  counter<int> events;
  std::thread other([&] { events.add(); });
  const bool took_one = events.take();
  other.join();
  if (!took_one) assert(events.take());
}

}  // namespace
