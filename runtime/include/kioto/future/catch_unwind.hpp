// SPDX-License-Identifier: MIT
//
// catch_unwind(f): turns an exception of a future into a value.
//
// Thread safety: that of `f`.
#pragma once

#include <exception>
#include <expected>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

/// Is the future that `catch_unwind(f)` returns.
template <class F>
class [[nodiscard]] catch_unwind_future {
 public:
  using output_type = std::expected<output_of<F>, std::exception_ptr>;

  explicit catch_unwind_future(F&& child) : child_(std::forward<F>(child)) {}

  /// Is ready with the result of `f`, or with the exception that a poll of it
  /// has thrown. `f` is destroyed before this poll ends.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "catch_unwind: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(child_.has_value(), "catch_unwind: polled after completion",
                 where);
    try {
      auto result = child_.poll(cx, where);
      if (result.is_pending()) return kioto::poll<output_type>::pending();
      child_.destroy();
      return std::move(result).map([](auto&&... value) -> output_type {
        return output_type(std::in_place, std::move(value)...);
      });
    } catch (...) {
      child_.destroy();
      return kioto::poll<output_type>::ready(std::unexpect,
                                             std::current_exception());
    }
  }

 private:
  detail::future_slot<F> child_;  // empty = complete
};

/// Makes a future that never throws: its result is that of `f`, or the
/// exception that came out of `f`. An rvalue is owned, an lvalue borrowed.
///
/// Errors: the `std::exception_ptr` of whatever was thrown.
/// Cancel safety: that of `f`.
template <class F>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] catch_unwind_future<F> catch_unwind(F&& f) {
  return catch_unwind_future<F>(std::forward<F>(f));
}

}  // namespace kioto
