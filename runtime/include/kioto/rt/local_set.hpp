// SPDX-License-Identifier: MIT
//
// local_set: tasks that stay on one thread. On a runtime with workers a task
// may be polled by any of them; one of a local_set is polled where the set is,
// and so may hold what must not change threads.
//
//   kioto::local_set set;
//   rt.block_on(set.run_until([]() -> async<> {
//     spawn_local(draw());                   // on this thread, always
//     ...
//   }()));
//
// A set runs while it is polled: by run_until(), or awaited itself until all of
// its tasks have ended. In one poll it polls at most 61 tasks, then it lets
// others run. Each of its tasks has a budget of its own.
//
// Thread safety: a set belongs to the thread that made it. Its tasks may be
// woken, aborted and joined from any thread.
//
// Invariants
//   1. A live task of the set is in `alive_`.
//   2. A task that another thread has woken is in `remote_`, or will be: its
//      holder is in schedule(), between the wake and the push.
#pragma once

#include <cstdint>
#include <kioto/detail/assert.hpp>
#include <kioto/future/atomic_waker.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <kioto/task/join_handle.hpp>
#include <kioto/task/spawn.hpp>
#include <kioto/task/task_list.hpp>
#include <kioto/task/task_queue.hpp>
#include <memory>
#include <mutex>
#include <source_location>
#include <thread>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

/// What the tasks of a set know of it.
class local_tasks final : public task_owner {
 public:
  void schedule(task_header& task) noexcept override;
  void forget(task_header& task) noexcept override;

  /// A new task, held by the caller. Threads: the set's.
  void spawn(task_header& task) noexcept;

  /// Polls some tasks; wakes the waker of `cx` when there are more, at once or
  /// later. Threads: the set's.
  void run_some(context& cx) noexcept;

  [[nodiscard]] bool is_empty() const noexcept { return alive_.is_empty(); }
  [[nodiscard]] bool is_here() const noexcept {
    return thread_ == std::this_thread::get_id();
  }

  /// Destroys all tasks. Threads: the set's.
  void cancel_all() noexcept;

 private:
  task_header* next_task() noexcept;

  const std::thread::id thread_ = std::this_thread::get_id();

  // The set's thread.
  task_queue local_;
  task_list alive_;
  bool runs_ = false;  // what is queued now is polled without a wake
  bool closed_ = false;

  atomic_waker waker_;  // of whoever polls the set

  std::mutex mutex_;  // of what follows
  task_queue remote_;
  thread_parker handed_in_;  // where cancel_all() waits
};

/// The set that this thread polls; null: none.
inline constinit thread_local local_tasks* this_threads_local_tasks = nullptr;

/// Lets spawn_local() find a set.
class local_tasks_scope {
 public:
  explicit local_tasks_scope(local_tasks& tasks) noexcept
      : outer_(std::exchange(this_threads_local_tasks, &tasks)) {}
  local_tasks_scope(const local_tasks_scope&) = delete;
  local_tasks_scope& operator=(const local_tasks_scope&) = delete;
  ~local_tasks_scope() { this_threads_local_tasks = outer_; }

 private:
  local_tasks* outer_;
};

}  // namespace detail

/// Is the future that `local_set::run_until()` returns.
template <class F>
class [[nodiscard]] run_until_future {
 public:
  using output_type = output_of<F>;

  run_until_future(detail::local_tasks& tasks, F&& child)
      : tasks_(&tasks), child_(std::forward<F>(child)) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(child_.has_value(), "run_until: polled after completion",
                 where);
    const detail::local_tasks_scope scope(*tasks_);
    auto result = child_.poll(cx, where);
    if (result.is_ready()) {
      child_.destroy();
      return result;
    }
    tasks_->run_some(cx);
    return result;
  }

 private:
  detail::local_tasks* tasks_;
  detail::future_slot<F> child_;
};

/// Owns tasks that are polled on this thread only.
class local_set {
 public:
  using output_type = void;

  local_set() : tasks_(std::make_unique<detail::local_tasks>()) {}
  local_set(local_set&&) = default;
  local_set& operator=(local_set&&) = delete;

  /// Destroys all tasks; their join_handles give `cancelled`.
  ///
  /// Requires: it is the set's thread; stops the program if not.
  ~local_set() {
    if (tasks_ == nullptr) return;
    KIOTO_ASSERT(tasks_->is_here(),
                 "local_set: destroyed by another thread than its own");
    tasks_->cancel_all();
  }

  /// Makes a task of the set. It runs when the set is polled.
  ///
  /// Requires: it is the set's thread; stops the program with the caller's line
  /// if not.
  template <spawnable F>
  [[nodiscard]] join_handle<detail::spawned_output<F>> spawn_local(
      F&& future,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(tasks_->is_here(),
                 "local_set: spawn_local on another thread than its own",
                 where);
    return detail::spawn_on(*tasks_, std::forward<F>(future), where);
  }

  /// Runs `child`, and the tasks of this set beside it, until `child` is over.
  /// Tasks that are not stay in the set.
  ///
  /// Cancel safety: that of `child`.
  template <class F>
    requires future<std::remove_reference_t<F>>
  [[nodiscard]] run_until_future<F> run_until(F&& child) {
    return {*tasks_, std::forward<F>(child)};
  }

  /// Runs the tasks until all of them have ended, those that they spawn too.
  kioto::poll<void> poll(context& cx) {
    const detail::local_tasks_scope scope(*tasks_);
    tasks_->run_some(cx);
    return tasks_->is_empty() ? kioto::poll<void>::ready()
                              : kioto::poll<void>::pending();
  }

 private:
  std::unique_ptr<detail::local_tasks> tasks_;  // null: moved from
};

/// Runs `future` as a task of the local_set that this thread polls.
///
/// Requires: there is one; stops the program with the caller's line if not.
template <spawnable F>
[[nodiscard]] join_handle<detail::spawned_output<F>> spawn_local(
    F&& future, std::source_location where = std::source_location::current()) {
  detail::local_tasks* on = detail::this_threads_local_tasks;
  KIOTO_ASSERT(on != nullptr,
               "spawn_local: no local_set is driven on this thread", where);
  return detail::spawn_on(*on, std::forward<F>(future), where);
}

}  // namespace kioto
