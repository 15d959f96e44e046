// SPDX-License-Identifier: MIT
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
//
// #region answer-notes
// Invariants
//   1. A child holds its future if and only if it is in the list of the set.
//   2. A child of the list is queued, or its future has returned pending since
//      it was woken the last time.
//   3. A poll of the set polls each child once at most.
//
// Source: futures-rs 0.3, futures-util/src/stream/futures_unordered/mod.rs. It
// polls up to as many children as there are; a child that wakes itself is
// polled twice there.
//
// Rejected
//   - A std::vector of futures: they must not move after their first poll.
//   - To poll until nothing is woken: a child that wakes itself in each poll
//     would keep the thread for ever.
//   - To poll a child inside push(): nothing happens before the first poll.
// #endregion answer-notes
#pragma once

#include <cstddef>
#include <cstdint>
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
  void push(F child_future) {
    if (!queue_) queue_ = std::make_shared<detail::ready_queue>();
    const auto made = make_wakeable<child>(queue_, std::move(child_future));
    link(*made);
    queue_->adopt(made);
  }

  /// Tells how many futures are in the set: pushed, and not finished.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

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
    if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
    // Before the first look into the queue: who queues a child after that look
    // finds the waker.
    queue_->set_parent(cx.waker());
    ++turn_;
    while (child* const next = static_cast<child*>(queue_->pop())) {
      if (next->polled_in == turn_) {
        // It was woken since its poll, which is in this turn: so the task has
        // been woken, or will be at once, and there is a next turn.
        queue_->put_back(*next);
        break;
      }
      next->polled_in = turn_;
      auto result = poll_child(*next, cx);
      if (result.is_pending()) continue;
      destroy(*next);
      return std::move(result).map([](auto&&... value) -> item_type {
        return item_type(std::in_place, std::move(value)...);
      });
    }
    return kioto::poll<item_type>::pending();
  }

  /// Destroys all children. Their wakers do nothing afterwards. The waker of
  /// the task may stay here until the set is destroyed.
  void clear() noexcept {
    while (newest_) destroy(*newest_);
  }

  /// Exchanges two sets, neither of which is being polled.
  void swap(futures_unordered& other) noexcept {
    std::swap(queue_, other.queue_);
    std::swap(newest_, other.newest_);
    std::swap(size_, other.size_);
    std::swap(turn_, other.turn_);
  }

 private:
  // #region state
  /// One allocation: what its wakers point to, and the future.
  struct child final : detail::ready_child {
    child(const std::shared_ptr<detail::ready_queue>& queue, F&& f)
        : ready_child(queue), future(std::in_place, std::move(f)) {}

    std::optional<F> future;  // empty once it has left the set
    child* older = nullptr;
    child* newer = nullptr;
    std::uint64_t polled_in = 0;  // the turn of its last poll
  };

  kioto::poll<output_of<F>> poll_child(child& c, const context& cx) {
    context for_child = cx.with_waker(c.waker());
    try {
      return c.future->poll(for_child);
    } catch (...) {
      destroy(c);
      throw;
    }
  }

  void link(child& c) noexcept {
    c.older = newest_;
    if (newest_) newest_->newer = &c;
    newest_ = &c;
    ++size_;
  }

  void unlink(child& c) noexcept {
    if (c.older) c.older->newer = c.newer;
    (c.newer ? c.newer->older : newest_) = c.older;
    --size_;
  }

  /// Takes a child out of the set, and destroys its future. The rest of it
  /// lives for as long as it has wakers.
  void destroy(child& c) noexcept {
    unlink(c);
    c.future.reset();
    detail::ready_queue::retire(c);
  }

  std::shared_ptr<detail::ready_queue> queue_;  // null until the first push
  child* newest_ = nullptr;
  std::size_t size_ = 0;
  std::uint64_t turn_ = 0;  // counts the polls of the set
  // #endregion state
};

}  // namespace kioto
