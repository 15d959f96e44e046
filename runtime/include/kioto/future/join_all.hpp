// SPDX-License-Identifier: MIT
//
// join_all(futures), try_join_all(futures): wait for all of many futures of
// one type; the second ends at the first error.
//
//   futures   [a, b, c] --> futures_unordered { (a, 0), (b, 1), (c, 2) }
//                                    | results as they come: (2, 30), (0, 10)
//   values    [10, -, 30] <----------+ each at its place
//
// A set of ten thousand futures in which one at a time is woken must not poll
// all the others with it: futures_unordered gives each child a waker of its
// own, and polls only those that were woken.
//
// It keeps the waker of the task that polled it last, without children too:
// clear() leaves it there, and only the end of the set takes it away. A join
// that is complete keeps no waker, since nobody is left to be woken.
//
// Thread safety: that of a plain value; polled by one thread at a time.
//
// #region answer-notes
// Invariants
//   1. Each child is a future in the set, or a value at its place.
//   2. When it is complete, no child is either.
//
// Rejected
//   - A vector of futures that is polled from end to end: n futures that are
//     woken one after the other cost n * n polls. For some ten it would save
//     the allocation of each child (futures-rs does so up to 30); join() does.
//   - Sorting the results at the end: their places are known from the start.
// #endregion answer-notes
#pragma once

#include <concepts>
#include <cstddef>
#include <expected>
#include <kioto/detail/assert.hpp>
#include <kioto/future/child_range.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/fallible.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>
#include <vector>

namespace kioto {

namespace detail {

/// What a numbered child gives: its place, and its result.
template <class T>
struct numbered_result {
  std::size_t place;
  storable<T> result;
};

/// A child that remembers its place. `F` is what future_slot takes.
template <class F>
class [[nodiscard]] numbered_future {
 public:
  using output_type = numbered_result<output_of<F>>;

  numbered_future(std::size_t place, F&& child)
      : place_(place), child_(std::forward<F>(child)) {}

  kioto::poll<output_type> poll(context& cx) {
    auto polled = child_.poll(cx);
    if (polled.is_pending()) return kioto::poll<output_type>::pending();
    if constexpr (std::is_void_v<output_of<F>>) {
      return kioto::poll<output_type>::ready(place_);
    } else {
      return kioto::poll<output_type>::ready(place_, std::move(polled).value());
    }
  }

 private:
  std::size_t place_;
  future_slot<F> child_;
};

}  // namespace detail

/// Is the future that `join_all(futures)` returns. `F` is the type of its
/// futures, with a `&` if they are borrowed.
template <class F>
class [[nodiscard]] join_all_future {
 public:
  using output_type = std::vector<detail::storable<output_of<F>>>;

  /// Takes the futures out of `futures`, or borrows them: see `join_all`.
  template <detail::child_range R>
    requires std::same_as<detail::child_of<R>, F>
  explicit join_all_future(R&& futures) {
    for (auto&& f : futures) {
      set_.push(
          detail::numbered_future<F>(values_.size(), static_cast<F&&>(f)));
      values_.emplace_back();
    }
  }

  /// Polls the futures that were woken, all of them in the first poll; ready
  /// when each has given its value. A future that it owns is destroyed as soon
  /// as its value is there. When one throws, destroys all futures and values,
  /// before the exception leaves this poll. Complete, it keeps no waker.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "join_all: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) try {
    KIOTO_ASSERT(!complete_, "join_all: polled after completion", where);
    for (;;) {
      auto next = set_.poll_next(cx);
      if (next.is_pending()) return kioto::poll<output_type>::pending();
      auto& item = next.value();
      if (!item) break;
      values_[item->place].emplace(std::move(item->result));
    }
    output_type values;
    values.reserve(values_.size());
    for (auto& value : values_) values.push_back(*std::move(value));
    finish();
    return kioto::poll<output_type>::ready(std::move(values));
  } catch (...) {
    finish();
    throw;
  }

 private:
  // #region state
  void finish() noexcept {
    complete_ = true;
    set_ = {};  // and with it the waker of the task
    values_.clear();
  }

