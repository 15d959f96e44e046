// SPDX-License-Identifier: MIT
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
//
// #region answer-notes
// Rejected
//   - Handing the losers back beside the value (futures-rs): each caller would
//     have to name them in order to drop them, and a dropped loser is what
//     nearly all callers want. Pass an lvalue to keep one.
//   - The same order in every poll (futures-rs `select_biased!`): the last
//     child starves while the first is always ready.
//   - A shuffle of all children in each poll: exact fairness for n draws. With
//     a random start alone, a ready child behind a pending one wins its
//     neighbour's share too (so does Tokio's `select!`); none starves.
// #endregion answer-notes
#pragma once

#include <cstddef>
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

  explicit select_future(Fs&&... futures)
      : children_(std::forward<Fs>(futures)...) {}

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
    KIOTO_ASSERT(!complete_, "select: polled after completion", where);
    std::optional<output_type> won;
    try {
      poll_from(detail::fair_start(sizeof...(Fs)), cx, won,
                std::index_sequence_for<Fs...>());
    } catch (...) {
      finish();
      throw;
    }
    if (!won) return kioto::poll<output_type>::pending();
    finish();
    return kioto::poll<output_type>::ready(*std::move(won));
  }

 private:
  // #region state
  /// Polls the children from `start` to the last, then those before `start`,
  /// until one has won.
  template <std::size_t... I>
  void poll_from(std::size_t start, context& cx,
                 std::optional<output_type>& won, std::index_sequence<I...>) {
    (void)(((I >= start && wins<I>(cx, won)) || ...) ||
           ((I < start && wins<I>(cx, won)) || ...));
  }

  /// Polls one child; takes its value and destroys it if it is ready.
  template <std::size_t I>
  bool wins(context& cx, std::optional<output_type>& won) {
    auto& child = std::get<I>(children_);
    auto result = child.poll(cx);
    if (result.is_pending()) return false;
    if constexpr (std::is_void_v<typename decltype(result)::value_type>) {
      won.emplace(std::in_place_index<I>);
    } else {
      won.emplace(std::in_place_index<I>, std::move(result).value());
    }
    child.destroy();
    return true;
  }

  void finish() noexcept {
    complete_ = true;
    std::apply([](auto&... child) { (child.destroy(), ...); }, children_);
  }

  std::tuple<detail::future_slot<Fs>...> children_;
  bool complete_ = false;
  // #endregion state
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
