// SPDX-License-Identifier: MIT
// mistake: A child that is pending makes the join pending, so return at once.
// rejected by: each poll of a join polls every child that is pending
// in: plain
// says: because all children begin in the first poll

// region include/kioto/future/join.hpp#state
static constexpr std::size_t size = sizeof...(Fs);

void poll_children(context& cx) {
  bool go_on = true;
  for (std::size_t i = 0; i < size && go_on; ++i)
    go_on = poll_one(cx, (first_ + i) % size, std::index_sequence_for<Fs...>());
  first_ = first_ + 1 < size ? first_ + 1 : 0;
}

template <std::size_t... I>
bool poll_one([[maybe_unused]] context& cx, std::size_t k,
              std::index_sequence<I...>) {
  ((I == k ? std::get<I>(children_).poll(cx) : void()), ...);
  return ((I != k || !std::get<I>(children_).is_pending()) && ...);
}

bool is_pending() const {
  return std::apply(
      [](const auto&... child) { return (child.is_pending() || ...); },
      children_);
}

kioto::poll<output_type> take_results() {
  return std::apply(
      [](auto&... child) {
        return kioto::poll<output_type>::ready(child.result()...);
      },
      children_);
}

void finish() noexcept {
  complete_ = true;
  std::apply([](auto&... child) { (child.clear(), ...); }, children_);
}

std::tuple<detail::join_child<Fs>...> children_;
std::size_t first_ = 0;
bool complete_ = false;
