// SPDX-License-Identifier: MIT
//
// Alternative: a map from a child's number to its future. Each poll takes the
// whole list of those that were woken, so it needs no other bound.
#pragma once

#include <cstddef>
#include <deque>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/ready_queue.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <source_location>
#include <unordered_map>
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

  /// Makes an empty set.
  futures_unordered() noexcept = default;

  futures_unordered(futures_unordered&& other) noexcept { swap(other); }

  futures_unordered& operator=(futures_unordered&& other) noexcept {
    futures_unordered taken(std::move(other));
    swap(taken);
    return *this;
  }

  /// Destroys all children, here and now; their wakers do nothing afterwards.
  ~futures_unordered() { clear(); }

  void push(F child_future) {
    if (!list_) list_ = std::make_shared<detail::woken_list>();
    const std::size_t number = ++last_number_;
    children_.try_emplace(number, std::move(child_future),
                          make_wakeable<detail::bell>(list_, number));
    batch_.push_back(number);  // counts as woken
  }

  [[nodiscard]] std::size_t size() const noexcept { return children_.size(); }

  [[nodiscard]] next_unordered_future<F> next() noexcept {
    return next_unordered_future<F>(*this);
  }

  kioto::poll<item_type> poll_next(context& cx) {
    if (children_.empty()) {
      return kioto::poll<item_type>::ready(std::nullopt);
    }
    list_->task.set(cx.waker());
    {
      std::lock_guard lock(list_->mutex);
      batch_.insert(batch_.end(), list_->numbers.begin(), list_->numbers.end());
      list_->numbers.clear();
    }
    while (!batch_.empty()) {
      const auto found = children_.find(batch_.front());
      batch_.pop_front();
      if (found == children_.end()) continue;
      auto result = poll_child(found, cx);
      if (result.is_pending()) continue;
      remove(found);
      return std::move(result).map([](auto&&... value) -> item_type {
        return item_type(std::in_place, std::move(value)...);
      });
    }
    return kioto::poll<item_type>::pending();
  }

  void clear() noexcept {
    while (!children_.empty()) remove(children_.begin());
  }

  void swap(futures_unordered& other) noexcept {
    list_.swap(other.list_);
    children_.swap(other.children_);
    batch_.swap(other.batch_);
    std::swap(last_number_, other.last_number_);
  }

 private:
  struct child {
    child(F&& f, wakeable_ptr<detail::bell>&& b)
        : future(std::move(f)), bell(std::move(b)), waker(bell.waker()) {}

    F future;
    wakeable_ptr<detail::bell> bell;
    kioto::waker waker;
  };
  using children = std::unordered_map<std::size_t, child>;

  auto poll_child(typename children::iterator it, const context& cx) {
    child& c = it->second;
    c.bell->listen();
    context for_child = cx.with_waker(c.waker);
    try {
      return c.future.poll(for_child);
    } catch (...) {
      remove(it);
      throw;
    }
  }

  void remove(typename children::iterator it) noexcept {
    it->second.bell->silence();
    children_.erase(it);
  }

  std::shared_ptr<detail::woken_list> list_;
  children children_;
  std::deque<std::size_t> batch_;  // taken from the list, and not yet polled
  std::size_t last_number_ = 0;
};

}  // namespace kioto