  futures_unordered<detail::numbered_future<F>> set_;
  std::vector<std::optional<detail::storable<output_of<F>>>> values_;
  bool complete_ = false;
  // #endregion state
};

/// Makes a future that waits for all of `futures` and gives a `std::vector` of
/// what they gave, in the order of the futures; `std::monostate` for `void`.
/// Of no futures it is ready in its first poll.
///
/// Owns the futures of an rvalue container, and of a view that makes them;
/// borrows those of an lvalue, and of a view of what exists: they must outlive
/// the join_all, and survive it.
/// Cost: one allocation a future; polls in proportion to wakes, however many
/// futures there are.
/// Cancel safety: drops the owned futures, and the values that are there.
template <detail::child_range R>
[[nodiscard]] join_all_future<detail::child_of<R>> join_all(R&& futures) {
  return join_all_future<detail::child_of<R>>(std::forward<R>(futures));
}

/// Is the future that `try_join_all(futures)` returns. `F` is the type of its
/// futures, with a `&` if they are borrowed.
template <class F>
class [[nodiscard]] try_join_all_future {
 public:
  using error_type = detail::failure_of<F>;
  using value_type = detail::storable<detail::success_of<F>>;
  using output_type = std::expected<std::vector<value_type>, error_type>;

  /// Takes the futures out of `futures`, or borrows them: see `try_join_all`.
  template <detail::child_range R>
    requires std::same_as<detail::child_of<R>, F>
  explicit try_join_all_future(R&& futures) {
    for (auto&& f : futures) {
      set_.push(
          detail::numbered_future<F>(values_.size(), static_cast<F&&>(f)));
      values_.emplace_back();
    }
  }

  /// Polls the futures that were woken, all of them in the first poll; ready
  /// when each has given its value. An error ends the poll at once: no other
  /// future is polled after it.
  ///
  /// A future that it owns is destroyed as soon as its value is there. With an
  /// error, and when a future throws, all futures and values are destroyed,
  /// before the error or the exception leaves this poll. Complete, it keeps no
  /// waker.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "try_join_all: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) try {
    KIOTO_ASSERT(!complete_, "try_join_all: polled after completion", where);
    for (;;) {
      auto next = set_.poll_next(cx);
      if (next.is_pending()) return kioto::poll<output_type>::pending();
      auto& item = next.value();
      if (!item) break;
      auto& result = item->result;
      if (!result) {
        finish();
        return kioto::poll<output_type>::ready(std::unexpect,
                                               std::move(result).error());
      }
      if constexpr (std::is_void_v<detail::success_of<F>>) {
        values_[item->place].emplace();
      } else {
        values_[item->place].emplace(*std::move(result));
      }
    }
    std::vector<value_type> values;
    values.reserve(values_.size());
    for (auto& value : values_) values.push_back(*std::move(value));
    finish();
    return kioto::poll<output_type>::ready(std::move(values));
  } catch (...) {
    finish();
    throw;
  }

 private:
  // #region try-state
  void finish() noexcept {
    complete_ = true;
    set_ = {};  // and with it the waker of the task
    values_.clear();
  }

  futures_unordered<detail::numbered_future<F>> set_;
  std::vector<std::optional<value_type>> values_;
  bool complete_ = false;
  // #endregion try-state
};

/// Makes a future that waits until each of `futures` has given a value, and
/// gives a `std::vector` of them, in the order of the futures;
/// `std::monostate` for `void`. As soon as one gives an error, gives that error
/// instead, and cancels the rest. Of no futures it is ready in its first poll.
///
/// Owns and borrows the futures, and costs, what join_all does.
/// Cancel safety: drops the owned futures, and the values that are there.
template <detail::child_range R>
  requires fallible_future<std::remove_reference_t<detail::child_of<R>>>
[[nodiscard]] try_join_all_future<detail::child_of<R>> try_join_all(
    R&& futures) {
  return try_join_all_future<detail::child_of<R>>(std::forward<R>(futures));
}

}  // namespace kioto
