// SPDX-License-Identifier: MIT
// mistake: It is fair to draw once for each select.
// rejected by: from poll to poll, another future may be the first
// in: plain
// says: because the draw belongs to the poll

// body of kioto::select_future::poll
{
  KIOTO_ASSERT(!complete_, "select: polled after completion", where);
  std::optional<output_type> won;
  try {
    poll_from(start_, cx, won, std::index_sequence_for<Fs...>());
  } catch (...) {
    finish();
    throw;
  }
  if (!won) return kioto::poll<output_type>::pending();
  finish();
  return kioto::poll<output_type>::ready(*std::move(won));
}

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

std::tuple<detail::future_slot<Fs>...> children_;
bool complete_ = false;
std::size_t start_ = detail::fair_start(sizeof...(Fs));
