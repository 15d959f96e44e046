// SPDX-License-Identifier: MIT
//
// ch01.leaf: Five futures by hand
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members of
// yield_now_future.
//
// yield_now(): lets others run. The future asks to be polled again at once,
// and returns pending: its owner gets a turn in between.
//
// Thread safety: that of a plain value.
#pragma once

#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>

namespace kioto {

/// Is the future that `yield_now()` returns.
class [[nodiscard]] yield_now_future {
 public:
  using output_type = void;

  /// First poll: wakes the waker of that poll, once, and is pending. Second
  /// poll: is ready. The waker is never cloned.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "yield_now: polled after completion" if it is.
  kioto::poll<void> poll(context& cx, std::source_location where =
                                          std::source_location::current()) {
    KIOTO_TODO("ch01.leaf");
  }

 private:
  // Yours: the private members of yield_now_future
};

/// Makes a future that is pending once, and wakes its task at once.
[[nodiscard]] inline yield_now_future yield_now() { return {}; }

}  // namespace kioto
