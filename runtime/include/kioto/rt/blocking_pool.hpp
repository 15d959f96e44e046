// SPDX-License-Identifier: MIT
//
// blocking_pool: threads for functions that block. A worker that waits in a
// system call or computes for a second keeps all its tasks waiting; here such a
// function has a thread of its own.
//
//   submit --> queue --> thread, thread, ...     started when they are needed,
//                                                ended after 10 s without a job
//
// A job is a task whose only poll calls the function: its join_handle works as
// every other one. A job that has begun cannot be aborted.
//
// Thread safety: any thread.
//
// Invariants
//   1. idle_ threads wait, and are not promised a job; notified_ of those that
//      wait are promised one, each by a submit that has counted it out of
//      idle_. Likewise spinning_ and spotted_, of those that look for a job
//      awake. So two submits never count on the same thread.
//   2. A thread that found no job counts itself out of threads_ before it lets
//      go of the lock: a submit that comes then starts another one, also at the
//      limit.
//   3. A thread keeps the scheduler, and with it the pool, until it ends.
//
// Source: Tokio, tokio/src/runtime/blocking/pool.rs.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <kioto/rt/spinner.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/service_slot.hpp>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_queue.hpp>
#include <mutex>
#include <optional>

namespace kioto::detail {

class blocking_pool final : public task_owner, public service {
 public:
  /// The pool of a runtime.
  [[nodiscard]] static blocking_pool& of(scheduler& s);

  /// Threads are started for `of`, which is their runtime.
  explicit blocking_pool(scheduler& of) noexcept
      : of_(of), most_threads_(of.config().max_blocking_threads) {}

  /// Takes a new job over, which the caller holds. It is cancelled if the
  /// runtime has gone. Errors: std::system_error if there is no thread at all.
  void submit(task_header& job);

  void schedule(task_header& task) noexcept override;

  /// Cancels the jobs that wait, and takes no more.
  void close() noexcept override;

  /// Waits until the last thread has ended. Requires: closed. Returns: false if
  /// the deadline came first.
  bool wait_until(std::optional<time_point> deadline) noexcept override;

 private:
  void start_thread();
  void run() noexcept;
  // Requires: the mutex is held.
  void end_jobs(std::size_t n) noexcept;
  void spin_for_a_job(spinner& spin,
                      std::unique_lock<std::mutex>& lock) noexcept;
  // Waits for a job. Returns: null when the thread is not needed any more.
  task_header* next_job(std::unique_lock<std::mutex>& lock) noexcept;
  bool wait_to_be_notified(std::unique_lock<std::mutex>& lock) noexcept;

  scheduler& of_;
  const std::size_t most_threads_;

  std::atomic<bool> has_jobs_{false};  // a hint; written under the mutex

  std::mutex mutex_;  // of what follows
  std::condition_variable work_, ended_;
  task_queue queue_;
  std::size_t jobs_ = 0;     // in the queue, or running
  std::size_t threads_ = 0;  // that take jobs
  std::size_t alive_ = 0;    // threads that have not ended
  std::size_t idle_ = 0;
  std::size_t notified_ = 0;
  std::size_t spinning_ = 0;
  std::size_t spotted_ = 0;
  bool closed_ = false;
};

}  // namespace kioto::detail
