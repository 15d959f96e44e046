// SPDX-License-Identifier: MIT
//
// scheduler: what a task, a handle and a builder know of an executor. Each kind
// of runtime is one.
//
// Thread safety: any thread may call schedule() and spawn(), and add or drop
// references. What else there is says who calls it.
//
// Lifetime: a scheduler has a reference count: of its runtime, of handles, of
// root futures and of its threads. Tasks have none; it outlives them, since it
// goes only when each of its tasks is complete.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <kioto/detail/assert.hpp>
#include <kioto/detail/clock.hpp>
#include <kioto/task/observer.hpp>
#include <kioto/task/service_slot.hpp>
#include <kioto/task/task_header.hpp>
#include <kioto/task/worker_activity.hpp>
#include <optional>
#include <source_location>
#include <string>
#include <thread>
#include <utility>

namespace kioto::detail {

/// What a builder says of a scheduler.
struct scheduler_config {
  // Of a multi_thread runtime: as many as there are cores.
  std::uint32_t worker_threads =
      std::max(1u, std::thread::hardware_concurrency());
  std::uint32_t max_blocking_threads = 512;
  std::uint32_t event_interval = 61;         // polls between looks for events
  std::uint32_t global_queue_interval = 61;  // and at what others schedule
  // Of the runtime's own threads.
  std::string thread_name = "kioto";
  std::function<void()> on_thread_start;
  std::function<void()> on_thread_stop;
  // How long a thread of spawn_blocking() waits for another job.
  std::chrono::steady_clock::duration thread_keep_alive =
      std::chrono::seconds(10);

  // Both outlive the scheduler.
  const clock_source* time = &steady_time;
  observer* observed_by = nullptr;
};

/// A future that a thread waits for in block_on(), whatever its type is.
class root_future {
 public:
  explicit root_future(std::source_location where) noexcept : where(where) {}

  /// Polls it. Returns: whether it is over. Throws what the poll throws.
  virtual bool poll(context& cx) = 0;

  const std::source_location where;  // the call of block_on()

 protected:
  ~root_future() = default;
};

/// Is asked when a runtime has nothing to do.
class idle_hook {
 public:
  /// Nothing is left to run, and nobody holds the clock. Returns: whether that
  /// has changed; the runtime sleeps if not.
  virtual bool on_idle() noexcept = 0;

 protected:
  ~idle_hook() = default;
};

class scheduler : public task_owner {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  scheduler(const scheduler&) = delete;
  scheduler& operator=(const scheduler&) = delete;

  /// Takes a new task over, which the caller holds: schedules it, or cancels it
  /// at once when the runtime has gone.
  virtual void spawn(task_header& task) noexcept = 0;

  /// Runs `root` to its end on this thread, with tasks beside it.
  ///
  /// Errors: what `root` throws.
  virtual void block_on(root_future& root) = 0;

  /// Destroys all tasks; those that are spawned from now on are cancelled at
  /// once, and so are blocking jobs that have not begun. Returns when the last
  /// task is gone and the last job has ended, or at the deadline: what runs
  /// then is left behind, and ends by itself. Requires: nobody is in
  /// block_on().
  void shut_down(std::optional<time_point> deadline) noexcept {
    begin_to_shut_down();
    blocking.close();
    wait_for_the_end(deadline);
    blocking.wait_until(deadline);
    for (service_slot* slot : {&signal, &io, &timers, &watchdog}) {
      slot->close();
      slot->wait_until(deadline);
    }
  }

  /// The runtime's time.
  [[nodiscard]] time_point now() const noexcept { return config_.time->now(); }

  // --- what it does; any thread may look ---

  [[nodiscard]] virtual std::size_t workers() const noexcept = 0;
  [[nodiscard]] virtual const worker_activity& activity(
      std::size_t worker) const noexcept = 0;
  /// Tasks in the worker's own queue.
  [[nodiscard]] virtual std::size_t queue_depth(
      std::size_t worker) const noexcept = 0;
  /// Tasks that no worker has taken yet.
  [[nodiscard]] virtual std::size_t global_queue_depth() const noexcept = 0;

  [[nodiscard]] const scheduler_config& config() const noexcept {
    return config_;
  }

  // --- what later layers add ---

  service_slot blocking;  // threads for functions that block
  service_slot io;
  service_slot timers;
  service_slot signal;
  service_slot watchdog;

  /// Something runs elsewhere that may make work: a clock that stands still may
  /// not jump. Threads: any.
  virtual void hold_clock() noexcept {}
  /// It is over. Threads: any.
  virtual void release_clock() noexcept {}

  void add_reference() noexcept {
    // relaxed: the caller's own reference keeps it alive.
    references_.fetch_add(1, std::memory_order_relaxed);
  }

  void drop_reference() noexcept {
    // release, acquire: what each owner did comes before the end.
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

 protected:
  explicit scheduler(const scheduler_config& config) noexcept
      : config_(config) {}
  virtual ~scheduler() = default;

  virtual void begin_to_shut_down() noexcept = 0;
  /// Waits until the last task is gone, or for the deadline.
  virtual void wait_for_the_end(
      std::optional<time_point> deadline) noexcept = 0;

 private:
  const scheduler_config config_;
  std::atomic<std::size_t> references_{1};  // any thread
};

/// Owns one reference to a scheduler, or is empty.
class scheduler_ptr {
 public:
  scheduler_ptr() noexcept = default;
  explicit scheduler_ptr(scheduler& s) noexcept : scheduler_(&s) {
    s.add_reference();
  }
  scheduler_ptr(const scheduler_ptr& other) noexcept
      : scheduler_(other.scheduler_) {
    if (scheduler_ != nullptr) scheduler_->add_reference();
  }
  scheduler_ptr(scheduler_ptr&& other) noexcept
      : scheduler_(std::exchange(other.scheduler_, nullptr)) {}
  scheduler_ptr& operator=(scheduler_ptr other) noexcept {
    std::swap(scheduler_, other.scheduler_);
    return *this;
  }
  ~scheduler_ptr() {
    if (scheduler_ != nullptr) scheduler_->drop_reference();
  }

  scheduler& operator*() const noexcept { return *scheduler_; }
  scheduler* operator->() const noexcept { return scheduler_; }

 private:
  scheduler* scheduler_ = nullptr;
};

/// Whether this thread polls futures of a runtime, of any: to block it would
/// stall that.
inline constinit thread_local bool this_thread_polls = false;

/// Of the runtime that this thread has entered last; null: none.
inline constinit thread_local scheduler* this_threads_scheduler = nullptr;

/// Makes a scheduler the current one of this thread, for a scope. Scopes end in
/// the reverse order of their begin.
class scheduler_scope {
 public:
  explicit scheduler_scope(scheduler& s) noexcept
      : entered_(&s), outer_(std::exchange(this_threads_scheduler, &s)) {}
  scheduler_scope(const scheduler_scope&) = delete;
  scheduler_scope& operator=(const scheduler_scope&) = delete;

  /// Requires: it is the innermost scope of this thread; stops the program if
  /// not.
  ~scheduler_scope() {
    KIOTO_ASSERT(this_threads_scheduler == entered_,
                 "enter: guards have to go in the reverse order, on the thread "
                 "that made them");
    this_threads_scheduler = outer_;
  }

 private:
  scheduler* entered_;
  scheduler* outer_;
};

}  // namespace kioto::detail
