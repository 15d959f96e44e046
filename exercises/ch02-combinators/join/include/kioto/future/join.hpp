// SPDX-License-Identifier: MIT
//
// ch02.join: join: all of them, at the same time
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: what a join keeps of each
// child, if you want a class for it; the private members of join_future.
//
// join(a, b, ...): several futures at once, and all their results. Each poll
// of the join polls every child that is still pending:
//
//            a         b         c             polled in this order
//   poll 1   pending   ready(7)  pending       a b c
//   poll 2   pending      7      pending         b c a    (b is done: c a)
//   poll 3   ready(5)     7      pending           c a b  (c a)
//   poll 4      5         7      ready(9)      a b c      (c)
//            --> (5, 7, 9), in the order of the arguments
//
// Thread safety: that of the children. All of them are polled by one thread, in
// turn: a join waits for many things, it does not do many things.
//
// Invariants
//   1. A child is alive or its result is here, never both: a child is destroyed
//      as soon as it is ready, and polled no more.
//   2. After the poll that was ready or threw neither is there.
//   3. The child polled first changes from poll to poll, each has its turn: one
//      that uses up the task's budget in every poll cannot starve the others.
#pragma once

#include <cstddef>
#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

// Yours: what a join keeps of each child, if you want a class for it

/// Is the future that `join(...)` returns.
template <class... Fs>
class [[nodiscard]] join_future {
 public:
  using output_type = std::tuple<detail::storable<output_of<Fs>>...>;

  explicit join_future(Fs&&... children) { KIOTO_TODO("ch02.join"); }

  /// Polls every child that is pending, and is ready when all are. A child is
  /// destroyed as soon as it is ready. The first poll begins with the first
  /// child, each further poll with the one behind that of the poll before. When
  /// a child throws, no other is polled; all children and results are destroyed
  /// and the exception leaves the poll.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "join: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch02.join");
  }

 private:
  // Yours: the private members of join_future
};

/// Makes a future that is ready when all `children` are, with a tuple of their
/// results in the order of the arguments; `std::monostate` stands for `void`.
/// They may give different types. A join of none is ready in its first poll.
/// It waits for all also if one gives an error: see `try_join`.
///
/// Owns children that are passed as rvalues; only borrows lvalues.
/// Cost: no allocation; each poll polls all that are pending. Each result is
/// moved into the join and out of it.
/// Cancel safety: destroys the children, and results that are there already.
template <class... Fs>
  requires(future<std::remove_reference_t<Fs>> && ...)
[[nodiscard]] join_future<Fs...> join(Fs&&... children) {
  return join_future<Fs...>(std::forward<Fs>(children)...);
}

}  // namespace kioto
