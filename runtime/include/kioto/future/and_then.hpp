// SPDX-License-Identifier: MIT
//
// and_then(f, fn), or_else(f, fn): `then` for futures that give an expected.
// One track for values, one for errors; each function changes one of them.
//
//               and_then(f, fn)              or_else(f, fn)
//   value   --> fn(value), a future -->      -------------------------->
//   error   -------------------------->      fn(error), a future   ---->
//
// Thread safety: that of the futures. `fn` runs on the thread that polls.
//
// #region answer-notes
// The track is chosen when f is ready, and that is a function of its result:
// it returns a value that passes, or the future of fn, in one type. So both
// are a `then` with another function.
//
// Rejected
//   - Functions that return an expected, as std::expected::and_then has them:
//     that is map(f, ...) already. A second step that must wait is what it
//     takes a combinator for (TryFutureExt of futures-rs draws the same line).
//   - To convert the error to that of the second future: which conversion
//     applies is hard to see; map() says it in a line of its own.
// #endregion answer-notes
#pragma once

#include <concepts>
#include <expected>
#include <functional>
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

// #region tracks
/// Is a result that passes, or the future that gives one instead.
template <class F>
class result_or_future {
 public:
  using output_type = output_of<F>;

  template <class... Args>
  explicit result_or_future(std::in_place_index_t<0> track, Args&&... args)
      : state_(track, std::forward<Args>(args)...) {}

  explicit result_or_future(F&& next)
      : state_(std::in_place_index<1>, std::move(next)) {}

  kioto::poll<output_type> poll(context& cx) {
    if (auto* next = std::get_if<1>(&state_)) return next->poll(cx);
    return kioto::poll<output_type>::ready(std::get<0>(std::move(state_)));
  }

 private:
  std::variant<output_type, F> state_;
};

/// Takes a value to `fn`, and lets an error pass.
template <class Fn>
struct on_value {
  Fn fn;

  template <class T, class E>
  auto operator()(std::expected<T, E> result) && {
    using next = mapped_to<Fn, T>;
    if (!result) {
      return result_or_future<next>(std::in_place_index<0>, std::unexpect,
                                    std::move(result).error());
    }
    if constexpr (std::is_void_v<T>) {
      return result_or_future<next>(std::invoke(std::move(fn)));
    } else {
      return result_or_future<next>(
          std::invoke(std::move(fn), *std::move(result)));
    }
  }
};

/// Takes an error to `fn`, and lets a value pass.
template <class Fn>
struct on_error {
  Fn fn;

  template <class T, class E>
  auto operator()(std::expected<T, E> result) && {
    using next = mapped_to<Fn, E>;
    if (!result) {
      return result_or_future<next>(
          std::invoke(std::move(fn), std::move(result).error()));
    }
    if constexpr (std::is_void_v<T>) {
      return result_or_future<next>(std::in_place_index<0>);
    } else {
      return result_or_future<next>(std::in_place_index<0>, std::in_place,
                                    *std::move(result));
    }
  }
};
// #endregion tracks

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

  and_then_future(F&& child, Fn fn)
      : chain_(std::forward<F>(child), {std::move(fn)}) {}

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
    KIOTO_ASSERT(!chain_.is_complete(), "and_then: polled after completion",
                 where);
    return chain_.poll(cx);
  }

 private:
  // #region and-then-state
  detail::chain<F, detail::on_value<Fn>> chain_;
  // #endregion and-then-state
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

  or_else_future(F&& child, Fn fn)
      : chain_(std::forward<F>(child), {std::move(fn)}) {}

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
    KIOTO_ASSERT(!chain_.is_complete(), "or_else: polled after completion",
                 where);
    return chain_.poll(cx);
  }

 private:
  // #region or-else-state
  detail::chain<F, detail::on_error<Fn>> chain_;
  // #endregion or-else-state
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
