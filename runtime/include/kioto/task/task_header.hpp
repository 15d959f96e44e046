// SPDX-License-Identifier: MIT
//
// task_header: what every task has, whatever its future is. A scheduler sees
// nothing else of a task.
//
//   join_handle ---+                     one allocation
//                  v        +-------------------------------------+
//   waker -----> task ----> | header: state, links, join waker    |
//                  ^        | cell:   the future, then its outcome |
//   run queue -----+        +-------------------------------------+
//   list of the runtime ----+
//
// Thread safety: wake(), abort() and references: any thread. Everything else
// belongs to one party at a time, as the state says (task_state.hpp):
//   the future          the holder; once complete, the outcome in its place is
//                       the join_handle's
//   queue_next          the queue that the holder has put it into
//   task_links          whoever owns the list
//   owner, is_adopted   the holder
//   join_waker          the join_handle, while `join_waker` is not set
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/task/budget.hpp>
#include <kioto/task/task_kind.hpp>
#include <kioto/task/task_state.hpp>
#include <new>
#include <utility>

namespace kioto::detail {

class task_header;

/// Where a task goes that has been run. Whoever has run it holds it still, and
/// puts it there.
enum class next_place {
  none,    // it waits for a wake, or is over: nobody's now
  back,    // of the queue: it was woken in its poll
  behind,  // it has woken itself: the others and a look for events first
};

/// What a task knows of whoever runs it.
class task_owner {
 public:
  /// Puts a task that the caller holds, since it has woken it, into a queue.
  /// Threads: any.
  virtual void schedule(task_header& task) noexcept = 0;

  /// The task waits for the first time, and is in no queue: from now on it is
  /// in a list of its owner, who may be another one then. The caller holds it.
  /// Returns: false if that cannot be done on this thread.
  virtual bool adopt(task_header&) noexcept { return true; }

  /// A task that was adopted is about to be complete. The caller holds it, and
  /// has polled or cancelled it.
  virtual void forget(task_header&) noexcept {}

 protected:
  ~task_owner() = default;
};

/// What a task's future decides.
struct task_vtable {
  /// Polls the future. Returns: whether it is over, and the outcome is stored.
  bool (*poll)(task_header& task, context& cx) noexcept;
  /// Destroys the future; leaves "cancelled" as the outcome.
  void (*cancel)(task_header& task) noexcept;
  /// Destroys the outcome.
  void (*drop_output)(task_header& task) noexcept;
  /// Where the outcome is: an outcome<T>, of the future's type.
  void* (*output)(task_header& task) noexcept;
  /// Frees the memory. Requires: future and outcome are gone.
  void (*deallocate)(task_header& task) noexcept;
};

/// A place in a task_list.
class task_links {
  friend class task_list;

  task_links* next = nullptr;  // set while it is in one, as the other
  task_links* previous = nullptr;
};

/// What this thread polls now.
struct current_poll {
  budget* units;
  bool is_root = false;         // that of a future in block_on()
  bool woken = false;           // the task, by its own poll
  task_header* task = nullptr;  // null: that of a root future, or none
};

/// The polls of this thread; null: it polls nothing of a runtime.
inline constinit thread_local current_poll* this_threads_poll = nullptr;

/// Makes polls the ones of this thread, for a scope. Scopes may be nested: a
/// task may poll others.
class poll_scope {
 public:
  explicit poll_scope(current_poll& polls) noexcept
      : outer_(std::exchange(this_threads_poll, &polls)) {}
  poll_scope(const poll_scope&) = delete;
  poll_scope& operator=(const poll_scope&) = delete;
  ~poll_scope() { this_threads_poll = outer_; }

 private:
  current_poll* outer_;
};

/// Polls tasks on this thread, one after the other: what their polls have in
/// common is set up once. Lives on the stack of that thread.
class task_poller {
 public:
  task_poller() noexcept {}
  task_poller(const task_poller&) = delete;
  task_poller& operator=(const task_poller&) = delete;
  ~task_poller() {}

