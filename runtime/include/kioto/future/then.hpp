// SPDX-License-Identifier: MIT
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
//
// #region answer-notes
// Rejected
//   - To return pending after the step, and to poll the second future in the
//     next poll: nobody has its waker, so the next poll never comes. To wake
//     oneself instead costs a turn through the executor for each step.
//   - Room for both futures side by side: they never live at the same time.
// #endregion answer-notes
#pragma once

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

// #region chain
namespace detail {

/// Is the state machine of `then`, and of what is built like it: see the top.
template <class F, class Fn>
class chain {
 public:
  using second = mapped_to<Fn, output_of<F>>;
  using output_type = output_of<second>;

  chain(F&& child, Fn fn)
      : state_(std::in_place_index<0>, future_slot<F>(std::forward<F>(child)),
               std::move(fn)) {}

  [[nodiscard]] bool is_complete() const noexcept {
    return std::holds_alternative<complete>(state_);
  }

  /// Requires: not complete.
  kioto::poll<output_type> poll(context& cx) {
    try {
      if (state_.index() == 0 && !step(cx)) {
        return kioto::poll<output_type>::pending();
      }
      auto result = std::get<1>(state_).poll(cx);
      if (result.is_ready()) state_.template emplace<complete>();
      return result;
    } catch (...) {
      state_.template emplace<complete>();
      throw;
    }
  }

 private:
  struct first {
    future_slot<F> child;
    Fn fn;
  };
  struct complete {};

  /// Polls the first future; goes over to the second if it is ready.
  bool step(context& cx) {
    auto& [child, function] = std::get<0>(state_);
    auto value = child.poll(cx);
    if (value.is_pending()) return false;
    Fn fn = std::move(function);
    state_.template emplace<complete>();  // the child is gone before fn runs
    state_.template emplace<1>(std::move(value).map(std::move(fn)).value());
    return true;
  }

  std::variant<first, future_slot<second>, complete> state_;
};

}  // namespace detail
// #endregion chain

/// Is the future that `then(f, fn)` returns.
template <class F, class Fn>
class [[nodiscard]] then_future {
  static_assert(future<detail::mapped_to<Fn, output_of<F>>>,
                "then: the function must return a future; map() is for those "
                "that return a value");

 public:
  using output_type = output_of<detail::mapped_to<Fn, output_of<F>>>;

  then_future(F&& child, Fn fn)
      : chain_(std::forward<F>(child), std::move(fn)) {}

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
    KIOTO_ASSERT(!chain_.is_complete(), "then: polled after completion", where);
    return chain_.poll(cx);
  }

 private:
  // #region state
  detail::chain<F, Fn> chain_;
  // #endregion state
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
