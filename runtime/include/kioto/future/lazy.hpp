// SPDX-License-Identifier: MIT
//
// lazy(fn): a function call that waits to be polled.
//
// Thread safety: that of a plain value. `fn` runs on the thread that polls.
#pragma once

#include <functional>
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

  explicit lazy_future(F fn) : fn_(std::move(fn)) {}

  /// Calls `fn` and gives what it returns; the waker is neither cloned nor
  /// woken. `fn` is called once, as an rvalue, and destroyed before this poll
  /// ends. An exception from it leaves the poll, and the future is complete.
  ///
  /// Requires: not polled before; stops the program with the caller's line and
  /// "lazy: polled after completion" if it was.
  kioto::poll<output_type> poll(
      context&, std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(fn_, "lazy: polled after completion", where);
    // Out of the future before the call: complete, even if it throws.
    F fn = *std::move(fn_);
    fn_.reset();
    if constexpr (std::is_void_v<output_type>) {
      std::invoke(std::move(fn));
      return kioto::poll<void>::ready();
    } else {
      return kioto::poll<output_type>::ready(std::invoke(std::move(fn)));
    }
  }

 private:
  // #region state
  std::optional<F> fn_;  // empty = complete
  // #endregion state
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
