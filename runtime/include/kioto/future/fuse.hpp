// SPDX-License-Identifier: MIT
//
// fuse(f): a future that may be polled after it was ready. It is pending then,
// for ever, and says so: a loop can keep it beside others that go on.
//
// Thread safety: that of `f`.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>
#include <utility>

namespace kioto {

/// Is the future that `fuse(f)` returns.
template <class F>
class [[nodiscard]] fuse_future {
 public:
  using output_type = output_of<F>;

  explicit fuse_future(F&& child) : child_(std::forward<F>(child)) {}

  /// Is what the poll of `f` is; once that was ready or has thrown, `f` is
  /// destroyed, and each further poll is pending and keeps no waker.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    if (is_terminated()) return kioto::poll<output_type>::pending();
    try {
      auto result = child_.poll(cx, where);
      if (result.is_ready()) child_.destroy();
      return result;
    } catch (...) {
      child_.destroy();
      throw;
    }
  }

  /// Returns: true once the result is out; no poll will be ready any more.
  [[nodiscard]] bool is_terminated() const noexcept {
    return !child_.has_value();
  }

 private:
  detail::future_slot<F> child_;  // empty = complete
};

/// Makes a future that is ready with what `f` is ready with, and pending ever
/// after. An rvalue is owned, an lvalue borrowed.
///
/// Cancel safety: that of `f`.
template <class F>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] fuse_future<F> fuse(F&& f) {
  return fuse_future<F>(std::forward<F>(f));
}

}  // namespace kioto
