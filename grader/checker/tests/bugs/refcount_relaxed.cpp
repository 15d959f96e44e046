// SPDX-License-Identifier: MIT
//
// A counted reference: who lets go of the last one deletes the object.
//
// The bug: the count goes down with a relaxed operation. It is counted right,
// but nothing orders what the others did with the object before its end: the
// object is deleted under their hands.
#include <atomic>
#include <checker/scenario.hpp>
#include <thread>

namespace {

struct shared_task {
  std::atomic<int> references{2};
  int polls_of[2] = {0, 0};  // of each owner
};

template <bool Right>
void let_go(shared_task* task) {
  // release: what this owner did, before the delete of another one; acquire:
  // what they did, before the delete of this one. They pair with each other.
  constexpr auto order =
      Right ? std::memory_order_acq_rel : std::memory_order_relaxed;
  if (task->references.fetch_sub(1, order) == 1) delete task;
}

template <bool Right>
void share_a_task() {
  auto* const task = new shared_task;
  std::thread other([task] {
    ++task->polls_of[1];
    let_go<Right>(task);
  });
  ++task->polls_of[0];
  let_go<Right>(task);
  other.join();
}

CHECKER_SCENARIO(buggy) { share_a_task<false>(); }
CHECKER_SCENARIO(correct) { share_a_task<true>(); }

}  // namespace
