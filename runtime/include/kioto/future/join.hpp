// SPDX-License-Identifier: MIT
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
//
// #region answer-notes
// Source: tokio::join!, which rotates in the same way.
//
// Rejected
//   - A waker for each child, to poll only what was woken: pays off for many
//     children (see join_all.hpp), not for the few that one writes down.
//   - To stop at the first child that is pending: the others would begin when
//     it is done, and two sleeps of a second would take two.
//   - A counter of the children that are pending: one more thing to keep right
//     on each way out; a look at the children costs as much.
// #endregion answer-notes
#pragma once

#include <cstddef>
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

// #region child
namespace detail {

/// Is a child of a join: a future, then its result, then nothing.
template <class F>
class join_child {
 public:
  using result_type = storable<output_of<F>>;

  explicit join_child(F&& child)
      : state_(std::in_place_index<0>, std::forward<F>(child)) {}

  [[nodiscard]] bool is_pending() const noexcept { return state_.index() == 0; }

  /// Polls the future if it is pending; puts its result in its place.
  void poll(context& cx) {
    if (!is_pending()) return;
    auto result = std::get<0>(state_).poll(cx);
    if (result.is_pending()) return;
    if constexpr (std::is_void_v<output_of<F>>) {
      state_.template emplace<1>();
    } else {
      state_.template emplace<1>(std::move(result).value());
    }
  }

  /// Requires: not pending, not cleared.
  result_type&& result() { return std::get<1>(std::move(state_)); }

  /// Destroys what is there.
  void clear() noexcept { state_.template emplace<2>(); }

 private:
  // #region child-state
  std::variant<future_slot<F>, result_type, std::monostate> state_;
  // #endregion child-state
};

}  // namespace detail
// #endregion child

/// Is the future that `join(...)` returns.
template <class... Fs>
class [[nodiscard]] join_future {
 public:
  using output_type = std::tuple<detail::storable<output_of<Fs>>...>;

  explicit join_future(Fs&&... children)
      : children_(std::forward<Fs>(children)...) {}

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
    KIOTO_ASSERT(!complete_, "join: polled after completion", where);
    try {
      poll_children(cx);
      if (is_pending()) return kioto::poll<output_type>::pending();
      auto results = take_results();
      finish();
      return results;
    } catch (...) {
      finish();
      throw;
    }
  }

 private:
  // #region state
  static constexpr std::size_t size = sizeof...(Fs);

  void poll_children(context& cx) {
    // Those from first_ on, then those before it.
    poll_range(cx, first_, size, std::index_sequence_for<Fs...>());
    poll_range(cx, 0, first_, std::index_sequence_for<Fs...>());
    first_ = first_ + 1 < size ? first_ + 1 : 0;
  }

  template <std::size_t... I>
  void poll_range([[maybe_unused]] context& cx, std::size_t begin,
                  std::size_t end, std::index_sequence<I...>) {
    ((I >= begin && I < end ? std::get<I>(children_).poll(cx) : void()), ...);
  }

  bool is_pending() const {
    return std::apply(
        [](const auto&... child) { return (child.is_pending() || ...); },
        children_);
  }

  kioto::poll<output_type> take_results() {
    return std::apply(
        [](auto&... child) {
          return kioto::poll<output_type>::ready(child.result()...);
        },
        children_);
  }

  void finish() noexcept {
    complete_ = true;
    std::apply([](auto&... child) { (child.clear(), ...); }, children_);
  }

  std::tuple<detail::join_child<Fs>...> children_;
  std::size_t first_ = 0;  // the child to be polled first in the next poll
  bool complete_ = false;
  // #endregion state
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
