// SPDX-License-Identifier: MIT
//
// ch01.leaf: Five futures by hand
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members of
// lazy_future.
//
// lazy(fn): a function call that waits to be polled.
//
// Thread safety: that of a plain value. `fn` runs on the thread that polls.
#pragma once

#include <functional>
#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

/// Is the future that `lazy(fn)` returns.
template <class F>
class [[nodiscard]] lazy_future {
 public:
  using output_type = std::remove_cv_t<std::invoke_result_t<F>>;

  explicit lazy_future(F fn) { KIOTO_TODO("ch01.leaf"); }

  /// Calls `fn` and gives what it returns; the waker is neither cloned nor
  /// woken. `fn` is called once, as an rvalue, and destroyed before this poll
  /// ends. An exception from it leaves the poll, and the future is complete.
  ///
  /// Requires: not polled before; stops the program with the caller's line and
  /// "lazy: polled after completion" if it was.
  kioto::poll<output_type> poll(
      context&, std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch01.leaf");
  }

 private:
  // Yours: the private members of lazy_future
};

/// Makes a future that calls `fn()` in its first poll and is ready with what
/// it returns, which may be `void` or move-only.
///
/// Cancel safety: a future that was not polled never calls `fn`.
template <class F>
[[nodiscard]] lazy_future<std::decay_t<F>> lazy(F&& fn) {
  return lazy_future<std::decay_t<F>>(std::forward<F>(fn));
}

}  // namespace kioto
