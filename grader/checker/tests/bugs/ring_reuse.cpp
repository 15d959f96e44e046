// SPDX-License-Identifier: MIT
//
// A ring between one producer and one consumer, with a slot that is used again
// and again.
//
//   popped <= pushed <= popped + slots
//
// The bug: the producer reads with a relaxed load how much was popped. That a
// slot is free does not mean that the consumer's copy from it comes before the
// next value that goes there.
#include <array>
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <thread>

namespace {

template <bool Right>
class ring {
 public:
  bool try_push(int value) {
    // relaxed: the producer's own.
    const unsigned pushed = pushed_.load(std::memory_order_relaxed);
    // acquire: the consumer has done with the slot; pairs with try_pop().
    const unsigned popped = popped_.load(Right ? std::memory_order_acquire
                                               : std::memory_order_relaxed);
    if (pushed - popped == slots_.size()) return false;
    slots_[pushed % slots_.size()] = value;
    // release: the value; pairs with try_pop().
    pushed_.store(pushed + 1, std::memory_order_release);
    return true;
  }

  bool try_pop(int& value) {
    // relaxed: the consumer's own.
    const unsigned popped = popped_.load(std::memory_order_relaxed);
    // acquire: the value; pairs with try_push().
    if (pushed_.load(std::memory_order_acquire) == popped) return false;
    value = slots_[popped % slots_.size()];
    // release: the slot; pairs with try_push().
    popped_.store(popped + 1, std::memory_order_release);
    return true;
  }

 private:
  std::array<int, 1> slots_{};
  std::atomic<unsigned> pushed_{0};  // written by the producer
  std::atomic<unsigned> popped_{0};  // written by the consumer
};

template <bool Right>
void push_over_what_is_popped() {
  ring<Right> values;
  values.try_push(1);
  std::thread consumer([&] {
    int value = 0;
    if (values.try_pop(value)) assert(value == 1);
    if (values.try_pop(value)) assert(value == 2);
  });
  values.try_push(2);
  consumer.join();
}

CHECKER_SCENARIO(buggy) { push_over_what_is_popped<false>(); }
CHECKER_SCENARIO(correct) { push_over_what_is_popped<true>(); }

}  // namespace
