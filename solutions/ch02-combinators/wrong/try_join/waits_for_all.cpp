// SPDX-License-Identifier: MIT
// mistake: What was begun is waited for, and then it is time to look for
//   errors.
// rejected by: an error comes at once, and destroys futures and values first
// in: plain
// says: it is cancelled before

// body of kioto::try_join_future::poll
{
  try {
    KIOTO_ASSERT(!complete_, "try_join: polled after completion", where);
    const bool done = poll_from(next_, cx, error_, indices());
    next_ = (next_ + 1) % count;
    if (!done) return kioto::poll<output_type>::pending();
    auto result = error_ ? kioto::poll<output_type>::ready(std::unexpect,
                                                          *std::move(error_))
                        : take_values(indices());
    finish();
    return result;
  } catch (...) {
    finish();
    throw;
  }
}

// region include/kioto/future/try_join.hpp#state
using indices = std::index_sequence_for<F, Fs...>;
static constexpr std::size_t count = 1 + sizeof...(Fs);

template <class G>
struct child {
  explicit child(G&& g) : future(std::forward<G>(g)) {}

  detail::future_slot<G> future;
  std::optional<detail::storable<detail::success_of<G>>> value;
};

template <std::size_t... I>
bool poll_from(std::size_t start, context& cx,
               std::optional<error_type>& error, std::index_sequence<I...>) {
  (void)(((I < start || goes_on<I>(cx, error)) && ...) &&
         ((I >= start || goes_on<I>(cx, error)) && ...));
  return (!std::get<I>(children_).future.has_value() && ...);
}

template <std::size_t I>
bool goes_on(context& cx, std::optional<error_type>& error) {
  auto& child = std::get<I>(children_);
  if (!child.future.has_value()) return true;
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
  return true;
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
std::optional<error_type> error_;
