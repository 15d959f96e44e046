// SPDX-License-Identifier: MIT
//
// select_all(futures): waits for the first of many futures of one type, and
// hands the others back, so that one can wait for the next.
//
//   select_all([a, b, c, d])
//     poll  a: pending  b: pending  c: ready(5)      d is not polled
//           value 5, index 2, rest [a, b, d]
//
// The futures lie in a std::list. A future that was polled must not be moved,
// and a list gives one of them away while all others stay where they are; the
// list itself may be moved at any time.
//
// Thread safety: that of a plain value; polled by one thread at a time.
//
// Rejected
//   - std::vector<F> for the rest: to close the gap that the winner leaves,
//     other futures would be moved after their first poll.
//   - A random start, as in select(): a winner has left the list, so the first
//     one cannot win again and again; and that those behind the winner were
//     not polled is something to rely on.
#pragma once

#include <cstddef>
#include <kioto/detail/assert.hpp>
#include <kioto/future/child_range.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <list>
#include <ranges>
#include <source_location>
#include <type_traits>
#include <utility>
#include <variant>

namespace kioto {

/// Is what `select_all` gives.
template <future F>
struct select_all_result {
  /// What the winner gave; `std::monostate` for `void`.
  detail::storable<output_of<F>> value;
  /// The place of the winner among the futures, from 0.
  std::size_t index;
  /// All the others, with their progress; `select_all` takes them again.
  std::list<F> rest;
};

/// Is the future that `select_all(futures)` returns.
template <future F>
class [[nodiscard]] select_all_future {
 public:
  using output_type = select_all_result<F>;

  /// Requires: `futures` is not empty; stops the program with `where` if not.
  explicit select_all_future(
      std::list<F>&& futures,
      std::source_location where = std::source_location::current())
      : futures_(std::move(futures)) {
    KIOTO_ASSERT(!futures_.empty(), "select_all: of no futures", where);
  }

  /// Polls the futures in their order and stops at the first that is ready.
  /// When one throws, destroys all of them, before the exception leaves this
  /// poll.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "select_all: polled after completion" if it is.
  /// Cost: polls every future up to the winner; for many futures,
  /// `futures_unordered` polls only those that were woken.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) try {
    KIOTO_ASSERT(!futures_.empty(), "select_all: polled after completion",
                 where);
    std::size_t index = 0;
    for (auto f = futures_.begin(); f != futures_.end(); ++f, ++index) {
      auto result = f->poll(cx);
      if (result.is_ready()) return finish(f, index, std::move(result));
    }
    return kioto::poll<output_type>::pending();
  } catch (...) {
    futures_.clear();
    throw;
  }

 private:
  using child = typename std::list<F>::iterator;

  kioto::poll<output_type> finish(child winner, std::size_t index,
                                  kioto::poll<output_of<F>>&& result) {
    futures_.erase(winner);
    // swap: a moved-from list need not be empty, and empty means complete.
    std::list<F> rest;
    rest.swap(futures_);
    if constexpr (std::is_void_v<output_of<F>>) {
      return kioto::poll<output_type>::ready(std::monostate(), index,
                                             std::move(rest));
    } else {
      return kioto::poll<output_type>::ready(std::move(result).value(), index,
                                             std::move(rest));
    }
  }

  std::list<F> futures_;  // empty = complete
};

/// Makes a future that is ready as soon as one of `futures` is, with its value,
/// its index, and the futures that are left.
///
/// Requires: at least one future; stops the program with the caller's line and
/// "select_all: of no futures" if there is none.
/// Cost: none; the futures stay where they are in memory.
/// Cancel safety: drops all futures; each loses what it says.
template <future F>
[[nodiscard]] select_all_future<F> select_all(
    std::list<F>&& futures,
    std::source_location where = std::source_location::current()) {
  return select_all_future<F>(std::move(futures), where);
}

/// The same, for any range that hands its futures over: an rvalue container,
/// or a view that makes futures as it goes.
///
/// Cost: one allocation a future.
template <detail::child_range R>
  requires(!detail::lending_range<R>)
[[nodiscard]] auto select_all(
    R&& futures, std::source_location where = std::source_location::current()) {
  std::list<std::ranges::range_value_t<R>> list;
  for (auto&& f : futures) list.push_back(std::move(f));
  return select_all_future(std::move(list), where);
}

}  // namespace kioto