  /// Of the tasks; whoever lets them run refills it.
  [[nodiscard]] budget& units() noexcept { return units_; }

 private:
  friend class task_header;

  // `task` is polled next, with `cx_`: a wake of it by this thread is its own.
  inline void begin(task_header& task) noexcept;
  // Returns: whether it has woken itself.
  bool end() noexcept {
    polls_.task = nullptr;
    return std::exchange(polls_.woken, false);
  }

  budget units_;
  // That of the task which is polled, without a reference of its own: the
  // holder has the runtime's. So it is never destroyed.
  union {
    kioto::waker waker_{};
  };
  context cx_{waker_, &units_};
  current_poll polls_{&units_};
  const poll_scope scope_{polls_};
};

class task_header : public task_links {
 public:
  task_header(task_kind_number kind, task_owner& of) noexcept
      : owner(&of), kind_(kind) {}
  task_header(const task_header&) = delete;
  task_header& operator=(const task_header&) = delete;

  /// Asks for a poll. Threads: any that has a reference.
  ///
  /// Cost: one atomic write; none in the task's own poll.
  void wake() noexcept {
    // A poll that wakes its own task need not tell the holder: it is the
    // holder.
    current_poll* const here = this_threads_poll;
    if (here != nullptr && here->task == this) {
      here->woken = true;
      return;
    }
    if (state.transition_to_notified() == task_state::wake_result::schedule) {
      owner->schedule(*this);
    }
  }

  /// Asks for the end: the future is destroyed by its scheduler, at the latest
  /// when its next poll would begin. Threads: any that has a reference.
  void abort() noexcept {
    if (state.transition_to_cancelled() == task_state::wake_result::schedule) {
      owner->schedule(*this);
    }
  }

  /// Polls the task, or ends it. Returns: where the caller has to put it; for
  /// `none` it may be gone.
  ///
  /// Requires: the caller holds it, on the thread of its scheduler.
  [[nodiscard]] next_place run(task_poller& by) noexcept;

  /// Destroys the future, unless it is gone, and completes the task as
  /// cancelled. Requires: the caller holds it.
  void cancel() noexcept;

  void drop_reference() noexcept {
    if (state.drop_reference()) kind().vtable->deallocate(*this);
  }

  /// Of its future, and where it was spawned.
  [[nodiscard]] const task_kind& kind() const noexcept {
    return this_programs_kinds[kind_];
  }

  /// A waker of this task, with a reference of its own.
  [[nodiscard]] kioto::waker make_waker() noexcept {
    state.add_reference();
    return kioto::waker(this, waker_table);
  }

  // What each poll needs is last, beside the future.
  kioto::waker join_waker;
  task_owner* owner;
  task_header* queue_next = nullptr;
  task_state state;

 private:
  const task_kind_number kind_;

 public:
  bool is_adopted = false;

 protected:
  ~task_header() = default;

 private:
  friend class task_poller;

  static const waker_vtable waker_table;

  void complete() noexcept;
};

// --- polling, in each executor's loop ---

inline void task_poller::begin(task_header& task) noexcept {
  new (&waker_) waker(&task, task_header::waker_table);
  polls_.task = &task;
}

inline next_place task_header::run(task_poller& by) noexcept {
  if (state.transition_to_polling() == task_state::poll_begin::cancel) {
    cancel();
    return next_place::none;
  }
  by.begin(*this);
  const bool is_over = kind().vtable->poll(*this, by.cx_);
  const bool woken = by.end();
  if (is_over) {
    complete();
    return next_place::none;
  }
  if (woken) return next_place::behind;
  if (!is_adopted && !(is_adopted = owner->adopt(*this))) {
    return next_place::back;
  }
  switch (state.transition_to_idle()) {
    case task_state::poll_end::idle:
      break;
    case task_state::poll_end::again:
      return next_place::back;
    case task_state::poll_end::cancel:
      cancel();
  }
  return next_place::none;
}

}  // namespace kioto::detail
