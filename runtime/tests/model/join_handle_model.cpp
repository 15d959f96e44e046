// SPDX-License-Identifier: MIT
//
// join_handle: awaited, dropped and aborted while the task comes to its end on
// another thread.
//
// What holds: who awaits is woken, with the waker of its latest poll, and gets
// the outcome whole; the slot of the waker belongs to one side at a time; the
// outcome is destroyed once, also if nobody asks for it.
//
// Seen to fail, one change at a time. A waker put into the slot that is the
// task's, in poll() or in detach(): data race. That set_join_waker() failed,
// ignored: lost wakeup. The outcome not destroyed by a handle that goes:
// assertion.
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <thread>
#include <utility>

#include "model/sleeper.hpp"
#include "model/task_on_the_spot.hpp"

namespace {

using model::made_task;
using model::sleeper;

// What a task gives: counts its end, plainly.
class value {
 public:
  explicit value(int& destroyed) : destroyed_(&destroyed) {}
  value(value&& other) noexcept
      : destroyed_(std::exchange(other.destroyed_, nullptr)) {}
  value& operator=(value&&) = delete;
  ~value() {
    if (destroyed_ != nullptr) ++*destroyed_;
  }

 private:
  int* destroyed_;
};

class at_once {
 public:
  using output_type = value;
  explicit at_once(int& destroyed) : destroyed_(&destroyed) {}
  kioto::poll<value> poll(kioto::context&) {
    return kioto::poll<value>::ready(value(*destroyed_));
  }

 private:
  int* destroyed_;
};

void poll_until_ready(kioto::join_handle<value>& handle, sleeper& self) {
  for (;;) {
    auto polled = handle.poll(self.cx());
    if (polled.is_ready()) {
      assert(std::move(polled).value().has_value());
      return;
    }
    self.sleep();
  }
}

CHECKER_SCENARIO(join_handle_awaited) {
  int destroyed = 0;
  made_task<at_once> task{at_once(destroyed)};
  std::thread other([&] { task.run(); });
  assert(kioto::block_on(task.handle).has_value());
  other.join();
  assert(destroyed == 1);
}

CHECKER_SCENARIO(join_handle_dropped) {
  int destroyed = 0;
  made_task<at_once> task{at_once(destroyed)};
  std::thread other([&] { task.run(); });
  task.handle.detach();
  other.join();
  assert(destroyed == 1);
}

CHECKER_SCENARIO(join_handle_dropped_after_a_poll) {
  int destroyed = 0;
  made_task<at_once> task{at_once(destroyed)};
  std::thread other([&] { task.run(); });
  sleeper self;
  (void)task.handle.poll(self.cx());
  task.handle.detach();
  other.join();
  assert(destroyed == 1);
}

CHECKER_SCENARIO(join_handle_changes_wakers) {
  int destroyed = 0;
  made_task<at_once> task{at_once(destroyed)};
  std::thread other([&] { task.run(); });
  sleeper before, after;
  if (task.handle.poll(before.cx()).is_pending()) {
    poll_until_ready(task.handle, after);
  }
  other.join();
  assert(destroyed == 1);
}

CHECKER_SCENARIO(join_handle_polled_twice) {
  int destroyed = 0;
  made_task<at_once> task{at_once(destroyed)};
  std::thread other([&] { task.run(); });
  sleeper self;
  if (task.handle.poll(self.cx()).is_pending()) {
    poll_until_ready(task.handle, self);
  }
  other.join();
  assert(destroyed == 1);
}

// It gives a value, or "cancelled"; never neither.
CHECKER_SCENARIO(join_handle_aborted) {
  int destroyed = 0;
  made_task<at_once> task{at_once(destroyed)};
  std::thread runs([&] { task.run(); });
  std::thread aborts([handle = task.handle.abort_handle()] { handle.abort(); });
  const bool has_value = kioto::block_on(task.handle).has_value();
  runs.join();
  aborts.join();
  assert(destroyed == (has_value ? 1 : 0));
}

CHECKER_SCENARIO(join_handle_is_finished) {
  int destroyed = 0;
  made_task<at_once> task{at_once(destroyed)};
  std::thread other([&] { task.run(); });
  if (task.handle.is_finished()) {
    sleeper self;
    assert(task.handle.poll(self.cx()).is_ready());
  }
  task.handle.detach();
  other.join();
  assert(destroyed == 1);
}

}  // namespace
