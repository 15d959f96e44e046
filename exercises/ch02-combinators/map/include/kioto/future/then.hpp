// SPDX-License-Identifier: MIT
//
// ch02.map: map, then, and_then: one thing after the other
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: what then, and_then and
// or_else have in common, if you want to share it; the private members of
// then_future.
//
// then(f, fn): the future f, and then the future that fn makes of what f gave.
// The first combinator that is a state machine:
//
//   first { child, fn } --child is ready--> second { fn(value) } --+
//           |                                      |            is ready
//           +----------- throws -------------------+               |
//                                                  +--> complete <-+
//
// Thread safety: that of the futures. `fn` runs on the thread that polls.
//
// Invariants
//   1. The first future is gone before `fn` runs, and `fn` is gone before the
//      second one is polled.
//   2. The step from first to second happens inside one poll: the second future
//      has seen the waker before that poll returns pending.
#pragma once

#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

// Yours: what then, and_then and or_else have in common, if you want to share
// it

/// Is the future that `then(f, fn)` returns.
template <class F, class Fn>
class [[nodiscard]] then_future {
  static_assert(future<detail::mapped_to<Fn, output_of<F>>>,
                "then: the function must return a future; map() is for those "
                "that return a value");

 public:
  using output_type = output_of<detail::mapped_to<Fn, output_of<F>>>;

  then_future(F&& child, Fn fn) { KIOTO_TODO("ch02.map"); }

  /// Polls the first future. When that is ready: destroys it, calls `fn` with
  /// its value, moved, destroys `fn`, and polls the future that `fn` returned,
  /// at once. From then on polls only that one, and is ready with its result.
  /// An exception leaves the poll, and both futures and `fn` are gone.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "then: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_TODO("ch02.map");
  }

 private:
  // Yours: the private members of then_future
};

/// Makes a future that waits for `child`, calls `fn` with its value, or `fn()`
/// if that is `void`, and waits for the future that `fn` returns.
///
/// Owns a child that is passed as an rvalue; only borrows an lvalue.
/// Cost: no allocation; `fn` is called once.
/// Cancel safety: destroys the future that it waits for.
template <class F, class Fn>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] then_future<F, std::decay_t<Fn>> then(F&& child, Fn&& fn) {
  return then_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                          std::forward<Fn>(fn));
}

}  // namespace kioto
