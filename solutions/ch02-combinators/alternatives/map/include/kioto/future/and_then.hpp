// SPDX-License-Identifier: MIT
// Alternative: a state machine of its own, written out, with the choice of the
// track inside poll; which track goes on is a template argument.
#pragma once

#include <expected>
#include <functional>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

enum class track : bool { value, error };

template <class F, class Fn, track Track>
class fork {
  using result_type = output_of<F>;
  using value_type = typename result_type::value_type;
  using taken = std::conditional_t<Track == track::value, value_type,
                                   typename result_type::error_type>;
  using next = mapped_to<Fn, taken>;

 public:
  using output_type = output_of<next>;

  fork(F&& child, Fn fn) : first_(std::forward<F>(child)), fn_(std::move(fn)) {}

  bool is_complete() const { return !first_.has_value() && !second_; }

  kioto::poll<output_type> poll(context& cx) {
    try {
      if (first_.has_value()) {
        auto result = first_.poll(cx);
        if (result.is_pending()) return kioto::poll<output_type>::pending();
        first_.destroy();
        auto passed = turn(std::move(result).value());
        fn_.reset();
        if (passed.is_ready()) return passed;
      }
      auto result = second_->poll(cx);
      if (result.is_ready()) second_.reset();
      return result;
    } catch (...) {
      first_.destroy();
      fn_.reset();
      second_.reset();
      throw;
    }
  }

 private:
  // The result that passes; pending if there is a second future now.
  kioto::poll<output_type> turn(result_type result) {
    using answer = kioto::poll<output_type>;
    if constexpr (Track == track::value) {
      if (!result)
        return answer::ready(std::unexpect, std::move(result).error());
      if constexpr (std::is_void_v<value_type>)
        second_.emplace(std::invoke(*std::move(fn_)));
      else
        second_.emplace(std::invoke(*std::move(fn_), *std::move(result)));
    } else {
      if (result) {
        if constexpr (std::is_void_v<value_type>)
          return answer::ready();
        else
          return answer::ready(std::in_place, *std::move(result));
      }
      second_.emplace(std::invoke(*std::move(fn_), std::move(result).error()));
    }
    return answer::pending();
  }

  future_slot<F> first_;
  std::optional<Fn> fn_;
  std::optional<next> second_;
};

}  // namespace detail

template <class F, class Fn>
class [[nodiscard]] and_then_future {
  using machine = detail::fork<F, Fn, detail::track::value>;

 public:
  using output_type = typename machine::output_type;

  and_then_future(F&& child, Fn fn)
      : machine_(std::forward<F>(child), std::move(fn)) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(!machine_.is_complete(), "and_then: polled after completion",
                 where);
    return machine_.poll(cx);
  }

 private:
  machine machine_;
};

template <class F, class Fn>
class [[nodiscard]] or_else_future {
  using machine = detail::fork<F, Fn, detail::track::error>;

 public:
  using output_type = typename machine::output_type;

  or_else_future(F&& child, Fn fn)
      : machine_(std::forward<F>(child), std::move(fn)) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(!machine_.is_complete(), "or_else: polled after completion",
                 where);
    return machine_.poll(cx);
  }

 private:
  machine machine_;
};

template <class F, class Fn>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] and_then_future<F, std::decay_t<Fn>> and_then(F&& child,
                                                            Fn&& fn) {
  return and_then_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                              std::forward<Fn>(fn));
}

template <class F, class Fn>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] or_else_future<F, std::decay_t<Fn>> or_else(F&& child, Fn&& fn) {
  return or_else_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                             std::forward<Fn>(fn));
}

}  // namespace kioto
