// SPDX-License-Identifier: MIT
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
//
// #region answer-notes
// Rejected
//   - std::optional<T> itself as the answer of a poll: "no value" can be a
//     result (a stream that has ended), and it must not look like "not yet".
//   - A T that is always there beside a flag: asks for a default constructor,
//     and constructs and destroys a value in every pending poll.
//   - value() && that returns T&&: `auto&& v = f.poll(cx).value();` would refer
//     into a temporary that is gone at the end of the line.
// #endregion answer-notes
#pragma once

#include <functional>
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

// #region call
/// Calls `fn(args...)` and makes a ready poll of the result, void or not.
template <class F, class... Args>
mapped_poll<F, Args...> ready_from(F&& fn, Args&&... args) {
  using result = mapped_poll<F, Args...>;
  if constexpr (std::is_void_v<typename result::value_type>) {
    std::invoke(std::forward<F>(fn), std::forward<Args>(args)...);
    return result::ready();
  } else {
    return result::ready(
        std::invoke(std::forward<F>(fn), std::forward<Args>(args)...));
  }
}
// #endregion call

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
    return poll(std::in_place, std::forward<Args>(args)...);
  }

  /// Makes a pending poll.
  static poll pending() noexcept { return poll(); }

  [[nodiscard]] bool is_ready() const noexcept { return value_.has_value(); }
  [[nodiscard]] bool is_pending() const noexcept { return !is_ready(); }

  /// Gives the value: a reference into this poll.
  ///
  /// Requires: `is_ready()`; stops the program with the caller's line if not.
  [[nodiscard]] T& value(
      std::source_location where = std::source_location::current()) & {
    KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
    return *value_;
  }

  /// The same, from a poll that may not change.
  [[nodiscard]] const T& value(
      std::source_location where = std::source_location::current()) const& {
    KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
    return *value_;
  }

  /// Moves the value out.
  ///
  /// Requires: `is_ready()`; stops the program with the caller's line if not.
  /// Cost: one move of `T`, never a copy.
  [[nodiscard]] T value(
      std::source_location where = std::source_location::current()) && {
    KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
    return *std::move(value_);
  }

  /// Applies `fn` to the value when ready; stays pending when pending.
  ///
  /// Returns: a poll of what `fn` returns: `void`, or a value. If `fn` returns
  /// a reference, the poll holds a value made from it.
  /// Cost: one call of `fn` at most, as an rvalue if `fn` came as one; it gets
  /// the value itself as an rvalue: no copy, and no move but what `fn` makes.
  template <class F>
  detail::mapped_poll<F, T> map(F&& fn) && {
    if (is_pending()) return detail::mapped_poll<F, T>::pending();
    return detail::ready_from(std::forward<F>(fn), *std::move(value_));
  }

  /// The same, but `fn` gets a `const T&`, and this poll keeps its value.
  template <class F>
  detail::mapped_poll<F, const T&> map(F&& fn) const& {
    if (is_pending()) return detail::mapped_poll<F, const T&>::pending();
    return detail::ready_from(std::forward<F>(fn), *value_);
  }

 private:
  // #region state
  poll() noexcept = default;

  template <class... Args>
  explicit poll(std::in_place_t, Args&&... args)
      : value_(std::in_place, std::forward<Args>(args)...) {}

  std::optional<T> value_;  // empty = pending
  // #endregion state
};

/// Is either ready, with nothing to tell but that, or pending.
template <>
class [[nodiscard]] poll<void> {
 public:
  using value_type = void;

  /// Makes a ready poll.
  static poll ready() noexcept { return poll(true); }

  /// Makes a pending poll.
  static poll pending() noexcept { return poll(false); }

  [[nodiscard]] bool is_ready() const noexcept { return ready_; }
  [[nodiscard]] bool is_pending() const noexcept { return !ready_; }

  /// Does nothing: there so that code for any `T` need not ask.
  ///
  /// Requires: `is_ready()`; stops the program with the caller's line if not.
  void value(
      std::source_location where = std::source_location::current()) const {
    KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
  }

  /// Calls `fn()` when ready; stays pending when pending.
  ///
  /// Returns: a poll of what `fn` returns, as for any other `T`.
  /// Cost: `fn` is called at most once.
  template <class F>
  detail::mapped_poll<F> map(F&& fn) const {
    if (is_pending()) return detail::mapped_poll<F>::pending();
    return detail::ready_from(std::forward<F>(fn));
  }

 private:
  // #region void-state
  explicit poll(bool ready) noexcept : ready_(ready) {}

  bool ready_;
  // #endregion void-state
};

}  // namespace kioto
