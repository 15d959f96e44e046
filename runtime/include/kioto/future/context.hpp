// SPDX-License-Identifier: MIT
//
// context: what a future is given in each poll. Whom to wake, and how much
// work the task may still do before it should let others run.
//
// Thread safety: belongs to the thread that polls, for the length of the poll.
//
// Rejected
//   - A waker as the argument of poll(): the budget, and whatever comes after
//     it, would change the signature of every future.
//   - The waker in a thread-local: a combinator that gives each child a waker
//     of its own would have to set it back on every way out.
#pragma once

#include <kioto/future/waker.hpp>

namespace kioto {

class budget;

/// Carries what a future needs while it is polled.
///
/// A future that wants to be woken later copies `waker()`; it never keeps the
/// context, which is gone when `poll()` returns. It cannot be copied.
class context {
 public:
  /// Makes a context that refers to `waker`, and to a budget if there is one.
  ///
  /// Requires: both live at least as long as the context.
  explicit context(const kioto::waker& waker,
                   kioto::budget* budget = nullptr) noexcept
      : waker_(&waker), budget_(budget) {}

  /// Does not compile: a temporary waker would be gone before the first poll.
  explicit context(kioto::waker&&, kioto::budget* = nullptr) = delete;

  context(const context&) = delete;
  context& operator=(const context&) = delete;

  /// Gives the waker of the task that polls. Copy it to keep it.
  [[nodiscard]] const kioto::waker& waker() const noexcept { return *waker_; }

  /// Gives the budget of the task that polls; null if nobody counts.
  [[nodiscard]] kioto::budget* budget() const noexcept { return budget_; }

  /// Makes a context for a child future: another waker, the same budget.
  [[nodiscard]] context with_waker(const kioto::waker& waker) const noexcept {
    return context(waker, budget_);
  }
  void with_waker(kioto::waker&&) const = delete;

 private:
  const kioto::waker* waker_;
  kioto::budget* budget_;
};

}  // namespace kioto
