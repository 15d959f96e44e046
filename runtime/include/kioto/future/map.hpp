// SPDX-License-Identifier: MIT
//
// map(f, fn): the future f, and then a function of what it gives.
//
//   child f   pending  pending  ready(3)
//                                  |      f is destroyed
//                               fn(3)     fn is destroyed
//   map       pending  pending  ready(fn(3))
//
// Thread safety: that of the child. `fn` runs on the thread that polls.
//
// Invariants
//   1. While there is a child there is a function, and neither of them after
//      the poll that gave the result or threw.
//   2. The child is polled only while it is pending, with the context of the
//      task that polls the map.
//
// #region answer-notes
// Rejected
//   - To let the child go together with the map: what it holds (a permit, a
//     guard, memory) would be kept for as long as the caller keeps a map that
//     is of no more use, and fn could not take the same lock.
//   - A flag beside child and function: "is there a child" is the same answer.
// #endregion answer-notes
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

/// Is what `Fn` makes of a `T`: of nothing, if that is `void`.
template <class Fn, class T>
using mapped_to = typename decltype(std::declval<poll<T>>().map(
    std::declval<Fn>()))::value_type;

}  // namespace detail

/// Is the future that `map(f, fn)` returns.
template <class F, class Fn>
class [[nodiscard]] map_future {
 public:
  using output_type = detail::mapped_to<Fn, output_of<F>>;

  map_future(F&& child, Fn fn)
      : child_(std::forward<F>(child)), fn_(std::move(fn)) {}

  /// Polls the child. When that is ready: destroys it, calls `fn` with its
  /// value, moved, destroys `fn`, and is ready with what `fn` returned. An
  /// exception of either leaves the poll, and child and function are gone.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "map: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
    try {
      auto value = child_.poll(cx, where);
      if (value.is_pending()) return kioto::poll<output_type>::pending();
      child_.destroy();
      auto result = std::move(value).map(*std::move(fn_));
      fn_.reset();
      return result;
    } catch (...) {
      child_.destroy();
      fn_.reset();
      throw;
    }
  }

 private:
  // #region state
  detail::future_slot<F> child_;  // empty = complete
  std::optional<Fn> fn_;
  // #endregion state
};

/// Makes a future that is ready when `child` is, with `fn` of its value, or
/// `fn()` if that is `void`. What `fn` returns may be `void` or move-only.
///
/// Owns a child that is passed as an rvalue; only borrows an lvalue.
/// Cost: no allocation; `fn` is called once.
/// Cancel safety: destroys the child; `fn` is not called.
template <class F, class Fn>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] map_future<F, std::decay_t<Fn>> map(F&& child, Fn&& fn) {
  return map_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                         std::forward<Fn>(fn));
}

}  // namespace kioto
