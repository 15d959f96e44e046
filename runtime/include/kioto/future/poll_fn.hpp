// SPDX-License-Identifier: MIT
//
// poll_fn(fn): a future whose poll is a call of a function. For a future that
// is needed once, and deserves no class of its own.
//
// Thread safety: that of `fn`, which runs on the thread that polls.
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

/// Is the future that `poll_fn(fn)` returns.
template <class F>
class [[nodiscard]] poll_fn_future {
  using answer = std::invoke_result_t<F&, context&>;

 public:
  using output_type = typename answer::value_type;
  static_assert(std::is_same_v<answer, kioto::poll<output_type>>,
                "poll_fn: the function has to return a kioto::poll");

  explicit poll_fn_future(F fn) : fn_(std::move(fn)) {}

  /// Calls `fn(cx)` and gives what it returns. `fn` is destroyed when it has
  /// said "ready", before this poll ends; it lives on when it throws.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "poll_fn: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(fn_, "poll_fn: polled after completion", where);
    auto result = std::invoke(*fn_, cx);
    if (result.is_ready()) fn_.reset();
    return result;
  }

 private:
  std::optional<F> fn_;  // empty = complete
};

/// Makes a future out of `fn`, which is called with a `context&` in each poll,
/// and returns a `poll<T>`. The rules of future.hpp are its own to keep.
///
/// Cancel safety: that of `fn`.
template <class F>
[[nodiscard]] poll_fn_future<std::decay_t<F>> poll_fn(F&& fn) {
  return poll_fn_future<std::decay_t<F>>(std::forward<F>(fn));
}

}  // namespace kioto
