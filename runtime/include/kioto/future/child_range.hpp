// SPDX-License-Identifier: MIT
//
// Which futures of a range are handed over, and which are only lent. For
// several futures the forwarding references tell; a range tells by its kind:
//
//   join_all(std::move(vector))   an rvalue container       owned
//   join_all(ids | transform(f))  a view that makes them    owned
//   join_all(vector)              an lvalue                 borrowed
//   join_all(std::span(vector))   a view of what exists     borrowed
#pragma once

#include <kioto/future/future.hpp>
#include <ranges>
#include <type_traits>

namespace kioto::detail {

/// Holds for a range of futures.
template <class R>
concept child_range =
    std::ranges::input_range<R> && future<std::ranges::range_value_t<R>>;

/// Holds for a range of futures whose elements belong to somebody else.
template <class R>
concept lending_range =
    child_range<R> &&
    std::is_lvalue_reference_v<std::ranges::range_reference_t<R>> &&
    (std::is_lvalue_reference_v<R> ||
     std::ranges::view<std::remove_cvref_t<R>>);

/// Is what future_slot wants for an element of `R`: `F`, or `F&` for a lent
/// one. `R` is what a forwarding reference deduces.
template <child_range R>
using child_of =
    std::conditional_t<lending_range<R>, std::ranges::range_value_t<R>&,
                       std::ranges::range_value_t<R>>;

}  // namespace kioto::detail
