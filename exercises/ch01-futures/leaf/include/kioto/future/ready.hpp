// SPDX-License-Identifier: MIT
//
// ch01.leaf: Five futures by hand
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members of
// ready_future<T>; the private members of ready_future<void>.
//
// ready(value): a future that is done from the start. It hands the value out
// in its first poll and has no use for the waker.
//
// Thread safety: that of a plain value.
#pragma once

#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

/// Is the future that `ready(value)` returns.
template <class T>
class [[nodiscard]] ready_future {
 public:
  using output_type = T;

  explicit ready_future(T value) { KIOTO_TODO("ch01.leaf"); }

  /// Gives the value, moved out; the waker is neither cloned nor woken.
  ///
  /// Requires: not polled before; stops the program with the caller's line and
  /// "ready: polled after completion" if it was.
  kioto::poll<T> poll(
      context&, std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch01.leaf");
  }

 private:
  // Yours: the private members of ready_future<T>
};

/// Is the future that `ready()` returns.
template <>
class [[nodiscard]] ready_future<void> {
 public:
  using output_type = void;

  /// Is ready; the waker is neither cloned nor woken.
  ///
  /// Requires: not polled before; stops the program with the caller's line and
  /// "ready: polled after completion" if it was.
  kioto::poll<void> poll(
      context&, std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch01.leaf");
  }

 private:
  // Yours: the private members of ready_future<void>
};

/// Makes a future that is ready with `value` in its first poll.
///
/// Cancel safety: the value is lost with the future.
template <class T>
[[nodiscard]] ready_future<std::decay_t<T>> ready(T&& value) {
  return ready_future<std::decay_t<T>>(std::forward<T>(value));
}

/// Makes a future that is ready, with nothing, in its first poll.
[[nodiscard]] inline ready_future<void> ready() { return {}; }

}  // namespace kioto
