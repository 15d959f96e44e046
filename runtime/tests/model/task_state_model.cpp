// SPDX-License-Identifier: MIT
//
// task_state: wakes and aborts against the begin and the end of a poll, and
// against the end of the task; and the references.
//
// What holds: one thread at a time polls, and sees what the one before has
// left in the future; after a wake there is a poll that sees what was done
// before it; an aborted task is over; the future is destroyed once; the last
// reference frees the memory.
//
// Seen to fail, one change at a time. Each order: data race, a task
// that is not finished. A write that hides the others' at the begin of a poll:
// leak; a wake that only looks when the task is notified already: a task that
// is not finished, in two_wakes_against_first_poll; idle without a look:
// likewise. The acquire of a wake or abort shows only in end_against_poll,
// where nobody polls.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <thread>
#include <utility>

#include "model/task_on_the_spot.hpp"

namespace {

using model::made_task;
constexpr auto relaxed = std::memory_order_relaxed;

struct source {
  std::atomic<int> wakes{0};
  int destroyed = 0;  // plain: futures, by the holder

  void wake(kioto::waker waker) {
    wakes.fetch_add(1, relaxed);
    std::move(waker).wake();
  }
};

// Ready when there have been so many wakes.
class until_woken {
 public:
  using output_type = int;

  until_woken(source& of, int wakes) : of_(&of), wakes_(wakes) {}
  until_woken(until_woken&& other) noexcept
      : of_(std::exchange(other.of_, nullptr)), wakes_(other.wakes_) {}
  ~until_woken() {
    if (of_ != nullptr) ++of_->destroyed;
  }

  kioto::poll<int> poll(kioto::context&) {
    ++polls_;  // plain: the holder's
    if (of_->wakes.load(relaxed) < wakes_) return kioto::poll<int>::pending();
    return kioto::poll<int>::ready(polls_);
  }

 private:
  source* of_;
  const int wakes_;
  int polls_ = 0;
};

CHECKER_SCENARIO(task_wake_against_first_poll) {
  source s;
  made_task<until_woken> task(until_woken(s, 1));
  std::thread other(
      [&, waker = task.waker()]() mutable { s.wake(std::move(waker)); });
  task.run();
  other.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

CHECKER_SCENARIO(task_two_wakes) {
  source s;
  made_task<until_woken> task(until_woken(s, 2));
  task.run();
  std::thread other(
      [&, waker = task.waker()]() mutable { s.wake(std::move(waker)); });
  s.wake(task.waker());
  other.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

CHECKER_SCENARIO(task_two_wakes_against_first_poll) {
  source s;
  made_task<until_woken> task(until_woken(s, 2));
  std::thread a(
      [&, waker = task.waker()]() mutable { s.wake(std::move(waker)); });
  std::thread b(
      [&, waker = task.waker()]() mutable { s.wake(std::move(waker)); });
  task.run();
  a.join();
  b.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

// The waker may be the last to have the task.
CHECKER_SCENARIO(task_wake_against_the_end) {
  source s;
  {
    made_task<until_woken> task(until_woken(s, 0));
    std::thread([waker = task.waker()]() mutable {
      std::move(waker).wake();
    }).detach();
    task.run();
  }
  assert(s.destroyed == 1);
}

CHECKER_SCENARIO(task_abort_against_poll) {
  source s;
  made_task<until_woken> task(until_woken(s, 1));
  std::thread other([handle = task.handle.abort_handle()] { handle.abort(); });
  task.run();
  other.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

// The end of the runtime does not poll: it destroys the future there and then.
CHECKER_SCENARIO(task_end_against_poll) {
  source s;
  made_task<until_woken> task(until_woken(s, 1));
  std::thread other([&] { task.run(); });
  task.end();
  other.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

CHECKER_SCENARIO(task_abort_against_wake) {
  source s;
  made_task<until_woken> task(until_woken(s, 1));
  task.run();
  std::thread other([handle = task.handle.abort_handle()] { handle.abort(); });
  s.wake(task.waker());
  other.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

CHECKER_SCENARIO(task_abort_against_wake_and_poll) {
  source s;
  made_task<until_woken> task(until_woken(s, 1));
  std::thread a([handle = task.handle.abort_handle()] { handle.abort(); });
  std::thread b(
      [&, waker = task.waker()]() mutable { s.wake(std::move(waker)); });
  task.run();
  a.join();
  b.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

CHECKER_SCENARIO(task_abort_against_the_end) {
  source s;
  made_task<until_woken> task(until_woken(s, 0));
  std::thread other([handle = task.handle.abort_handle()] { handle.abort(); });
  task.run();
  other.join();
  assert(task.handle.is_finished());
  assert(s.destroyed == 1);
}

// --- references ---

CHECKER_SCENARIO(task_last_reference) {
  source s;
  made_task<until_woken> task(until_woken(s, 0));
  task.run();
  std::thread a([waker = task.waker()]() mutable { waker = {}; });
  std::thread b([waker = task.waker()]() mutable { waker = {}; });
  task.handle.detach();
  a.join();
  b.join();
}

}  // namespace
