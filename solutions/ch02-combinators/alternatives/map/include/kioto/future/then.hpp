// SPDX-License-Identifier: MIT
// Alternative: two futures in a row. The first is a map that makes the second;
// an optional beside it holds what it made.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

// A future of a future, flattened.
template <class Outer>
class flattened {
 public:
  using inner = output_of<Outer>;
  using output_type = output_of<inner>;

  explicit flattened(Outer outer) : outer_(std::move(outer)) {}

  bool is_complete() const { return complete_; }

  kioto::poll<output_type> poll(context& cx) {
    complete_ = true;  // until it is known that it goes on
    try {
      if (outer_) {
        auto made = outer_->poll(cx);
        if (made.is_pending()) return pending();
        outer_.reset();
        inner_.emplace(std::move(made).value());
      }
      auto result = inner_->poll(cx);
      if (result.is_pending()) return pending();
      inner_.reset();
      return result;
    } catch (...) {
      outer_.reset();
      inner_.reset();
      throw;
    }
  }

 private:
  kioto::poll<output_type> pending() {
    complete_ = false;
    return kioto::poll<output_type>::pending();
  }

  std::optional<Outer> outer_;
  std::optional<inner> inner_;
  bool complete_ = false;
};

}  // namespace detail

template <class F, class Fn>
class [[nodiscard]] then_future {
 public:
  using output_type = output_of<detail::mapped_to<Fn, output_of<F>>>;

  then_future(F&& child, Fn fn)
      : both_(map_future<F, Fn>(std::forward<F>(child), std::move(fn))) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(!both_.is_complete(), "then: polled after completion", where);
    return both_.poll(cx);
  }

 private:
  detail::flattened<map_future<F, Fn>> both_;
};

template <class F, class Fn>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] then_future<F, std::decay_t<Fn>> then(F&& child, Fn&& fn) {
  return then_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                          std::forward<Fn>(fn));
}

}  // namespace kioto
