// SPDX-License-Identifier: MIT
//
// ch02.map: map, then, and_then: one thing after the other
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: helpers of and_then and
// or_else, if you want any; the private members of and_then_future; the private
// members of or_else_future.
//
// and_then(f, fn), or_else(f, fn): `then` for futures that give an expected.
// One track for values, one for errors; each function changes one of them.
//
//               and_then(f, fn)              or_else(f, fn)
//   value   --> fn(value), a future -->      -------------------------->
//   error   -------------------------->      fn(error), a future   ---->
//
// Thread safety: that of the futures. `fn` runs on the thread that polls.
#pragma once

#include <concepts>
#include <expected>
#include <functional>
#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/fallible.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/then.hpp>
#include <source_location>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

namespace detail {

// Yours: helpers of and_then and or_else, if you want any

}  // namespace detail

/// Is the future that `and_then(f, fn)` returns.
template <class F, class Fn>
class [[nodiscard]] and_then_future {
  using next = detail::mapped_to<Fn, detail::success_of<F>>;

  static_assert(fallible_future<next>,
                "and_then: the function must return a future that gives a "
                "std::expected");
  static_assert(std::same_as<detail::failure_of<next>, detail::failure_of<F>>,
                "and_then: both futures must have the same type of error");

 public:
  using output_type = output_of<next>;

  and_then_future(F&& child, Fn fn) { KIOTO_TODO("ch02.map"); }

  /// Polls the first future until it is ready, and destroys it. A value goes
  /// to `fn`, and the future that `fn` returns is polled at once and from then
  /// on. An error is the result, moved, and `fn` is not called. An exception
  /// leaves the poll, and both futures and `fn` are gone.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "and_then: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch02.map");
  }

 private:
  // Yours: the private members of and_then_future
};

/// Is the future that `or_else(f, fn)` returns.
template <class F, class Fn>
class [[nodiscard]] or_else_future {
  using next = detail::mapped_to<Fn, detail::failure_of<F>>;

  static_assert(fallible_future<next>,
                "or_else: the function must return a future that gives a "
                "std::expected");
  static_assert(std::same_as<detail::success_of<next>, detail::success_of<F>>,
                "or_else: both futures must have the same type of value");

 public:
  using output_type = output_of<next>;

  or_else_future(F&& child, Fn fn) { KIOTO_TODO("ch02.map"); }

  /// Polls the first future until it is ready, and destroys it. An error goes
  /// to `fn`, and the future that `fn` returns is polled at once and from then
  /// on. A value is the result, moved, and `fn` is not called. An exception
  /// leaves the poll, and both futures and `fn` are gone.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "or_else: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch02.map");
  }

 private:
  // Yours: the private members of or_else_future
};

/// Makes a future that waits for `child`, which gives a `std::expected<T, E>`,
/// and with a value goes on to the future `fn(value)`, or `fn()` if `T` is
/// `void`, which gives a `std::expected<U, E>`. An error ends it.
///
/// Owns a child that is passed as an rvalue; only borrows an lvalue.
/// Cost: no allocation; `fn` is called at most once.
/// Cancel safety: destroys the future that it waits for.
template <class F, class Fn>
  requires fallible_future<std::remove_reference_t<F>>
[[nodiscard]] and_then_future<F, std::decay_t<Fn>> and_then(F&& child,
                                                            Fn&& fn) {
  return and_then_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                              std::forward<Fn>(fn));
}

/// Makes a future that waits for `child`, which gives a `std::expected<T, E>`,
/// and with an error goes on to the future `fn(error)`, which gives a
/// `std::expected<T, G>`. A value ends it.
///
/// Owns a child that is passed as an rvalue; only borrows an lvalue.
/// Cost: no allocation; `fn` is called at most once.
/// Cancel safety: destroys the future that it waits for.
template <class F, class Fn>
  requires fallible_future<std::remove_reference_t<F>>
[[nodiscard]] or_else_future<F, std::decay_t<Fn>> or_else(F&& child, Fn&& fn) {
  return or_else_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                             std::forward<Fn>(fn));
}

}  // namespace kioto
