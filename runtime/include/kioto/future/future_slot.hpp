// SPDX-License-Identifier: MIT
//
// future_slot<F>: where a combinator keeps a child future. F is what a
// forwarding reference deduces:
//
//   join(sleep(1s), b)        future_slot<sleep_future>   owns it
//             |     +-------  future_slot<B&>             borrows it
//             +-- an rvalue
//
// An owned child can be destroyed before the combinator is; a borrowed one
// only forgotten: it keeps its progress, for whoever owns it.
//
// A child that checks who polls it, and takes a std::source_location for that,
// is told the place that the slot was told.
//
// Thread safety: that of the future itself.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto::detail {

/// Is `T`, or a stand-in for `void` where a value has to be stored.
template <class T>
using storable = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// Polls a future on behalf of `where`.
template <class F>
kioto::poll<output_of<F>> poll_for(F& child, context& cx,
                                   std::source_location where) {
  if constexpr (requires { child.poll(cx, where); }) {
    return child.poll(cx, where);
  } else {
    return child.poll(cx);
  }
}

/// Owns a child future.
template <class F>
class future_slot {
  static_assert(future<F>, "a future is needed: see <kioto/future/future.hpp>");

 public:
  using output_type = output_of<F>;

  explicit future_slot(F&& child) : child_(std::move(child)) {}

  [[nodiscard]] bool has_value() const noexcept { return child_.has_value(); }

  /// Requires: has_value().
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    return poll_for(*child_, cx, where);
  }

  /// Destroys the child, if it is still there.
  void destroy() noexcept { child_.reset(); }

 private:
  std::optional<F> child_;
};

/// Borrows a child future, which outlives the slot.
template <class F>
class future_slot<F&> {
  static_assert(future<F>, "a future is needed: see <kioto/future/future.hpp>");

 public:
  using output_type = output_of<F>;

  explicit future_slot(F& child) noexcept : child_(&child) {}

  [[nodiscard]] bool has_value() const noexcept { return child_ != nullptr; }

  /// Requires: has_value().
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    return poll_for(*child_, cx, where);
  }

  /// Forgets the child; its owner may poll it on.
  void destroy() noexcept { child_ = nullptr; }

 private:
  F* child_;
};

}  // namespace kioto::detail
