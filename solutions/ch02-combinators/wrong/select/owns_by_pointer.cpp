// SPDX-License-Identifier: MIT
// mistake: Every select comes to its end, so that is the place to delete.
// rejected by: a select that was never polled polls nothing and frees all
// in: plain
// says: because to drop a select is to cancel its futures

// initialisers and body of kioto::select_future::select_future
: children_(new detail::future_slot<Fs>(std::forward<Fs>(futures))...) {}

// region include/kioto/future/select.hpp#state
template <std::size_t... I>
void poll_from(std::size_t start, context& cx, std::optional<output_type>& won,
               std::index_sequence<I...>) {
  (void)(((I >= start && wins<I>(cx, won)) || ...) ||
         ((I < start && wins<I>(cx, won)) || ...));
}

template <std::size_t I>
bool wins(context& cx, std::optional<output_type>& won) {
  auto result = std::get<I>(children_)->poll(cx);
  if (result.is_pending()) return false;
  if constexpr (std::is_void_v<typename decltype(result)::value_type>) {
    won.emplace(std::in_place_index<I>);
  } else {
    won.emplace(std::in_place_index<I>, std::move(result).value());
  }
  return true;
}

void finish() noexcept {
  complete_ = true;
  std::apply([](auto*... child) { (delete child, ...); }, children_);
}

std::tuple<detail::future_slot<Fs>*...> children_;
bool complete_ = false;
