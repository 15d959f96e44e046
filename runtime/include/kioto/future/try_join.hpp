// SPDX-License-Identifier: MIT
//
// try_join(a, b, ...): waits for all of several futures that may fail, or for
// the first error.
//
//   poll        a            b            try_join
//   1           pending      value 2      pending; the 2 waits inside
//   2           value 1      -            (1, 2)
//   or 2        error        -            the error; the 2 is destroyed
//
// The first error ends everything: what is still pending is cancelled, that is
// destroyed, and so are the values that were there already. join() over the
// same futures waits for all of them, and gives each result.
//
// Thread safety: that of a plain value; polled by one thread at a time.
//
// Invariants
//   1. Until the try_join is complete, each child is a future that was pending
//      in its latest poll, or a value; never both.
//   2. When it is complete, no child is either.
//
// #region answer-notes
// Rejected
//   - A std::variant of future and value for each child: smaller, but a future
//     must not be moved into it after its first poll, and valueless variants
//     are one state more.
//   - A random start, as in select(): nobody loses a race here. That the first
//     place goes round is enough for a child that shares a budget with others.
// #endregion answer-notes
#pragma once

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

namespace kioto {

/// Is the future that `try_join(futures...)` returns. `F` and `Fs` are what
/// forwarding references deduce.
template <class F, class... Fs>
class [[nodiscard]] try_join_future {
  static_assert(
      (std::is_same_v<detail::failure_of<F>, detail::failure_of<Fs>> && ...),
      "try_join: all futures have the same error type");

 public:
  using error_type = detail::failure_of<F>;
  using output_type =
      std::expected<std::tuple<detail::storable<detail::success_of<F>>,
                               detail::storable<detail::success_of<Fs>>...>,
                    error_type>;

  explicit try_join_future(F&& first, Fs&&... others)
      : children_(std::forward<F>(first), std::forward<Fs>(others)...) {}

  /// Polls the futures that have given nothing yet, each once; the one that is
  /// polled first changes from poll to poll. An error ends the poll at once:
  /// those after it are not polled.
  ///
  /// A future that it owns is destroyed as soon as its value is there. With an
  /// error, and when a future throws, all futures and values are destroyed,
  /// before the error or the exception leaves this poll.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "try_join: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) try {
    KIOTO_ASSERT(!complete_, "try_join: polled after completion", where);
    std::optional<error_type> error;
    const bool done = poll_from(next_, cx, error, indices());
    next_ = (next_ + 1) % count;
    if (!done && !error) return kioto::poll<output_type>::pending();
    auto result = error ? kioto::poll<output_type>::ready(std::unexpect,
                                                          *std::move(error))
                        : take_values(indices());
    finish();
    return result;
  } catch (...) {
    finish();
    throw;
  }

 private:
  // #region state
  using indices = std::index_sequence_for<F, Fs...>;
  static constexpr std::size_t count = 1 + sizeof...(Fs);

  /// A future, then a value, then neither.
  template <class G>
  struct child {
    explicit child(G&& g) : future(std::forward<G>(g)) {}

    detail::future_slot<G> future;
    std::optional<detail::storable<detail::success_of<G>>> value;
  };

  /// Polls the children from `start` to the last, then those before `start`.
  ///
  /// Returns: true if all of them have a value.
  template <std::size_t... I>
  bool poll_from(std::size_t start, context& cx,
                 std::optional<error_type>& error, std::index_sequence<I...>) {
    (void)(((I < start || goes_on<I>(cx, error)) && ...) &&
           ((I >= start || goes_on<I>(cx, error)) && ...));
    return (std::get<I>(children_).value.has_value() && ...);
  }

  /// Polls one child if it has no value yet; takes its result.
  ///
  /// Returns: false if that was an error.
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
  std::size_t next_ = 0;  // the child that the next poll begins with
  bool complete_ = false;
  // #endregion state
};

/// Makes a future that waits until each of `futures` has given a value, and
/// gives all of them as a `std::tuple`, in the order of the arguments, with
/// `std::monostate` for `void`. As soon as one of them gives an error, gives
/// that error instead, and cancels the rest.
///
/// All futures give a `std::expected` with the same error type.
///
/// Futures passed as rvalues are owned; those passed as lvalues are borrowed:
/// they must outlive the try_join, and survive it with their progress.
/// Cancel safety: drops the owned futures, and the values that are there.
template <class... Fs>
  requires(sizeof...(Fs) > 0 &&
           (fallible_future<std::remove_reference_t<Fs>> && ...))
[[nodiscard]] try_join_future<Fs...> try_join(Fs&&... futures) {
  return try_join_future<Fs...>(std::forward<Fs>(futures)...);
}

}  // namespace kioto
