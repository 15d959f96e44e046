// SPDX-License-Identifier: MIT
//
// ch02.select: select: the first one wins
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the children, what else a
// select remembers, and helpers of poll.
//
// select(a, b, ...): waits for the first of several futures, and cancels the
// others.
//
//   select(read, timer)
//     poll  read: pending    timer: pending      pending
//     poll  read: ready(5)                       read and timer are destroyed
//           variant, index 0, value 5    <------ only then is the value out
//
// To cancel is to destroy: a loser that the select owns is gone before the
// caller sees the value, so whatever the loser borrowed may be used again. A
// future that is passed as an lvalue is only borrowed: it keeps its progress,
// and the caller may poll it on.
//
// Thread safety: that of a plain value; polled by one thread at a time.
//
// Invariants
//   1. Until the select is complete, all its children are there, and all of
//      them were pending in their latest poll.
//   2. When it is complete, by a value or by an exception, none is there.
#pragma once

#include <cstddef>
#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/fair_start.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

/// Is the future that `select(futures...)` returns. `Fs` are what forwarding
/// references deduce: `F` for a future that it owns, `F&` for a borrowed one.
template <class... Fs>
class [[nodiscard]] select_future {
 public:
  /// Its index says which future won; `void` is `std::monostate` in it.
  using output_type = std::variant<detail::storable<output_of<Fs>>...>;

  explicit select_future(Fs&&... futures) { KIOTO_TODO("ch02.select"); }

  /// Polls the futures one after the other, from one that is drawn anew for
  /// each poll, and stops at the first that is ready: those after it are not
  /// polled. Then, and also when one of them throws, destroys all futures that
  /// it owns, before the value or the exception leaves this poll.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "select: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch02.select");
  }

 private:
  // Yours: the children, what else a select remembers, and helpers of poll
};

/// Makes a future that is ready as soon as one of `futures` is, with a
/// `std::variant`: its index is the position of that future, its value is what
/// the future gave. If several are ready at once, any of them may win; if all
/// are, each has the same chance.
///
/// Futures passed as rvalues are owned, and destroyed before the value is
/// given out; futures passed as lvalues are borrowed: they must outlive the
/// select, and survive it.
/// Cancel safety: drops the owned futures; each loses what it says. The same
/// holds for those that lose.
template <class... Fs>
  requires(sizeof...(Fs) > 0 && (future<std::remove_reference_t<Fs>> && ...))
[[nodiscard]] select_future<Fs...> select(Fs&&... futures) {
  return select_future<Fs...>(std::forward<Fs>(futures)...);
}

}  // namespace kioto
