// SPDX-License-Identifier: MIT
//
// Futures that may fail: their output is a std::expected. What the
// combinators that look at errors ask of their children.
#pragma once

#include <expected>
#include <kioto/future/future.hpp>
#include <type_traits>

namespace kioto {

namespace detail {

template <class T>
inline constexpr bool is_expected_result = false;
template <class T, class E>
inline constexpr bool is_expected_result<std::expected<T, E>> = true;

}  // namespace detail

/// Holds for a future that gives a `std::expected`.
template <class F>
concept fallible_future = future<F> && detail::is_expected_result<output_of<F>>;

namespace detail {

/// Is the value, or the error, that a fallible future gives. `F` may be a
/// reference to one.
template <class F>
using success_of = typename output_of<F>::value_type;
template <class F>
using failure_of = typename output_of<F>::error_type;

}  // namespace detail

}  // namespace kioto
