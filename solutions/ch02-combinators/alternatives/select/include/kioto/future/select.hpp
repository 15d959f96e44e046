// SPDX-License-Identifier: MIT
// Alternative: a table of functions, called in an order that is shuffled anew
// in each poll; the children lie on the heap, and the pointer is the state.
#pragma once

#include <array>
#include <cstddef>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/fair_start.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <memory>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

template <class... Fs>
class [[nodiscard]] select_future {
 public:
  using output_type = std::variant<detail::storable<output_of<Fs>>...>;

  explicit select_future(Fs&&... futures)
      : children_(std::make_unique<children>(std::forward<Fs>(futures)...)) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(children_, "select: polled after completion", where);
    // Not in the member while they are polled: an exception destroys them.
    auto children = std::move(children_);
    auto order = table(std::index_sequence_for<Fs...>());
    for (std::size_t left = order.size(); left > 0; --left) {
      std::swap(order[left - 1], order[detail::fair_start(left)]);
      if (auto won = order[left - 1](*children, cx)) {
        children.reset();
        return kioto::poll<output_type>::ready(*std::move(won));
      }
    }
    children_ = std::move(children);
    return kioto::poll<output_type>::pending();
  }

 private:
  using children = std::tuple<detail::future_slot<Fs>...>;
  using poll_one = std::optional<output_type> (*)(children&, context&);

  template <std::size_t... I>
  static std::array<poll_one, sizeof...(Fs)> table(std::index_sequence<I...>) {
    return {&poll_child<I>...};
  }

  template <std::size_t I>
  static std::optional<output_type> poll_child(children& all, context& cx) {
    auto p = std::get<I>(all).poll(cx);
    if (p.is_pending()) return std::nullopt;
    if constexpr (std::is_void_v<typename decltype(p)::value_type>) {
      return output_type(std::in_place_index<I>);
    } else {
      return output_type(std::in_place_index<I>, std::move(p).value());
    }
  }

  std::unique_ptr<children> children_;  // null when complete
};

template <class... Fs>
  requires(sizeof...(Fs) > 0 && (future<std::remove_reference_t<Fs>> && ...))
[[nodiscard]] select_future<Fs...> select(Fs&&... futures) {
  return select_future<Fs...>(std::forward<Fs>(futures)...);
}

}  // namespace kioto
