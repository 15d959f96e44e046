// SPDX-License-Identifier: MIT
// mistake: Whatever is passed to a combinator belongs to it from then on.
// rejected by: a future that was only lent survives and keeps its progress
// in: plain
// says: destroyed a b c
// says: the select borrows it, and its owner

// initialisers and body of kioto::select_future::select_future
: children_(std::move(futures)...) {}

// region include/kioto/future/select.hpp#state
template <std::size_t... I>
void poll_from(std::size_t start, context& cx, std::optional<output_type>& won,
               std::index_sequence<I...>) {
  (void)(((I >= start && wins<I>(cx, won)) || ...) ||
         ((I < start && wins<I>(cx, won)) || ...));
}

template <std::size_t I>
bool wins(context& cx, std::optional<output_type>& won) {
  auto& child = std::get<I>(children_);
  auto result = child.poll(cx);
  if (result.is_pending()) return false;
  if constexpr (std::is_void_v<typename decltype(result)::value_type>) {
    won.emplace(std::in_place_index<I>);
  } else {
    won.emplace(std::in_place_index<I>, std::move(result).value());
  }
  child.destroy();
  return true;
}

void finish() noexcept {
  complete_ = true;
  std::apply([](auto&... child) { (child.destroy(), ...); }, children_);
}

std::tuple<detail::future_slot<std::remove_reference_t<Fs>>...> children_;
bool complete_ = false;
