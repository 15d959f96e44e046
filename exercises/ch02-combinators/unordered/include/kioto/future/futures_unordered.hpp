// SPDX-License-Identifier: MIT
//
// ch02.unordered: futures_unordered: ten thousand children, one of them awake
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members of
// futures_unordered.
//
// futures_unordered<F>: a set of futures that run at the same time. It gives
// their results one by one, in the order in which they finish.
//
//   push(f) --> [f3] [f7] [f9] ... ten thousand, most of them asleep
//                 |         |
//              woken      woken          next() polls f3 and f9, no other
//
// Each child has a waker of its own, so the set knows which one was woken. The
// other way, to hand the task's waker to all of them and to poll all of them
// after each wake, makes n futures cost n * n polls.
//
// Thread safety: that of a plain value. The children's wakers are used by any
// thread, also when the child or the set is gone; they wake nobody then. A
// child is polled and destroyed only by the thread that uses the set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/ready_queue.hpp>
#include <kioto/future/wakeable.hpp>
#include <memory>
#include <optional>
#include <source_location>
#include <utility>

namespace kioto {

template <class F>
class futures_unordered;

/// Is the future that `futures_unordered<F>::next()` returns.
template <class F>
class [[nodiscard]] next_unordered_future {
 public:
  using output_type = typename futures_unordered<F>::item_type;

  explicit next_unordered_future(futures_unordered<F>& set) noexcept
      : set_(&set) {}

  /// Is what `poll_next()` of the set is.
  ///
  /// Requires: not complete; stops the program with the caller's line and
  /// "futures_unordered: polled after completion" if it is.
  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(set_, "futures_unordered: polled after completion", where);
    auto result = set_->poll_next(cx);
    if (result.is_ready()) set_ = nullptr;
    return result;
  }

 private:
  futures_unordered<F>* set_;  // null = complete
};

/// Owns futures of one type, and polls those that were woken.
///
/// It may be moved whenever it is not being polled; an empty set stays behind.
template <class F>
class [[nodiscard]] futures_unordered {
  static_assert(future<F>, "a future is needed: see <kioto/future/future.hpp>");

 public:
  /// Is a result, or the end; a `std::monostate` stands for a result of void.
  using item_type = std::optional<detail::storable<output_of<F>>>;

  /// Makes an empty set. Cost: no allocation.
  futures_unordered() noexcept = default;

  futures_unordered(futures_unordered&& other) noexcept { swap(other); }

  futures_unordered& operator=(futures_unordered&& other) noexcept {
    futures_unordered taken(std::move(other));
    swap(taken);
    return *this;
  }

  /// Destroys all children, here and now; their wakers do nothing afterwards.
  ~futures_unordered() { clear(); }

  /// Takes a future in. It is not polled now: the next poll of the set does
  /// that, without any wake, and this wakes nobody either.
  ///
  /// Cost: one allocation, and one more for the first future of a set.
  void push(F child_future) { KIOTO_TODO("ch02.unordered"); }

  /// Tells how many futures are in the set: pushed, and not finished.
  [[nodiscard]] std::size_t size() const noexcept {
    KIOTO_TODO("ch02.unordered");
  }

  /// Makes a future of the result that comes next. With an empty set it is
  /// ready at once and has no value: the end, until something is pushed.
  ///
  /// Requires: the set stays where it is until that future is done or gone.
  /// Cancel safety: nothing is lost; the children keep their progress.
  [[nodiscard]] next_unordered_future<F> next() noexcept {
    return next_unordered_future<F>(*this);
  }

  /// Polls the children that were pushed or woken since they were last polled,
  /// each of them once at most, until one is ready. That one is destroyed
  /// before its result is returned. If it throws, it is destroyed as well, the
  /// exception comes out, and the set can be polled on.
  ///
  /// Returns: pending when nobody is ready. The task is woken when a child is,
  /// and has been already if that happened while this poll was at work.
  /// Cost: proportional to the children that were woken.
  kioto::poll<item_type> poll_next(context& cx) {
    KIOTO_TODO("ch02.unordered");
  }

  /// Destroys all children. Their wakers do nothing afterwards. The waker of
  /// the task may stay here until the set is destroyed.
  void clear() noexcept { KIOTO_TODO("ch02.unordered"); }

  /// Exchanges two sets, neither of which is being polled.
  void swap(futures_unordered& other) noexcept { KIOTO_TODO("ch02.unordered"); }

 private:
  // Yours: the private members of futures_unordered
};

}  // namespace kioto
