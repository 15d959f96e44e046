// SPDX-License-Identifier: MIT
//
// multi_thread: an executor with threads of its own, the workers, which take
// work from each other.
//
//   block_on   other threads          worker 0      worker 1     ...
//      |             |               [next slot]   [next slot]
//   its own    +-----v------+        [   ring  ]<--[  ring   ]  steal
//   thread     |global queue| -----> [         ]   [         ]
//              +------------+
//
// block_on() polls its future on the thread that calls it, and runs no tasks.
//
// Thread safety: any thread may call what is public.
//
// Invariants
//   1. A task that is in a queue is seen: whoever puts it there wakes a worker
//      unless one searches already (idle_workers.hpp).
//   2. Every live task has its poll now, or is in a queue, or in the list of a
//      worker: there from the first time on that it waits.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <kioto/rt/idle_workers.hpp>
#include <kioto/rt/park.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <kioto/rt/worker.hpp>
#include <kioto/rt/worker_parker.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/task_queue.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace kioto::detail {

class multi_thread final : public scheduler {
 public:
  /// Starts the workers. Errors: std::system_error if there are no threads.
  explicit multi_thread(const scheduler_config& config);
  ~multi_thread() override;

  void schedule(task_header& task) noexcept override;
  bool adopt(task_header& task) noexcept override;
  void spawn(task_header& task) noexcept override;
  void block_on(root_future& future) override;

  [[nodiscard]] std::size_t workers() const noexcept override {
    return workers_.size();
  }
  [[nodiscard]] const worker_activity& activity(
      std::size_t worker) const noexcept override {
    return workers_[worker]->activity();
  }
  [[nodiscard]] std::size_t queue_depth(
      std::size_t worker) const noexcept override {
    return workers_[worker]->ring().size();
  }
  [[nodiscard]] std::size_t global_queue_depth() const noexcept override {
    // relaxed: a number, of some moment.
    return global_size_.load(std::memory_order_relaxed);
  }

  // --- for workers ---

  [[nodiscard]] idle_workers& idle() noexcept { return idle_; }
  [[nodiscard]] std::size_t size() const noexcept { return workers_.size(); }
  [[nodiscard]] worker& at(std::size_t i) noexcept { return *workers_[i]; }

  /// Whether the workers have to stop.
  [[nodiscard]] bool stops() const noexcept {
    // acquire: what shut_down() did before.
    return stops_.load(std::memory_order_acquire);
  }

  /// Whether all threads but the caller's have ended, which destroys what is
  /// left. Threads: those of workers.
  [[nodiscard]] bool is_ending() const noexcept { return ending_; }

  /// Starts a thread that takes the worker, if that is still on offer then.
  void start_thread_for(worker& w) noexcept;

  /// Puts a task into the global queue, and wakes a worker for it.
  void submit(task_header& task) noexcept { (void)submit(task, false); }
  void push_global(task_queue&& tasks) noexcept;
  /// Returns: null if there is nothing.
  task_header* pop_global() noexcept;
  /// A part of the global queue for one worker, `most` at the most.
  task_queue pop_global(std::size_t most) noexcept;
  [[nodiscard]] bool has_global() const noexcept {
    // relaxed: a hint; whoever pushes looks at the sleepers afterwards.
    return global_size_.load(std::memory_order_relaxed) != 0;
  }

  /// Wakes a worker if there is work and nobody searches.
  void notify_one() noexcept;
  /// The same, if any queue holds a task.
  void notify_if_work() noexcept;

 private:
  void begin_to_shut_down() noexcept override;
  void wait_for_the_end(std::optional<time_point> deadline) noexcept override;
  // Requires: the mutex is held.
  std::thread start_thread(worker& w, bool is_offer);
  void run_worker(worker& w, bool is_offer) noexcept;
  // This thread has no worker any more. Returns: whether no other has one.
  bool is_last_to_leave() noexcept;
  void cancel_all() noexcept;
  // Returns: false, and nothing is queued, if the runtime takes no new tasks.
  bool submit(task_header& task, bool is_new) noexcept;

  thread_park events_;
  shared_park park_{events_, {}};
  idle_workers idle_;
  std::vector<std::unique_ptr<worker>> workers_;
  std::atomic<bool> stops_{false};
  std::atomic<std::size_t> global_size_{0};  // written under the mutex
  // Threads that have put a task into the global queue, and are about to wake a
  // worker: cancel_all() waits for them.
  std::atomic<int> submitting_{0};
  thread_parker
      last_tasks_;  // where cancel_all() waits for those that are left

  std::mutex mutex_;  // of what follows
  task_queue global_;
  bool closed_ = false;
  bool ending_ = false;          // written by the last thread when it is alone
  std::size_t with_worker_ = 0;  // threads that have, or had, a worker to run
  std::size_t running_ = 0;      // threads; 0 when the last task is gone, too
  std::condition_variable ended_;
};

}  // namespace kioto::detail
