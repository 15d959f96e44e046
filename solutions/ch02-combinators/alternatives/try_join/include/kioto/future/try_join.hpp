// SPDX-License-Identifier: MIT
// Alternative: one std::variant a child, a future or its value, and a count of
// those that are missing.
#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/fallible.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

template <class F, class... Fs>
class [[nodiscard]] try_join_future {
 public:
  using error_type = detail::failure_of<F>;
  using output_type =
      std::expected<std::tuple<detail::storable<detail::success_of<F>>,
                               detail::storable<detail::success_of<Fs>>...>,
                    error_type>;

  explicit try_join_future(F&& first, Fs&&... others)
      : children_(
            child<F>(std::in_place_index<0>, std::forward<F>(first)),
            child<Fs>(std::in_place_index<0>, std::forward<Fs>(others))...) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(!complete_, "try_join: polled after completion", where);
    const ender end(*this);
    static constexpr auto steps = table(std::index_sequence_for<F, Fs...>());
    const std::size_t first = turn_++;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      auto error = (this->*steps[(first + i) % steps.size()])(cx);
      if (error) {
        complete_ = true;
        return kioto::poll<output_type>::ready(std::unexpect,
                                               *std::move(error));
      }
    }
    complete_ = missing_ == 0;
    if (!complete_) return kioto::poll<output_type>::pending();
    return std::apply(
        [](auto&... c) {
          return kioto::poll<output_type>::ready(std::in_place,
                                                 std::get<1>(std::move(c))...);
        },
        children_);
  }

 private:
  // A future, its value, nothing.
  template <class G>
  using child =
      std::variant<detail::future_slot<G>,
                   detail::storable<detail::success_of<G>>, std::nullptr_t>;

  using step = std::optional<error_type> (try_join_future::*)(context&);

  // Leaves nothing behind when a poll ends complete, or by an exception.
  class ender {
   public:
    explicit ender(try_join_future& f) : future_(f) { f.complete_ = true; }
    ender(const ender&) = delete;
    ender& operator=(const ender&) = delete;
    ~ender() {
      if (!future_.complete_) return;
      std::apply([](auto&... c) { (c.template emplace<2>(), ...); },
                 future_.children_);
    }

   private:
    try_join_future& future_;
  };

  template <std::size_t... I>
  static constexpr std::array<step, sizeof...(I)> table(
      std::index_sequence<I...>) {
    return {&try_join_future::poll_child<I>...};
  }

  template <std::size_t I>
  std::optional<error_type> poll_child(context& cx) {
    auto& c = std::get<I>(children_);
    if (c.index() != 0) return std::nullopt;
    auto p = std::get<0>(c).poll(cx);
    if (p.is_pending()) return std::nullopt;
    auto result = std::move(p).value();
    if (!result) return std::move(result).error();
    --missing_;
    if constexpr (std::is_void_v<decltype(*result)>) {
      c.template emplace<1>();
    } else {
      c.template emplace<1>(*std::move(result));
    }
    return std::nullopt;
  }

  std::tuple<child<F>, child<Fs>...> children_;
  std::size_t missing_ = 1 + sizeof...(Fs);
  std::size_t turn_ = 0;
  bool complete_ = false;
};

template <class... Fs>
  requires(sizeof...(Fs) > 0 &&
           (fallible_future<std::remove_reference_t<Fs>> && ...))
[[nodiscard]] try_join_future<Fs...> try_join(Fs&&... futures) {
  return try_join_future<Fs...>(std::forward<Fs>(futures)...);
}

}  // namespace kioto
