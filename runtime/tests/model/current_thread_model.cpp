// SPDX-License-Identifier: MIT
//
// current_thread, as a whole: block_on() against wakes, spawns and the end, by
// other threads.
//
// What holds: block_on() ends once its future is woken and ready, whether its
// thread drives or waits; a task that another thread wakes or spawns is run, or
// cancelled by the end of the runtime; all memory is freed.
//
// Seen to fail, one change at a time. Each half of the order in wake(), the
// acquire of take_wake(), the release of the exchange in drive(): lost wakeup,
// data race; each of the scheduler's count of references: data race. Nobody
// notified by schedule(); the notify behind the lock; the core not offered, or
// the offer not passed on; no wake of one's own in drive(); `drives_` not set;
// `has_remote_` cleared behind the lock: lost wakeup, or use after free. An end
// that does not wait for who hands a task in, or leaves what was handed in; a
// spawn that does not ask whether it has come: data race, leak, assertion.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/runtime.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "support/event.hpp"

namespace {

using test::event;

// An event, in a future that can be moved.
class of_event {
 public:
  using output_type = int;
  explicit of_event(event& of) : of_(&of) {}
  kioto::poll<int> poll(kioto::context& cx) { return of_->poll(cx); }

 private:
  event* of_;
};

kioto::runtime make() {
  return kioto::runtime::builder().current_thread().build();
}

// Its first poll starts a thread that wakes it: nothing but the wake orders the
// two.
class woken_by_a_thread {
 public:
  using output_type = void;
  ~woken_by_a_thread() { other_.join(); }

  kioto::poll<void> poll(kioto::context& cx) {
    if (!other_.joinable()) {
      other_ = std::thread([this, waker = cx.waker()]() mutable {
        is_set_.store(true, std::memory_order_relaxed);
        std::move(waker).wake();
      });
    }
    return is_set_.load(std::memory_order_relaxed)
               ? kioto::poll<void>::ready()
               : kioto::poll<void>::pending();
  }

 private:
  std::thread other_;
  std::atomic<bool> is_set_{false};
};

CHECKER_SCENARIO(current_thread_wake_is_seen) {
  auto rt = make();
  woken_by_a_thread root;
  rt.block_on(root);
}

// The one that waits in its parker is woken there, and may drive from then on.
CHECKER_SCENARIO(current_thread_wake_of_one_who_waits) {
  auto rt = make();
  std::thread other([&] { rt.block_on(kioto::ready(0)); });
  woken_by_a_thread root;
  rt.block_on(root);
  other.join();
}

CHECKER_SCENARIO(current_thread_root_is_woken) {
  event e;
  std::thread other;
  {
    auto rt = make();
    other = std::thread([&] { e.set(3); });
    assert(rt.block_on(of_event(e)) == 3);
  }
  other.join();
}

CHECKER_SCENARIO(current_thread_task_is_woken) {
  event e;
  std::thread other;
  {
    auto rt = make();
    auto task = rt.spawn(of_event(e));
    other = std::thread([&] { e.set(3); });
    assert(rt.block_on(task).value() == 3);
  }
  other.join();
}

CHECKER_SCENARIO(current_thread_task_is_woken_at_the_end) {
  event e;
  std::thread other;
  {
    auto rt = make();
    auto task = rt.spawn(of_event(e));
    rt.block_on(kioto::yield_now());
    other = std::thread([&] { e.set(3); });
  }
  other.join();
}

CHECKER_SCENARIO(current_thread_spawn_from_outside) {
  auto rt = make();
  event e;
  std::thread other([&] {
    (void)rt.spawn(kioto::then(kioto::ready(3), [&](int n) {
      e.set(n);
      return kioto::ready(0);
    }));
  });
  assert(rt.block_on(of_event(e)) == 3);
  other.join();
}

// The second one comes while the first is taken out of the queue, or not.
CHECKER_SCENARIO(current_thread_two_spawns_from_outside) {
  auto rt = make();
  event e;
  std::thread other([&] {
    (void)rt.spawn(kioto::ready(0));
    (void)rt.spawn(kioto::then(kioto::ready(3), [&](int n) {
      e.set(n);
      return kioto::ready(0);
    }));
  });
  assert(rt.block_on(of_event(e)) == 3);
  other.join();
}

CHECKER_SCENARIO(current_thread_spawn_against_the_end) {
  std::optional<kioto::join_handle<int>> task;
  std::thread other;
  {
    auto rt = make();
    other = std::thread([&task, handle = rt.get_handle()] {
      task = handle.spawn(kioto::ready(3));
    });
  }
  other.join();
  assert(task->is_finished());
}

// The task is idle, in a queue, or being handed in.
CHECKER_SCENARIO(current_thread_abort_against_the_end) {
  event e;
  std::thread other;
  auto task = [&] {
    auto rt = make();
    auto made = rt.spawn(of_event(e));
    rt.block_on(kioto::yield_now());
    other = std::thread([handle = made.abort_handle()] { handle.abort(); });
    return made;
  }();
  other.join();
  assert(task.is_finished());
}

// One drives, the other one waits for its future, and takes over.
CHECKER_SCENARIO(current_thread_two_block) {
  auto rt = make();
  event mine, its;
  std::thread other([&] {
    assert(rt.block_on(of_event(its)) == 2);
    mine.set(1);
  });
  its.set(2);
  assert(rt.block_on(of_event(mine)) == 1);
  other.join();
}

// Who waits for the core has to get it, since its task needs it.
CHECKER_SCENARIO(current_thread_takes_over) {
  auto rt = make();
  event e;
  auto task = rt.spawn(of_event(e));
  std::thread other([&] { rt.block_on(kioto::ready(0)); });
  e.set(3);
  assert(rt.block_on(task).value() == 3);
  other.join();
}

// The one that the core is offered to may not need it any more.
CHECKER_SCENARIO(current_thread_offer_is_passed_on) {
  auto rt = make();
  event e, its;
  e.set(3);
  auto task = rt.spawn(of_event(e));
  std::thread drives([&] { rt.block_on(kioto::ready(0)); });
  std::thread waits([&] { rt.block_on(of_event(its)); });
  its.set(2);
  assert(rt.block_on(task).value() == 3);
  drives.join();
  waits.join();
}

}  // namespace
