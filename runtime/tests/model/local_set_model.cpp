// SPDX-License-Identifier: MIT
//
// local_set: its tasks are woken from another thread, while the set is polled,
// and while it goes.
//
// What holds: a task that was woken is polled, on the set's thread; the end of
// the set waits for whoever has just taken a task to hand in.
//
// Seen to fail, one change at a time. The wake before the push, the waker set
// behind the polls: lost wakeup. An end that does not wait for who hands a task
// in: data race. The last lock of the end survives: who hands a task in has the
// lock, and the task comes out of the list only through the queue, behind that.
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/local_set.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "model/sleeper.hpp"
#include "support/event.hpp"

namespace {

using model::sleeper;
using test::event;

class of_event {
 public:
  using output_type = int;
  explicit of_event(event& of) : of_(&of) {}
  kioto::poll<int> poll(kioto::context& cx) {
    assert(std::this_thread::get_id() == home_);
    return of_->poll(cx);
  }

 private:
  event* of_;
  std::thread::id home_ = std::this_thread::get_id();
};

void run(kioto::local_set& set, sleeper& self) {
  while (set.poll(self.cx()).is_pending()) self.sleep();
}

CHECKER_SCENARIO(local_set_task_is_woken) {
  event e;
  sleeper self;
  kioto::local_set set;
  auto task = set.spawn_local(of_event(e));
  std::thread other([&] { e.set(3); });
  run(set, self);
  assert(task.is_finished());
  other.join();
}

CHECKER_SCENARIO(local_set_task_is_woken_at_the_end) {
  event e;
  std::thread other;
  {
    sleeper self;
    kioto::local_set set;
    auto task = set.spawn_local(of_event(e));
    (void)set.poll(self.cx());
    other = std::thread([&] { e.set(3); });
  }
  other.join();
}

CHECKER_SCENARIO(local_set_task_is_aborted) {
  event e;
  sleeper self;
  kioto::local_set set;
  auto task = set.spawn_local(of_event(e));
  std::thread other([handle = task.abort_handle()] { handle.abort(); });
  run(set, self);
  assert(task.is_finished());
  other.join();
}

}  // namespace
