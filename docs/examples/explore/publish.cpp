// SPDX-License-Identifier: MIT
//
// A value is handed over through a flag. What a thread wrote before a release
// store, another one sees behind an acquire load that reads that store. A
// relaxed store hands over nothing but itself: the value is read while it is
// written, as far as the two threads know.
//
// Running it shows little: x86-64 keeps the two stores in their order.
#include <atomic>
#include <checker/scenario.hpp>
#include <thread>

namespace {

template <std::memory_order Order>
void hand_over() {
  std::atomic<bool> ready = false;
  int value = 0;
  std::thread writer([&] {
    value = 42;
    ready.store(true, Order);
  });
  if (ready.load(std::memory_order_acquire)) checker::outcome(value);
  writer.join();
}

}  // namespace

CHECKER_SCENARIO(relaxed_store) { hand_over<std::memory_order_relaxed>(); }
CHECKER_SCENARIO(release_store) { hand_over<std::memory_order_release>(); }
