// SPDX-License-Identifier: MIT
// mistake: Whatever is passed to a combinator belongs to it from then on.
// rejected by: futures that were only lent survive a join
// in: plain
// says: destroyed a b
// says: and its owner still needs it

// initialisers and body of kioto::try_join_future::try_join_future
: children_(std::move(first), std::move(others)...) {}

// region include/kioto/future/try_join.hpp#state
using indices = std::index_sequence_for<F, Fs...>;
static constexpr std::size_t count = 1 + sizeof...(Fs);

template <class G>
struct child {
  explicit child(std::remove_reference_t<G>&& g) : future(std::move(g)) {}

  detail::future_slot<std::remove_reference_t<G>> future;
  std::optional<detail::storable<detail::success_of<G>>> value;
};

template <std::size_t... I>
bool poll_from(std::size_t start, context& cx,
               std::optional<error_type>& error, std::index_sequence<I...>) {
  (void)(((I < start || goes_on<I>(cx, error)) && ...) &&
         ((I >= start || goes_on<I>(cx, error)) && ...));
  return (std::get<I>(children_).value.has_value() && ...);
}

template <std::size_t I>
bool goes_on(context& cx, std::optional<error_type>& error) {
  auto& child = std::get<I>(children_);
  if (child.value) return true;
  auto polled = child.future.poll(cx);
  if (polled.is_pending()) return true;
  auto& result = polled.value();
  if (!result) {
    error.emplace(std::move(result).error());
  } else if constexpr (std::is_void_v<decltype(*result)>) {
    child.value.emplace();
  } else {
    child.value.emplace(*std::move(result));
  }
  child.future.destroy();
  return !error;
}

template <std::size_t... I>
kioto::poll<output_type> take_values(std::index_sequence<I...>) {
  return kioto::poll<output_type>::ready(
      std::in_place, *std::move(std::get<I>(children_).value)...);
}

void finish() noexcept {
  complete_ = true;
  std::apply(
      [](auto&... child) {
        (child.future.destroy(), ...);
        (child.value.reset(), ...);
      },
      children_);
}

std::tuple<child<F>, child<Fs>...> children_;
std::size_t next_ = 0;
bool complete_ = false;
