// SPDX-License-Identifier: MIT
//
// boxed(f): a future whose type says only what it gives. Futures of different
// types fit into one container, and a box can be moved at any time.
//
//   boxed_future<int> --> [ vtable | f ]     f stays where it is
//
// Thread safety: that of `f`.
//
// #region answer-notes
// Rejected
//   - A buffer for small futures inside of the box, as in std::function: moving
//     the box would move the future, which must not be after its first poll.
// #endregion answer-notes
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

/// Owns a future of any type that gives a `T`.
///
/// It may be moved at any time, also after its first poll.
template <class T>
class [[nodiscard]] boxed_future {
 public:
  using output_type = T;

  /// Is what the poll of the future inside is. That future is destroyed when it
  /// was ready, or has thrown, before this poll ends.
  ///
  /// Requires: not complete, and not moved from; stops the program with the
  /// caller's line and "boxed: polled after completion" otherwise.
  kioto::poll<T> poll(context& cx, std::source_location where =
                                       std::source_location::current()) {
    KIOTO_ASSERT(box_, "boxed: polled after completion", where);
    try {
      auto result = box_->poll(cx, where);
      if (result.is_ready()) box_.reset();
      return result;
    } catch (...) {
      box_.reset();
      throw;
    }
  }

 private:
  struct any_future {
    virtual ~any_future() = default;
    virtual kioto::poll<T> poll(context& cx, std::source_location where) = 0;
  };

  template <class F>
  struct holder final : any_future {
    explicit holder(F&& f) : child(std::forward<F>(f)) {}
    kioto::poll<T> poll(context& cx, std::source_location where) override {
      return child.poll(cx, where);
    }

    detail::future_slot<F> child;
  };

  template <class F>
    requires future<std::remove_reference_t<F>>
  friend boxed_future<output_of<F>> boxed(F&& f);

  explicit boxed_future(std::unique_ptr<any_future> box) noexcept
      : box_(std::move(box)) {}

  std::unique_ptr<any_future> box_;  // empty = complete, or moved from
};

/// Puts `f` into a box. An rvalue is owned, an lvalue borrowed.
///
/// Cost: one allocation; an indirect call in each poll.
/// Cancel safety: that of `f`.
template <class F>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] boxed_future<output_of<F>> boxed(F&& f) {
  using box = boxed_future<output_of<F>>;
  return box(
      std::make_unique<typename box::template holder<F>>(std::forward<F>(f)));
}

}  // namespace kioto
