// SPDX-License-Identifier: MIT
//
// multi_thread, as a whole, with one or two workers: tasks that are spawned and
// woken from outside, the end of the runtime, and block_in_place().
//
// What holds: each task is run to its end, or cancelled by the end of the
// runtime; the runtime ends; all memory is freed. These are too large to be
// exhausted in a second.
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/rt/block_in_place.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/runtime.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "support/event.hpp"

namespace {

using test::event;

class of_event {
 public:
  using output_type = int;
  explicit of_event(event& of) : of_(&of) {}
  kioto::poll<int> poll(kioto::context& cx) { return of_->poll(cx); }

 private:
  event* of_;
};

kioto::runtime make(unsigned workers) {
  return kioto::runtime::builder().worker_threads(workers).build();
}

CHECKER_SCENARIO(multi_thread_ends_at_once) { const auto rt = make(2); }

CHECKER_SCENARIO(multi_thread_one_task_of_one_worker) {
  auto rt = make(1);
  auto task = rt.spawn(kioto::ready(3));
  assert(kioto::block_on(task).value() == 3);
}

CHECKER_SCENARIO(multi_thread_one_task) {
  auto rt = make(2);
  auto task = rt.spawn(kioto::ready(3));
  assert(kioto::block_on(task).value() == 3);
}

CHECKER_SCENARIO(multi_thread_two_tasks) {
  auto rt = make(2);
  auto first = rt.spawn(kioto::ready(1));
  auto second = rt.spawn(kioto::ready(2));
  assert(kioto::block_on(first).value() == 1);
  assert(kioto::block_on(second).value() == 2);
}

CHECKER_SCENARIO(multi_thread_task_is_woken) {
  event e;
  {
    auto rt = make(1);
    auto task = rt.spawn(of_event(e));
    e.set(3);
    assert(kioto::block_on(task).value() == 3);
  }
}

// It moves to the other worker, or does not.
CHECKER_SCENARIO(multi_thread_task_is_woken_of_two_workers) {
  event e;
  {
    auto rt = make(2);
    auto task = rt.spawn(of_event(e));
    e.set(3);
    assert(kioto::block_on(task).value() == 3);
  }
}

// --- the end ---

CHECKER_SCENARIO(multi_thread_spawn_against_the_end) {
  std::optional<kioto::join_handle<int>> task;
  std::thread other;
  {
    auto rt = make(1);
    other = std::thread([&task, handle = rt.get_handle()] {
      task = handle.spawn(kioto::ready(3));
    });
  }
  other.join();
  assert(task->is_finished());
}

CHECKER_SCENARIO(multi_thread_wake_against_the_end) {
  event e;
  std::thread other;
  auto task = [&] {
    auto rt = make(1);
    other = std::thread([&] { e.set(3); });
    return rt.spawn(of_event(e));
  }();
  other.join();
  assert(task.is_finished());
}

CHECKER_SCENARIO(multi_thread_abort_against_the_end) {
  event e;
  std::thread other;
  auto task = [&] {
    auto rt = make(1);
    auto made = rt.spawn(of_event(e));
    other = std::thread([handle = made.abort_handle()] { handle.abort(); });
    return made;
  }();
  other.join();
  assert(task.is_finished());
}

// --- block_in_place ---

class blocks {
 public:
  using output_type = int;
  explicit blocks(event& until) : until_(&until) {}
  kioto::poll<int> poll(kioto::context&) {
    const int n = kioto::block_in_place(
        [this] { return kioto::block_on(of_event(*until_)); });
    return kioto::poll<int>::ready(n);
  }

 private:
  event* until_;
};

class sets {
 public:
  using output_type = int;
  explicit sets(event& it) : it_(&it) {}
  kioto::poll<int> poll(kioto::context&) {
    it_->set(3);
    return kioto::poll<int>::ready(0);
  }

 private:
  event* it_;
};

// Whoever is faster takes the worker: the one that blocked, or a new thread.
CHECKER_SCENARIO(multi_thread_offer_is_taken_once) {
  event e;
  e.set(3);
  {
    auto rt = make(1);
    auto task = rt.spawn(blocks(e));
    assert(kioto::block_on(task).value() == 3);
  }
}

// The task that it waits for is its own worker's.
CHECKER_SCENARIO(multi_thread_goes_on_in_another_thread) {
  event e;
  {
    auto rt = make(1);
    auto waits = rt.spawn(blocks(e));
    auto wakes = rt.spawn(sets(e));
    assert(kioto::block_on(waits).value() == 3);
    assert(kioto::block_on(wakes).value() == 0);
  }
}

}  // namespace
