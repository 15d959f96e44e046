// SPDX-License-Identifier: MIT
//
// ch01.poll: poll<T>: ready or pending
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: helpers of map, if you
// want any; the private members and constructors of poll<T>; the private
// members and constructors of poll<void>.
//
// poll<T>: the answer to "are you done?". A future gives one each time that it
// is polled: ready, with a value, or pending.
//
//   poll<int>::ready(5)     [ ready   | 5 ]
//   poll<int>::pending()    [ pending |   ]    no int exists in here
//
// Thread safety: that of a plain value.
//
// Invariants
//   1. A pending poll holds no T: none is constructed, none is destroyed.
//   2. A poll never changes between ready and pending, except by assignment.
//      Moving the value out leaves it ready, with a moved-from value.
#pragma once

#include <functional>
#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

template <class T = void>
class poll;

namespace detail {

/// Is the poll that map() makes by calling an `F` with `Args`.
template <class F, class... Args>
using mapped_poll = poll<std::remove_cvref_t<std::invoke_result_t<F, Args...>>>;

// Yours: helpers of map, if you want any

}  // namespace detail

/// Is either ready with a `T` or pending; what `poll()` of a future returns.
///
/// `T` may be move-only, and it may be `void`. It may not be a reference.
template <class T>
class [[nodiscard]] poll {
  static_assert(!std::is_reference_v<T>,
                "poll<T&> is not supported: use a pointer or "
                "std::reference_wrapper<T>");
  static_assert(std::is_same_v<T, std::remove_cv_t<T>>,
                "poll<const T> is not supported: use poll<T>");

 public:
  using value_type = T;

  /// Makes a ready poll; its value is constructed in place from `args`.
  template <class... Args>
  static poll ready(Args&&... args) {
    KIOTO_TODO("ch01.poll");
  }

  /// Makes a pending poll.
  static poll pending() noexcept { KIOTO_TODO("ch01.poll"); }

  [[nodiscard]] bool is_ready() const noexcept { KIOTO_TODO("ch01.poll"); }
  [[nodiscard]] bool is_pending() const noexcept { KIOTO_TODO("ch01.poll"); }

  /// Gives the value: a reference into this poll.
  ///
  /// Requires: `is_ready()`; stops the program with the caller's line if not.
  [[nodiscard]] T& value(
      std::source_location where = std::source_location::current()) & {
    KIOTO_TODO("ch01.poll");
  }

  /// The same, from a poll that may not change.
  [[nodiscard]] const T& value(
      std::source_location where = std::source_location::current()) const& {
    KIOTO_TODO("ch01.poll");
  }

  /// Moves the value out.
  ///
  /// Requires: `is_ready()`; stops the program with the caller's line if not.
  /// Cost: one move of `T`, never a copy.
  [[nodiscard]] T value(
      std::source_location where = std::source_location::current()) && {
    KIOTO_TODO("ch01.poll");
  }

  /// Applies `fn` to the value when ready; stays pending when pending.
  ///
  /// Returns: a poll of what `fn` returns: `void`, or a value. If `fn` returns
  /// a reference, the poll holds a value made from it.
  /// Cost: one call of `fn` at most, as an rvalue if `fn` came as one; it gets
  /// the value itself as an rvalue: no copy, and no move but what `fn` makes.
  template <class F>
  detail::mapped_poll<F, T> map(F&& fn) && {
    KIOTO_TODO("ch01.poll");
  }

  /// The same, but `fn` gets a `const T&`, and this poll keeps its value.
  template <class F>
  detail::mapped_poll<F, const T&> map(F&& fn) const& {
    KIOTO_TODO("ch01.poll");
  }

 private:
  // Yours: the private members and constructors of poll<T>
};

/// Is either ready, with nothing to tell but that, or pending.
template <>
class [[nodiscard]] poll<void> {
 public:
  using value_type = void;

  /// Makes a ready poll.
  static poll ready() noexcept { KIOTO_TODO("ch01.poll"); }

  /// Makes a pending poll.
  static poll pending() noexcept { KIOTO_TODO("ch01.poll"); }

  [[nodiscard]] bool is_ready() const noexcept { KIOTO_TODO("ch01.poll"); }
  [[nodiscard]] bool is_pending() const noexcept { KIOTO_TODO("ch01.poll"); }

  /// Does nothing: there so that code for any `T` need not ask.
  ///
  /// Requires: `is_ready()`; stops the program with the caller's line if not.
  void value(
      std::source_location where = std::source_location::current()) const {
    KIOTO_TODO("ch01.poll");
  }

  /// Calls `fn()` when ready; stays pending when pending.
  ///
  /// Returns: a poll of what `fn` returns, as for any other `T`.
  /// Cost: `fn` is called at most once.
  template <class F>
  detail::mapped_poll<F> map(F&& fn) const {
    KIOTO_TODO("ch01.poll");
  }

 private:
  // Yours: the private members and constructors of poll<void>
};

}  // namespace kioto
