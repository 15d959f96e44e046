// SPDX-License-Identifier: MIT
// mistake: A future that is passed by value can be kept by reference, it is
//   there during the call.
// rejected by: the first future that is ready wins, and the variant says which
// in: asan
// says: stack-use-after

// initialisers and body of kioto::select_future::select_future
: children_(futures...) {}

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

std::tuple<detail::future_slot<std::remove_reference_t<Fs>&>...> children_;
bool complete_ = false;
