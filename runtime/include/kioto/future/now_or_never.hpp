// SPDX-License-Identifier: MIT
//
// now_or_never(f): polls a future once, and takes no for an answer.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <type_traits>
#include <utility>

namespace kioto {

/// Polls `f` once, with a waker that does nothing.
///
/// Not a future: an ordinary function. An rvalue is moved in and destroyed
/// before this returns, whether it was ready or not; an lvalue is borrowed, and
/// can be polled on. What the poll throws comes out.
///
/// Returns: the result, with `std::monostate` for void; nothing if pending.
/// Cost: no allocation.
/// Cancel safety: that of `f`, which is dropped if it is pending.
template <class F>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] std::optional<detail::storable<output_of<F>>> now_or_never(
    F&& f) {
  using result_type = std::optional<detail::storable<output_of<F>>>;
  detail::future_slot<F> child(std::forward<F>(f));
  const waker nobody = waker::noop();
  context cx(nobody);
  auto result = child.poll(cx);
  child.destroy();
  if (result.is_pending()) return std::nullopt;
  if constexpr (std::is_void_v<output_of<F>>) {
    return result_type(std::in_place);
  } else {
    return result_type(std::in_place, std::move(result).value());
  }
}

}  // namespace kioto
