// SPDX-License-Identifier: MIT
//
// current_thread: an executor without a thread of its own. Whoever is in
// block_on() drives it: polls its root future, the tasks, and sleeps when there
// is nothing to do.
//
//   other threads            the thread that drives
//     schedule --> remote --> local run queue --> run --+--> idle
//     spawn                       ^                     |
//                                 +---- woken again ----+
//                                 +-- behind <-- yield -+
//
// One turn of the loop: the root future if it was woken; then up to
// `event_interval` tasks, the remote queue being looked at every
// `global_queue_interval`; then one look for events, after which what yielded
// is in the queue again.
//
// Several threads may be in block_on(): one drives, the others poll their own
// root future only, and one of them takes over when the first one leaves.
//
// Thread safety: schedule() and spawn(): any thread. The core belongs to the
// thread that drives.
//
// Invariants
//   1. Every live task has its poll now, or is in a queue, or in `core_.alive`:
//      there from the first time on that it waits.
//   2. A task that somebody else holds is in `remote_`, or will be: its holder
//      is in schedule(), between the wake and the push.
//   3. A thread that sleeps for the core is in `waiting_`, or drives.
//
// #region answer-notes
// Rejected
//   - One queue with a lock for all: 20 ns in each wake, where a wake by the
//     thread that drives needs none.
//   - A count of references to the scheduler in each task, so that a late wake
//     finds it alive: two atomic writes a task. Invariant 2 does the same: the
//     end waits until whoever holds a task has handed it in.
//   - What yields at the end of the local queue: a task that only yields would
//     keep the loop from looking for events.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <cstdint>
#include <kioto/future/future.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/rt/park.hpp>
#include <kioto/rt/spinner.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/task_list.hpp>
#include <kioto/task/task_queue.hpp>
#include <memory>
#include <mutex>

namespace kioto::detail {

class root_waiter;

class current_thread final : public scheduler {
 public:
  explicit current_thread(const scheduler_config& config);

  void schedule(task_header& task) noexcept override;
  void spawn(task_header& task) noexcept override;
  bool adopt(task_header& task) noexcept override;
  void forget(task_header& task) noexcept override;

  void block_on(root_future& root) override;

  void hold_clock() noexcept override;
  void release_clock() noexcept override;

  [[nodiscard]] std::size_t workers() const noexcept override { return 1; }
  [[nodiscard]] const worker_activity& activity(
      std::size_t) const noexcept override {
    return activity_;
  }
  [[nodiscard]] std::size_t queue_depth(std::size_t) const noexcept override {
    return activity_.queue_depth();
  }
  [[nodiscard]] std::size_t global_queue_depth() const noexcept override;

  /// Is asked before the runtime sleeps; null: nobody. Threads: the one that
  /// drives, or all while nobody does.
  void set_idle_hook(idle_hook* hook) noexcept { core_.hook = hook; }

  /// Whether this thread drives one, of any runtime.
  [[nodiscard]] static bool is_driven_here() noexcept;

 private:
  friend class root_waiter;
  class driving;

  void begin_to_shut_down() noexcept override;
  void wait_for_the_end(std::optional<time_point> deadline) noexcept override;

  // Whether the caller drives now; if not, it is in the list of those that
  // wait for that.
  bool begin_to_drive(root_waiter& root) noexcept;
  // Requires: the mutex is held.
  void unlist(root_waiter& root) noexcept;
  void stop_waiting(root_waiter& root) noexcept;
  void drive(root_waiter& root, root_future& future, const waker& self);
  // Returns: whether the future is over.
  bool poll_future(root_future& future, const waker& self);
  next_place run(task_header& task, task_poller& by) noexcept;
  void sleep(const root_waiter& root) noexcept;
  // Polls tasks for one turn, then looks for events. Returns: whether there
  // may be more to run.
  bool run_tasks(task_poller& by) noexcept;
  task_header* next_task() noexcept;
  void take_remote() noexcept;
  void cancel_queued() noexcept;

  // The core: of the thread that drives.
  struct {
    task_queue local;
    task_queue behind;  // what yielded, until the next look for events
    task_list alive;
    std::uint32_t until_remote = 0;  // polls, until others' tasks are looked at
    idle_hook* hook = nullptr;
    spinner spin;  // while blocking jobs run
  } core_;

  worker_activity activity_;           // written by the thread that drives
  std::atomic<std::size_t> holds_{0};  // of the clock; any thread

  std::unique_ptr<park> park_;  // wait() and poll(): the core's; notify(): any

  // A hint for the core; written under the mutex, as the queue is.
  std::atomic<bool> has_remote_{false};

  mutable std::mutex mutex_;  // of what follows
  task_queue remote_;
  std::size_t remote_size_ = 0;
  bool closed_ = false;
  bool driven_ = false;
  root_waiter* waiting_ = nullptr;  // a list, the latest first
};

/// The waker of a root future, and where its thread waits for the core.
class root_waiter final : public wakeable {
 public:
  explicit root_waiter(current_thread& of) noexcept : of_(of) {}

  /// Threads: any.
  void wake() noexcept override;

 private:
  friend class current_thread;

  // Whether a wake came since the last time. Threads: the owner.
  bool take_wake() noexcept;
  bool was_woken() const noexcept {
    // relaxed: nothing is learnt from "no"; whoever wakes from here on leaves a
    // token where the owner sleeps.
    return woken_.load(std::memory_order_relaxed);
  }

  current_thread& of_;
  const scheduler_ptr keep_alive_{of_};

  // Written by any thread that wakes, and by the owner; the future has to be
  // polled first of all.
  std::atomic<bool> woken_{true};
  // Written by the owner: it sleeps in the park of the scheduler, and not in
  // the parker.
  std::atomic<bool> drives_{false};
  thread_parker parker_;
  root_waiter* next_ = nullptr;  // under the scheduler's mutex
  bool is_listed_ = false;       // likewise
};

}  // namespace kioto::detail
