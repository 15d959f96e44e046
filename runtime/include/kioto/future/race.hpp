// SPDX-License-Identifier: MIT
//
// race(a, b, ...): select() for futures that all give the same type, when it
// does not matter which of them it was: the fastest of three mirrors.
//
// Thread safety: that of a plain value; polled by one thread at a time.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/select.hpp>
#include <source_location>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

/// Is the future that `race(futures...)` returns. `F` and `Fs` are what
/// forwarding references deduce.
template <class F, class... Fs>
class [[nodiscard]] race_future {
  static_assert((std::is_same_v<output_of<F>, output_of<Fs>> && ...),
                "race: all futures give the same type (select() takes "
                "different ones)");

 public:
  using output_type = output_of<F>;

  explicit race_future(F&& first, Fs&&... others)
      : select_(std::forward<F>(first), std::forward<Fs>(others)...) {}

  /// Polls the futures from one that is drawn anew for each poll, until one is
  /// ready. Then, and also when one of them throws, destroys all futures that
  /// it owns, before the value or the exception leaves this poll.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "race: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(!complete_, "race: polled after completion", where);
    complete_ = true;  // stays so if the poll throws
    auto result = select_.poll(cx);
    if (result.is_pending()) {
      complete_ = false;
      return kioto::poll<output_type>::pending();
    }
    if constexpr (std::is_void_v<output_type>) {
      return kioto::poll<void>::ready();
    } else {
      return std::visit(
          [](output_type& value) {
            return kioto::poll<output_type>::ready(std::move(value));
          },
          result.value());
    }
  }

 private:
  select_future<F, Fs...> select_;
  bool complete_ = false;
};

/// Makes a future that is ready as soon as one of `futures` is, with the value
/// of that one. If several are ready at once, any of them may win.
///
/// Futures passed as rvalues are owned, and destroyed before the value is
/// given out; futures passed as lvalues are borrowed: they must outlive the
/// race, and survive it.
/// Cancel safety: drops the owned futures; each loses what it says. The same
/// holds for those that lose.
template <class... Fs>
  requires(sizeof...(Fs) > 0 && (future<std::remove_reference_t<Fs>> && ...))
[[nodiscard]] race_future<Fs...> race(Fs&&... futures) {
  return race_future<Fs...>(std::forward<Fs>(futures)...);
}

}  // namespace kioto
