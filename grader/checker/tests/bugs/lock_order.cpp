// SPDX-License-Identifier: MIT
//
// Two workers that steal from each other, each with a lock for its queue.
//
// The bug: a thief locks its own queue and then that of its victim. When both
// steal at the same time, each holds what the other one wants: a deadlock.
#include <cassert>
#include <checker/scenario.hpp>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace {

struct queue {
  std::mutex mutex;
  int tasks = 1;  // under the mutex
};

template <bool Right>
void steal(queue& own, queue& victim) {
  queue* first = &own;
  queue* second = &victim;
  // All in one order, whatever it is.
  if (Right && std::less<>{}(second, first)) std::swap(first, second);
  const std::lock_guard lock_first(first->mutex);
  const std::lock_guard lock_second(second->mutex);
  if (victim.tasks > 0) {
    --victim.tasks;
    ++own.tasks;
  }
}

template <bool Right>
void steal_from_each_other() {
  queue one, other;
  std::thread worker([&] { steal<Right>(other, one); });
  steal<Right>(one, other);
  worker.join();
  assert(one.tasks + other.tasks == 2);
}

CHECKER_SCENARIO(buggy) { steal_from_each_other<false>(); }
CHECKER_SCENARIO(correct) { steal_from_each_other<true>(); }

}  // namespace
