// SPDX-License-Identifier: MIT
//
// task_local: a variable that has a value of its own in each task that was
// given one. What a thread_local is for threads: a request's id, the user's
// name, without an argument in every function.
//
//   kioto::task_local<int> request;
//
//   spawn(request.scope(7, serve()));      // in serve(): request.get() == 7
//
// The value belongs to a future, and holds while that is polled or destroyed,
// on whatever thread; scopes nest.
//
//   thread --> scope of `user` --> scope of `request` --> null
//              innermost           outer
//
// Thread safety: a task_local may be used by any thread at any time; a value
// belongs to the thread that polls its scope.
//
// #region answer-notes
// Rejected
//   - A thread_local member: C++ has only static ones, so each variable would
//     need a type of its own, or a macro. A walk through the scopes that the
//     thread is in costs a comparison each, and there are seldom more than two.
//   - A map in the task: each task would pay for it, and a combinator could not
//     have values for one of its children.
// #endregion answer-notes
#pragma once

#include <functional>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

/// A value that holds now.
struct local_scope {
  const void* variable;
  void* value;
  local_scope* outer;
};

inline constinit thread_local local_scope* this_threads_locals = nullptr;

/// Lets a value hold until the end of a block.
class entered_scope {
 public:
  entered_scope(const void* variable, void* value) noexcept
      : scope_{variable, value, this_threads_locals} {
    this_threads_locals = &scope_;
  }
  entered_scope(const entered_scope&) = delete;
  entered_scope& operator=(const entered_scope&) = delete;
  ~entered_scope() { this_threads_locals = scope_.outer; }

 private:
  local_scope scope_;
};

}  // namespace detail

/// Is the future that `task_local::scope()` returns.
template <class T, class F>
class [[nodiscard]] task_local_future {
 public:
  using output_type = output_of<F>;

  task_local_future(const void* variable, T value, F&& child)
      : variable_(variable),
        value_(std::move(value)),
        child_(std::forward<F>(child)) {}
  task_local_future(task_local_future&&) = default;
  task_local_future& operator=(task_local_future&&) = delete;

  /// Destroys the child, which still sees the value.
  ~task_local_future() {
    const detail::entered_scope scope(variable_, &value_);
    child_.destroy();
  }

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(child_.has_value(), "task_local: polled after completion",
                 where);
    const detail::entered_scope scope(variable_, &value_);
    auto result = child_.poll(cx, where);
    if (result.is_ready()) child_.destroy();
    return result;
  }

 private:
  const void* variable_;
  T value_;
  detail::future_slot<F> child_;
};

/// Is a variable with a value for each scope. Lives longer than its scopes; a
/// global, as a rule.
template <class T>
class task_local {
 public:
  constexpr task_local() noexcept = default;
  task_local(const task_local&) = delete;
  task_local& operator=(const task_local&) = delete;

  /// Makes a future in which this variable is `value`: in all polls of `child`,
  /// and in its destructor.
  template <class F>
    requires future<std::remove_reference_t<F>>
  [[nodiscard]] task_local_future<T, F> scope(T value, F&& child) const {
    return {this, std::move(value), std::forward<F>(child)};
  }

  /// Calls `fn`, and in it this variable is `value`.
  template <std::invocable Fn>
  decltype(auto) sync_scope(T value, Fn&& fn) const {
    const detail::entered_scope scope(this, &value);
    return std::invoke(std::forward<Fn>(fn));
  }

  /// The value of the innermost scope; null if there is none.
  ///
  /// Threads: any. Cost: a comparison for each scope that the thread is in.
  [[nodiscard]] T* try_get() const noexcept {
    for (const detail::local_scope* at = detail::this_threads_locals;
         at != nullptr; at = at->outer) {
      if (at->variable == this) return static_cast<T*>(at->value);
    }
    return nullptr;
  }

  /// The value of the innermost scope.
  ///
  /// Requires: there is one; stops the program with the caller's line if not.
  [[nodiscard]] T& get(
      std::source_location where = std::source_location::current()) const {
    T* value = try_get();
    KIOTO_ASSERT(value != nullptr, "task_local: no value here", where);
    return *value;
  }
};

}  // namespace kioto
