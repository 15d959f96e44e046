// SPDX-License-Identifier: MIT
// Alternative: futures and results in two tuples, the turns by a table of one
// function for each child, and a count of those that are pending.
#pragma once

#include <array>
#include <cstddef>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>

namespace kioto {

template <class... Fs>
class [[nodiscard]] join_future {
 public:
  using output_type = std::tuple<detail::storable<output_of<Fs>>...>;

  explicit join_future(Fs&&... children)
      : futures_(detail::future_slot<Fs>(std::forward<Fs>(children))...) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(!complete_, "join: polled after completion", where);
    complete_ = true;  // until it is known that it goes on
    const everything end(*this);
    for (std::size_t k = turn_; k < table.size(); ++k) table[k](*this, cx);
    for (std::size_t k = 0; k < turn_; ++k) table[k](*this, cx);
    if (++turn_ >= table.size()) turn_ = 0;
    complete_ = pending_ == 0;
    if (!complete_) return kioto::poll<output_type>::pending();
    return take(std::index_sequence_for<Fs...>());
  }

 private:
  // Destroys whatever is there at the end of a poll that completes the join.
  class everything {
   public:
    explicit everything(join_future& all) : all_(all) {}
    everything(const everything&) = delete;
    everything& operator=(const everything&) = delete;
    ~everything() {
      if (!all_.complete_) return;
      std::apply([](auto&... f) { (f.destroy(), ...); }, all_.futures_);
      std::apply([](auto&... r) { (r.reset(), ...); }, all_.results_);
    }

   private:
    join_future& all_;
  };

  template <std::size_t I>
  static void poll_child(join_future& self, context& cx) {
    auto& future = std::get<I>(self.futures_);
    if (!future.has_value()) return;
    auto result = future.poll(cx);
    if (result.is_pending()) return;
    future.destroy();
    --self.pending_;
    auto& place = std::get<I>(self.results_);
    if constexpr (std::is_same_v<decltype(result), kioto::poll<void>>)
      place.emplace();
    else
      place.emplace(std::move(result).value());
  }

  using row = void (*)(join_future&, context&);

  template <std::size_t... I>
  static constexpr std::array<row, sizeof...(I)> rows(
      std::index_sequence<I...>) {
    return {&poll_child<I>...};
  }
  static constexpr auto table = rows(std::index_sequence_for<Fs...>());

  template <std::size_t... I>
  kioto::poll<output_type> take(std::index_sequence<I...>) {
    return kioto::poll<output_type>::ready(
        *std::get<I>(std::move(results_))...);
  }

  std::tuple<detail::future_slot<Fs>...> futures_;
  std::tuple<std::optional<detail::storable<output_of<Fs>>>...> results_;
  std::size_t pending_ = sizeof...(Fs);
  std::size_t turn_ = 0;
  bool complete_ = false;
};

template <class... Fs>
  requires(future<std::remove_reference_t<Fs>> && ...)
[[nodiscard]] join_future<Fs...> join(Fs&&... children) {
  return join_future<Fs...>(std::forward<Fs>(children)...);
}

}  // namespace kioto
