// SPDX-License-Identifier: MIT
//
// idle_workers and worker_parker, with workers that have nothing but a counter
// of tasks to look at: "nothing is queued, I sleep" against "something is
// queued, who sleeps?". The queue is as the runtime's global queue: written
// under a mutex, looked at without.
//
// What holds: no task stays in the queue while all workers sleep.
//
// Seen to fail, one change at a time. The release of worker_to_notify(), the
// acquire of transition_to_parked(), each order of worker_parker: lost wakeup.
// Who parks while nobody searches does not look again, be it the one that has
// searched or one that was not allowed to; who is woken does not count as
// searching; a store at the begin of a sleep; a worker that pushes and does not
// make sure: lost wakeup. The second look at the counts under the mutex, and
// the wake by the last one that finds a task: those survive; they are for how
// many work, and no task is left without them.
//
// The release of worker_to_notify() and the acquire of transition_to_parked()
// are what the handshake needs. What changes the counts in between continues
// that release, whatever its own order is: all of it reads and writes.
//
// survives: idle_workers::worker_to_notify update acq_rel -> release: both are
// writes, and so have the newest counts in any order; whom to wake is read
// under the mutex.
//
// survives: idle_workers::worker_to_notify update acq_rel -> acquire: of the
// second one, under the mutex. Whom it wakes learns of the task by the token of
// its parker, and the look before has released it to who parks.
//
// survives: idle_workers::transition_to_parked update acq_rel -> acquire: who
// parks has nothing to publish but that it sleeps, and that is under the mutex.
//
// survives: idle_workers::transition_to_searching update acq_rel -> acquire:
// who begins to search has nothing to publish.
//
// survives: idle_workers::transition_to_searching update acq_rel -> release: a
// search that misses a task ends in transition_to_parked(), where the last one
// acquires what all who submit have released, and looks again.
//
// survives: idle_workers::transition_from_searching update acq_rel -> acquire:
// what was found is with the one that found it. What is left was published by
// who submitted it.
//
// survives: idle_workers::transition_from_searching update acq_rel -> release:
// the worker that the last one wakes searches. If it misses the task that this
// acquire would have passed on, it looks again behind transition_to_parked().
//
// survives: idle_workers::unpark update acq_rel -> acquire: what the events
// have brought is the worker's own; it has nothing to publish.
//
// survives: idle_workers::unpark update acq_rel -> release: what was submitted
// while it slept it acquires when it parks again, as everybody does.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <cstddef>
#include <kioto/rt/idle_workers.hpp>
#include <kioto/rt/park.hpp>
#include <kioto/rt/worker_parker.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace {

using kioto::detail::idle_workers;
using kioto::detail::shared_park;
using kioto::detail::thread_park;
using kioto::detail::worker_parker;
constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto acquire = std::memory_order_acquire;
constexpr auto release = std::memory_order_release;

class pool {
 public:
  /// Ends when so many tasks have been taken.
  pool(std::size_t workers, int tasks, bool has_events = false)
      : idle_(workers), has_events_(has_events), tasks_left_(tasks) {
    for (std::size_t i = 0; i < workers; ++i) {
      parkers_.push_back(std::make_unique<worker_parker>(park_));
    }
  }

  void submit() {
    queue();
    notify_one();
  }

  /// A worker looks for work, and has found some.
  void begin_to_search() {
    const bool may = idle_.transition_to_searching();
    assert(may);
  }
  void find() {
    if (idle_.transition_from_searching()) notify_one();
  }

  /// As worker::push(), by a worker that polls.
  void push() {
    queue();
    if (idle_.seems_to_need_one()) {
      notify_one();
    } else {
      is_unsure_ = true;
    }
  }

  /// As worker::make_sure(), before the next poll.
  void make_sure() {
    if (std::exchange(is_unsure_, false)) notify_one();
  }

  /// Wakes the first worker: there is something that no other learns of.
  void happen() {
    event_.store(true, relaxed);
    parkers_[0]->notify();
  }

  /// The life of a worker: as worker::run() and worker::park().
  void work(std::size_t worker) {
    bool searches = false;
    while (!stops_.load(acquire)) {
      bool found = take();
      if (!found && !searches) searches = idle_.transition_to_searching();
      if (!found && searches) found = take();
      if (!found) {
        searches = park(worker, std::exchange(searches, false));
      } else if (std::exchange(searches, false)) {
        if (idle_.transition_from_searching()) notify_one();
      }
    }
  }

