// SPDX-License-Identifier: MIT
//
// join_handle: the way back from a spawned task. Awaiting it gives what the
// task gave; destroying it lets the task run on by itself.
//
// Thread safety: a join_handle belongs to one thread at a time; abort(),
// is_finished() and abort_handles may be used by any, at the same time.
//
// Invariants
//   1. While `registered_` is false, the task's slot for the join waker is
//      empty, or is this handle's to fill.
//   2. The outcome is taken once; `task_` is null from then on.
#pragma once

#include <expected>
#include <kioto/detail/assert.hpp>
#include <kioto/detail/outcome.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/task/join_error.hpp>
#include <kioto/task/task_cell.hpp>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

template <class T>
class join_handle;

namespace detail {
template <class T>
join_handle<T> handle_of(task_header& task) noexcept;
}  // namespace detail

/// Can end a task, whatever it gives. Copies belong to the same task.
class abort_handle {
 public:
  abort_handle(const abort_handle& other) noexcept : task_(other.task_) {
    if (task_ != nullptr) task_->state.add_reference();
  }
  abort_handle(abort_handle&& other) noexcept
      : task_(std::exchange(other.task_, nullptr)) {}
  abort_handle& operator=(abort_handle other) noexcept {
    std::swap(task_, other.task_);
    return *this;
  }
  ~abort_handle() {
    if (task_ != nullptr) task_->drop_reference();
  }

  /// As join_handle::abort(). Requires: not moved from.
  void abort() const noexcept { task_->abort(); }

  /// As join_handle::is_finished(). Requires: not moved from.
  [[nodiscard]] bool is_finished() const noexcept {
    return task_->state.is_complete();
  }

 private:
  template <class T>
  friend class join_handle;

  explicit abort_handle(detail::task_header& task) noexcept : task_(&task) {
    task.state.add_reference();
  }

  detail::task_header* task_;
};

/// Is a future: what a spawned task gives, or why it gives nothing.
///
/// Cost: awaiting allocates nothing.
/// Cancel safety: an await that is dropped loses nothing if the handle itself
/// stays; a handle that is destroyed lets the task run on, its value is lost.
template <class T>
class [[nodiscard]] join_handle {
 public:
  using output_type = std::expected<T, join_error>;

  join_handle(join_handle&& other) noexcept
      : task_(std::exchange(other.task_, nullptr)) {}
  join_handle& operator=(join_handle&& other) noexcept {
    join_handle taken(std::move(other));
    std::swap(task_, taken.task_);
    return *this;
  }

  /// Lets the task run on. A value that is there already is destroyed here.
  ~join_handle() { detach(); }

  /// Gives the outcome when the task has ended: its frame is destroyed then.
  /// Spends a unit of the budget.
  ///
  /// Only the waker of the latest poll is woken.
  /// Requires: it has not given the outcome, is not detached or moved from;
  /// stops the program with the caller's line if not.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(task_ != nullptr, "join_handle: polled after completion",
                 where);
    detail::budget_unit unit(cx);
    if (!unit.is_granted()) return kioto::poll<output_type>::pending();
    if (!is_over(cx)) return kioto::poll<output_type>::pending();
    unit.spend();
    auto& outcome =
        *static_cast<detail::outcome<T>*>(task_->kind().vtable->output(*task_));
    kioto::poll<output_type> result = taken_from(outcome);
    std::destroy_at(std::addressof(outcome));
    std::exchange(task_, nullptr)->drop_reference();
    return result;
  }

  /// Ends the task: its frame is destroyed by its scheduler where it waits, or
  /// when its poll that runs now is pending. Of a finished task nothing
  /// changes. The outcome is `cancelled`, unless the task was faster.
  ///
  /// Threads: any. Requires: as poll().
  void abort() const noexcept { task_->abort(); }

  /// Whether the outcome is there. Threads: any. Requires: as poll().
  [[nodiscard]] bool is_finished() const noexcept {
    return task_->state.is_complete();
  }

  /// Requires: as poll().
  [[nodiscard]] kioto::abort_handle abort_handle() const noexcept {
    return kioto::abort_handle(*task_);
  }

  /// Lets the task run on, as the destructor does; this handle is empty then.
  void detach() noexcept {
    if (task_ == nullptr) return;
    detail::task_header& task = *std::exchange(task_, nullptr);
    if (task.state.drop_join_interest()) {
      task.join_waker = kioto::waker();
    } else {
      task.kind().vtable->drop_output(task);
    }
    task.drop_reference();
  }

 private:
  friend join_handle detail::handle_of<T>(detail::task_header& task) noexcept;

  explicit join_handle(detail::task_header& task) noexcept : task_(&task) {}

  static kioto::poll<output_type> taken_from(detail::outcome<T>& outcome) {
    using result = kioto::poll<output_type>;
    if (outcome.has_error()) {
      return result::ready(std::unexpect,
                           join_error::panicked(outcome.take_error()));
    }
    if (!outcome.has_value()) {
      return result::ready(std::unexpect, join_error::cancelled());
    }
    if constexpr (std::is_void_v<T>) {
      return result::ready();
    } else {
      return result::ready(std::in_place, outcome.take());
    }
  }

  // Whether the task is complete; if not, it wakes the waker of `cx`.
  bool is_over(context& cx) noexcept {
    detail::task_state& state = task_->state;
    if (state.is_complete()) return true;
    // The slot may be the task's, which reads it when it completes.
    if (state.has_join_waker() && !state.unset_join_waker()) return true;
    task_->join_waker = cx.waker();
    return !state.set_join_waker();
  }

  detail::task_header* task_;  // null: the outcome was given, or moved from
};

/// The only join_handle of a new task, whose future gives a T.
template <class T>
join_handle<T> detail::handle_of(task_header& task) noexcept {
  return join_handle<T>(task);
}

}  // namespace kioto
