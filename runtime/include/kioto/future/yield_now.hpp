// SPDX-License-Identifier: MIT
//
// yield_now(): lets others run. The future asks to be polled again at once,
// and returns pending: its owner gets a turn in between.
//
// Thread safety: that of a plain value.
#pragma once

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
    KIOTO_ASSERT(state_ != state::complete,
                 "yield_now: polled after completion", where);
    if (state_ == state::yielded) {
      state_ = state::complete;
      return kioto::poll<void>::ready();
    }
    state_ = state::yielded;
    // Without this nobody would ever poll again. The wake may come before the
    // owner has seen "pending": each owner must be ready for that.
    cx.waker().wake_by_ref();
    return kioto::poll<void>::pending();
  }

 private:
  // #region state
  enum class state : unsigned char { fresh, yielded, complete };

  state state_ = state::fresh;
  // #endregion state
};

/// Makes a future that is pending once, and wakes its task at once.
[[nodiscard]] inline yield_now_future yield_now() { return {}; }

}  // namespace kioto