 private:
  void queue() {
    const std::lock_guard lock(mutex_);
    size_.store(size_.load(relaxed) + 1, relaxed);
  }

  bool take() {
    if (size_.load(relaxed) == 0) return false;
    const std::lock_guard lock(mutex_);
    const int size = size_.load(relaxed);
    if (size == 0) return false;
    size_.store(size - 1, relaxed);
    if (--tasks_left_ == 0) {
      stops_.store(true, release);
      for (auto& parker : parkers_) parker->notify();
    }
    return true;
  }

  // Returns: whether the worker counts as searching.
  bool park(std::size_t worker, bool searches) {
    const bool nobody_searches = idle_.transition_to_parked(worker, searches);
    if (nobody_searches && size_.load(relaxed) != 0) notify_one();
    while (!stops_.load(acquire)) {
      parkers_[worker]->wait();
      if (has_events_ && event_.exchange(false, relaxed)) {
        return !idle_.unpark(worker);
      }
      if (!idle_.is_parked(worker)) return true;
    }
    return false;
  }

  void notify_one() {
    if (const auto sleeper = idle_.worker_to_notify()) {
      parkers_[*sleeper]->notify();
    }
  }

  thread_park events_;
  shared_park park_{events_, {}};
  idle_workers idle_;
  std::vector<std::unique_ptr<worker_parker>> parkers_;
  std::atomic<int> size_{0};
  std::atomic<bool> stops_{false};
  const bool has_events_;
  std::atomic<bool> event_{false};
  std::mutex mutex_;
  int tasks_left_;
  bool is_unsure_ = false;  // of the one that pushes
};

CHECKER_SCENARIO(idle_workers_one_of_one) {
  const auto p = std::make_unique<pool>(1, 1);
  std::thread worker([&] { p->work(0); });
  p->submit();
  worker.join();
}

CHECKER_SCENARIO(idle_workers_one_task_of_two) {
  const auto p = std::make_unique<pool>(2, 1);
  std::thread a([&] { p->work(0); });
  std::thread b([&] { p->work(1); });
  p->submit();
  a.join();
  b.join();
}

CHECKER_SCENARIO(idle_workers_two_tasks_of_two) {
  const auto p = std::make_unique<pool>(2, 2);
  std::thread a([&] { p->work(0); });
  std::thread b([&] { p->work(1); });
  p->submit();
  p->submit();
  a.join();
  b.join();
}

CHECKER_SCENARIO(idle_workers_two_who_submit) {
  const auto p = std::make_unique<pool>(1, 2);
  std::thread other([&] { p->submit(); });
  std::thread worker([&] { p->work(0); });
  p->submit();
  other.join();
  worker.join();
}

// The other one does not come to it: it is in a poll that takes long.
CHECKER_SCENARIO(idle_workers_pushed_by_a_worker) {
  const auto p = std::make_unique<pool>(2, 1);
  std::thread other([&] { p->work(1); });
  p->push();
  p->make_sure();
  other.join();
}

CHECKER_SCENARIO(idle_workers_two_pushed_by_a_worker) {
  const auto p = std::make_unique<pool>(2, 2);
  std::thread other([&] { p->work(1); });
  p->push();
  p->push();
  p->make_sure();
  other.join();
}

// The other one may not search, since this one does.
CHECKER_SCENARIO(idle_workers_pushed_by_one_that_searched) {
  const auto p = std::make_unique<pool>(2, 1);
  p->begin_to_search();
  std::thread other([&] { p->work(1); });
  p->find();
  p->push();
  p->make_sure();
  other.join();
}

// The one that an event wakes is notified just then, or not.
CHECKER_SCENARIO(idle_workers_woken_by_an_event) {
  const auto p = std::make_unique<pool>(1, 1, true);
  std::thread worker([&] { p->work(0); });
  p->happen();
  p->submit();
  worker.join();
}

// --- worker_parker alone ---

CHECKER_SCENARIO(worker_parker_one_in_the_events) {
  thread_park events;
  shared_park shared{events, {}};
  worker_parker first(shared), second(shared);
  int payload = 0;
  std::thread a([&] { first.wait(); });
  std::thread b([&] {
    second.wait();
    assert(payload == 1);
  });
  first.notify();
  payload = 1;
  second.notify();
  a.join();
  b.join();
}

}  // namespace
