// SPDX-License-Identifier: MIT
//
// multi_thread, as a whole, with one or two workers: tasks that are spawned and
// woken from outside, the end of the runtime, and block_in_place().
//
// What holds: each task is run to its end, or cancelled by the end of the
// runtime; the runtime ends; all memory is freed. These are too large to be
// exhausted in a second.
//
// Seen to fail, one change at a time. The orders of submitting_, of gone_ and
// of offer_: data race. No second look by who parks while nobody searches;
// nobody woken by a submit, or the end not; an offer taken without asking, also
// by the one that has lent; a task that is gone without a reference, or taken
// out of its list by another thread, or left there at the end; a push that
// nobody makes sure of before the next poll; an end that does not wait for who
// submits; a spawn that does not ask whether it has come; a task adopted by a
// thread without a worker: found, each.
//
// survives: multi_thread::begin_to_shut_down store release -> relaxed: before
// it there is `closed_`, under the mutex. A worker that has seen stops_ takes
// the mutex in is_last_to_leave(), behind that, before it destroys what is
// left; and who submits reads `closed_` under it.
//
// survives: multi_thread::stops load acquire -> relaxed: as above: nothing that
// the end has done is read without the mutex.
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/rt/block_in_place.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <kioto/task/spawn.hpp>
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

// Both are in the list of one worker, and end on any.
CHECKER_SCENARIO(multi_thread_two_tasks_are_woken) {
  event a, b;
  {
    auto rt = make(2);
    auto first = rt.spawn(of_event(a));
    auto second = rt.spawn(of_event(b));
    a.set(1);
    b.set(2);
    assert(kioto::block_on(first).value() == 1);
    assert(kioto::block_on(second).value() == 2);
  }
}

// The second task stays with its worker, in a poll that waits for the first:
// the other worker has to come to that, asleep or not.
CHECKER_SCENARIO(multi_thread_pushed_before_a_long_poll) {
  kioto::thread_parker first_ran;
  auto rt = make(2);
  auto both = rt.spawn(kioto::lazy([&] {
    auto first = kioto::spawn(kioto::lazy([&] { first_ran.unpark(); }));
    auto second = kioto::spawn(kioto::lazy([&] { first_ran.park(); }));
    return std::pair(std::move(first), std::move(second));
  }));
  auto [first, second] = std::move(kioto::block_on(both).value());
  assert(kioto::block_on(first).has_value());
  assert(kioto::block_on(second).has_value());
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

// Blocks, and then waits for another event as tasks do.
class blocks_and_waits {
 public:
  using output_type = int;
  blocks_and_waits(event& first, event& second)
      : first_(&first), second_(&second) {}

  kioto::poll<int> poll(kioto::context& cx) {
    if (first_ != nullptr) {
      kioto::block_in_place([this] {
        return kioto::block_on(of_event(*std::exchange(first_, nullptr)));
      });
    }
    return second_->poll(cx);
  }

 private:
  event* first_;
  event* second_;
};

// A thread that has lost its worker has no list to put the task into.
CHECKER_SCENARIO(multi_thread_waits_without_a_worker) {
  event first, second;
  first.set(1);
  {
    auto rt = make(1);
    auto task = rt.spawn(blocks_and_waits(first, second));
    second.set(2);
    assert(kioto::block_on(task).value() == 2);
  }
}

CHECKER_SCENARIO(multi_thread_ends_with_a_task_without_a_worker) {
  event first, second;
  auto task = [&] {
    auto rt = make(1);
    auto made = rt.spawn(blocks_and_waits(first, second));
    first.set(1);
    return made;
  }();
  assert(task.is_finished());
}

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

// Spawns a task in between, for the worker that it has then.
class blocks_twice {
 public:
  using output_type = void;
  kioto::poll<void> poll(kioto::context&) {
    kioto::block_in_place([] {});
    kioto::spawn(kioto::ready(0)).detach();
    kioto::block_in_place([] {});
    return kioto::poll<void>::ready();
  }
};

// The thread that came too late for the first offer may take the second one.
CHECKER_SCENARIO(multi_thread_late_for_an_offer) {
  auto rt = make(1);
  auto task = rt.spawn(blocks_twice());
  assert(kioto::block_on(task).has_value());
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
