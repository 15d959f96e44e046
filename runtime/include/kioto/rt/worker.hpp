// SPDX-License-Identifier: MIT
//
// worker: one thread of a multi_thread runtime. It runs what it finds, in this
// order:
//
//   next slot     the task that was woken last: its data is in the cache. At
//                 most 3 from here in a row, on one budget
//   own ring      others may steal from it
//   global queue  what other threads have scheduled, and what did not fit
//   other rings   half of what is there
//   events        then it sleeps
//
// The global queue comes first every `global_queue_interval` polls, and the
// events every `event_interval`, so that none of them starves.
//
// Thread safety: schedule() with `soon` and forget(): as task_owner says. What
// is public besides is for any thread where it says so. The rest belongs to the
// worker's thread.
//
// Invariants
//   1. A task in `alive_` has this worker as its owner. Only this worker's
//      thread, or shut_down() when that has ended, changes `alive_`.
//   2. A task that another worker has completed is in `gone_`, with a reference
//      of its own, until this worker takes it out of `alive_`.
//
// #region answer-notes
// Rejected
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
#include <kioto/task/budget.hpp>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_list.hpp>
#include <kioto/task/task_queue.hpp>

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

  void schedule(task_header& task, place where) noexcept override;
  void forget(task_header& task) noexcept override;

  /// A new task, held by the caller, is to run soon. Threads: this worker's.
  void spawn(task_header& task) noexcept;

  /// Runs tasks until the runtime shuts down: the body of the thread.
  void run() noexcept;

  /// Ends the sleep. Threads: any.
  void notify() noexcept { parker_.notify(); }

  [[nodiscard]] const multi_thread& pool() const noexcept { return pool_; }
  /// Threads: any may steal from it.
  [[nodiscard]] steal_ring& ring() noexcept { return ring_; }

  /// Cancels what is in its queues and its list. Returns: whether none of its
  /// tasks is left. Requires: run() has returned.
  bool cancel_all() noexcept;

 private:
  task_header* next_task() noexcept;
  task_header* from_global_queue() noexcept;
  task_header* steal() noexcept;
  void run_tasks(task_header& first) noexcept;
  void run_one(task_header& task) noexcept;
  void push(task_header& task) noexcept;
  void adopt(task_header& task) noexcept;
  void look_for_events() noexcept;
  void take_behind() noexcept;
  void take_out_the_gone() noexcept;
  void stop_searching() noexcept;
  [[nodiscard]] bool has_work() const noexcept;
  void park() noexcept;

  multi_thread& pool_;
  const std::size_t index_;

  // Any thread.
  steal_ring ring_;
  worker_parker parker_;
  std::atomic<task_header*> gone_{nullptr};  // a stack, linked by queue_next

  // This worker's thread.
  task_header* next_ = nullptr;
  task_queue behind_;
  task_list alive_;
  budget units_;
  std::uint32_t tick_ = 0;
  std::uint64_t chance_;
  bool searches_ = false;
  bool may_use_next_ = true;
};

}  // namespace kioto::detail
