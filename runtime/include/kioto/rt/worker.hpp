// SPDX-License-Identifier: MIT
//
// worker: one thread of a multi_thread runtime. It runs what it finds, in this
// order:
//
//   next slot     the task that was woken last: its data is in the cache. At
//                 most 3 from here in a row, on one budget
//   own ring      others may steal from it
//   yielded       in turns with the ring. The worker's own while all others
//                 are busy: to run them costs no atomic operation
//   global queue  what other threads have scheduled, and what did not fit
//   other rings   half of what is there
//   events        then it sleeps
//
// The global queue comes first every `global_queue_interval` polls, and the
// events every `event_interval`, so that none of them starves.
//
// Thread safety: schedule() and forget(): as task_owner says. What is public
// besides is for any thread where it says so. The rest belongs to the worker's
// thread.
//
// Invariants
//   1. A task in `alive_` has this worker as its owner. Only this worker's
//      thread, or shut_down() when that has ended, changes `alive_`.
//   2. A task that another thread has completed is in `gone_`, with a reference
//      of its own, until this worker takes it out of `alive_`.
//   3. One thread at a time is the worker's. A task that blocks in place lends
//      it to a new thread; who was late to take it goes (offer_ is true as long
//      as nobody has).
//
// #region answer-notes
// Rejected
//   - To make sure that nobody sleeps at each push: a third of the time of a
//     burst of spawns, since the atomic write waits for all that was written
//     before.
//   - What has yielded into the ring, always: 28 ns a poll instead of 19; and
//     what the ring has no room for goes to the global queue, and to others.
//   - A worker that searches for 25 us before it sleeps: it takes each task as
//     soon as that is in a ring, and the two workers write the same lines in
//     turns: 528 ns for a spawn, where 427 are needed if it sleeps.
//   - Every task in a list from its begin: most end before they wait. A list
//     knows those that have waited; the others are in a queue.
//   - A next slot that others may steal from: an atomic exchange in each wake.
//     A task in it waits for its worker, which comes to it after one poll.
//   - One list of live tasks with a lock: two locks a task, from all workers.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <kioto/rt/steal_ring.hpp>
#include <kioto/rt/worker_parker.hpp>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_list.hpp>
#include <kioto/task/task_queue.hpp>
#include <kioto/task/worker_activity.hpp>

namespace kioto::detail {

class multi_thread;

class worker final : public task_owner {
 public:
  worker(multi_thread& of, std::size_t index, shared_park& park) noexcept
      : pool_(of), index_(index), parker_(park), chance_(index + 1) {}
  worker(const worker&) = delete;
  worker& operator=(const worker&) = delete;

  /// The worker that this thread is, of any runtime; null: none.
  [[nodiscard]] static worker* here() noexcept;

  void schedule(task_header& task) noexcept override;
  /// This worker is its owner from now on. Threads: this worker's.
  bool adopt(task_header& task) noexcept override;
  void forget(task_header& task) noexcept override;

  /// Puts a task, held by the caller, into the next slot. Threads: this
  /// worker's.
  void schedule_here(task_header& task) noexcept;

  /// Runs tasks until the runtime shuts down, or until this thread has lost the
  /// worker: the body of the thread.
  void run() noexcept;

  /// Offers the worker to a new thread, while a task of this one blocks. If
  /// there is no thread to be had, its tasks wait. Threads: this worker's.
  void lend() noexcept;
  /// Takes the worker back, unless another thread has it by now.
  void take_back() noexcept;
  /// Takes what lend() has offered. Returns: false if somebody has it already.
  [[nodiscard]] bool take_offer() noexcept {
    // acquire: the worker as the other thread left it; pairs with the release
    // in lend().
    return offer_.exchange(false, std::memory_order_acquire);
  }

  /// Ends the sleep. Threads: any.
  void notify() noexcept { parker_.notify(); }

  [[nodiscard]] const multi_thread& pool() const noexcept { return pool_; }
  [[nodiscard]] const worker_activity& activity() const noexcept {
    return activity_;
  }
  /// Threads: any may steal from it.
  [[nodiscard]] steal_ring& ring() noexcept { return ring_; }

  /// Cancels what is in its queues and its list. Returns: whether none of its
  /// tasks is left. Requires: run() has returned.
  bool cancel_all() noexcept;

 private:
  task_header* next_task() noexcept;
  task_header* from_global_queue() noexcept;
  task_header* steal() noexcept;
  // Each of the two returns whether this thread still has the worker.
  bool run_tasks(task_header& first, task_poller& by) noexcept;
  bool run_one(task_header& task, task_poller& by) noexcept;
  next_place poll(task_header& task, task_poller& by) noexcept;
  void push(task_header& task) noexcept;
  void make_sure() noexcept;
  void look_for_events() noexcept;
  task_header* yielded_or_from_ring() noexcept;
  void share_yielded() noexcept;
  void take_out_the_gone() noexcept;
  void stop_searching() noexcept;
  [[nodiscard]] bool has_work() const noexcept;
  void park() noexcept;
  void sleep() noexcept;

  multi_thread& pool_;
  const std::size_t index_;

  // Any thread.
  steal_ring ring_;
  worker_parker parker_;
  std::atomic<task_header*> gone_{nullptr};  // a stack, linked by queue_next
  std::atomic<bool> offer_{false};           // the worker has no thread yet

  // This worker's thread; any may look.
  worker_activity activity_;

  // This worker's thread.
  task_header* next_ = nullptr;
  task_queue behind_;   // what yields, until the next look for events
  task_queue yielded_;  // what has yielded before that
  std::uint32_t ring_before_yielded_ = 0;  // polls
  task_list alive_;
  std::uint32_t until_global_ = 0;  // polls, until the global queue comes first
  std::uint32_t until_events_ = 0;  // and until events are looked for
  std::uint64_t chance_;
  bool searches_ = false;
  bool may_use_next_ = true;
  bool is_unsure_ = false;  // whether somebody sleeps who should have a task
};

}  // namespace kioto::detail
