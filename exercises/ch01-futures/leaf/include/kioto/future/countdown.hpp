// SPDX-License-Identifier: MIT
//
// ch01.leaf: Five futures by hand
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members of
// countdown_future.
//
// countdown(n): pending n times, then ready. The smallest future that has to
// remember how far it has come.
//
// Thread safety: that of a plain value.
#pragma once

#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>

namespace kioto {

/// Is the future that `countdown(n)` returns.
class [[nodiscard]] countdown_future {
 public:
  /// The number that the countdown began with.
  using output_type = unsigned;

  explicit countdown_future(unsigned n) { KIOTO_TODO("ch01.leaf"); }

  /// First n polls: wakes the waker of that poll, once, and is pending. The
  /// poll after them: is ready with n. The waker is never cloned.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "countdown: polled after completion" if it is.
  kioto::poll<unsigned> poll(context& cx, std::source_location where =
                                              std::source_location::current()) {
    KIOTO_TODO("ch01.leaf");
  }

 private:
  // Yours: the private members of countdown_future
};

/// Makes a future that is pending `n` times, waking its task each time, and
/// then ready with `n`. `countdown(0)` is ready in its first poll.
[[nodiscard]] inline countdown_future countdown(unsigned n) {
  return countdown_future(n);
}

}  // namespace kioto
