// SPDX-License-Identifier: MIT
//
// ch02.try_join: try_join and join_all: all of them, or the first error
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the children and their
// values, what else a try_join remembers, and helpers of poll.
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
#pragma once

#include <cstddef>
#include <expected>
#include <grader/todo.hpp>
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

  explicit try_join_future(F&& first, Fs&&... others) {
    KIOTO_TODO("ch02.try_join");
  }

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
      std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch02.try_join");
  }

 private:
  // Yours: the children and their values, what else a try_join remembers, and
  // helpers of poll
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
