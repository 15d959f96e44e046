// SPDX-License-Identifier: MIT
// Alternative: no futures_unordered; each child's waker puts the child's place
// on a list under a mutex, and a poll takes the list.
#pragma once

#include <concepts>
#include <cstddef>
#include <deque>
#include <expected>
#include <kioto/detail/assert.hpp>
#include <kioto/future/child_range.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/fallible.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>
#include <vector>

namespace kioto {

namespace detail {

/// The places of children that were woken, and whom to wake then.
struct woken_list {
  std::mutex mutex;
  std::vector<std::size_t> places;
  kioto::waker parent;
};

class child_waker final : public wakeable {
 public:
  child_waker(std::shared_ptr<woken_list> list, std::size_t place)
      : list_(std::move(list)), place_(place) {}

  void wake() noexcept override {
    kioto::waker parent;
    {
      const std::lock_guard lock(list_->mutex);
      list_->places.push_back(place_);
      parent = std::move(list_->parent);
    }
    if (parent) std::move(parent).wake();
  }

 private:
  const std::shared_ptr<woken_list> list_;
  const std::size_t place_;
};

/// Owns the children of a join, and polls those that were woken.
template <class F>
class woken_children {
 public:
  template <class R>
  explicit woken_children(R&& futures) : list_(std::make_shared<woken_list>()) {
    for (auto&& f : futures) {
      list_->places.push_back(children_.size());
      children_.emplace_back(
          static_cast<F&&>(f),
          make_wakeable<child_waker>(list_, children_.size()).waker());
    }
    left_ = children_.size();
  }

  /// Calls `done(place, result)` for each child that gives its result, until
  /// that returns false.
  ///
  /// Returns: true if no child is left, or `done` has returned false.
  template <class Done>
  bool poll(context& cx, Done done) {
    std::vector<std::size_t> places;
    {
      const std::lock_guard lock(list_->mutex);
      places.swap(list_->places);
      list_->parent = cx.waker();
    }
    for (const std::size_t place : places) {
      auto& [slot, waker] = children_[place];
      if (!slot.has_value()) continue;  // woken twice
      context for_child = cx.with_waker(waker);
      auto p = slot.poll(for_child);
      if (p.is_pending()) continue;
      slot.destroy();
      --left_;
      if (!done(place, std::move(p))) return true;
    }
    return left_ == 0;
  }

  void clear() noexcept {
    children_.clear();
    const std::lock_guard lock(list_->mutex);
    list_->parent = kioto::waker();
  }

  std::size_t size() const noexcept { return children_.size(); }

 private:
  struct child {
    child(F&& f, kioto::waker w)
        : slot(std::forward<F>(f)), waker(std::move(w)) {}

    future_slot<F> slot;
    kioto::waker waker;
  };

  std::shared_ptr<woken_list> list_;
  std::deque<child> children_;  // does not move them
  std::size_t left_ = 0;
};

template <class T>
std::vector<T> unwrapped(std::vector<std::optional<T>>& values) {
  std::vector<T> result;
  result.reserve(values.size());
  for (auto& value : values) result.push_back(*std::move(value));
  return result;
}

}  // namespace detail

template <class F>
class [[nodiscard]] join_all_future {
 public:
  using output_type = std::vector<detail::storable<output_of<F>>>;

  template <detail::child_range R>
    requires std::same_as<detail::child_of<R>, F>
  explicit join_all_future(R&& futures)
      : children_(std::forward<R>(futures)), values_(children_.size()) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) try {
    KIOTO_ASSERT(!complete_, "join_all: polled after completion", where);
    const auto take = [this](std::size_t place, auto p) {
      if constexpr (std::is_void_v<output_of<F>>) {
        values_[place].emplace();
      } else {
        values_[place].emplace(std::move(p).value());
      }
      return true;
    };
    if (!children_.poll(cx, take)) return kioto::poll<output_type>::pending();
    auto values = detail::unwrapped(values_);
    finish();
    return kioto::poll<output_type>::ready(std::move(values));
  } catch (...) {
    finish();
    throw;
  }

 private:
  void finish() noexcept {
    complete_ = true;
    children_.clear();
    values_.clear();
  }

  detail::woken_children<F> children_;
  std::vector<std::optional<detail::storable<output_of<F>>>> values_;
  bool complete_ = false;
};

template <detail::child_range R>
[[nodiscard]] join_all_future<detail::child_of<R>> join_all(R&& futures) {
  return join_all_future<detail::child_of<R>>(std::forward<R>(futures));
}

template <class F>
class [[nodiscard]] try_join_all_future {
 public:
  using error_type = detail::failure_of<F>;
  using value_type = detail::storable<detail::success_of<F>>;
  using output_type = std::expected<std::vector<value_type>, error_type>;

  template <detail::child_range R>
    requires std::same_as<detail::child_of<R>, F>
  explicit try_join_all_future(R&& futures)
      : children_(std::forward<R>(futures)), values_(children_.size()) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) try {
    KIOTO_ASSERT(!complete_, "try_join_all: polled after completion", where);
    std::optional<error_type> error;
    const auto take = [&](std::size_t place, auto p) {
      auto& result = p.value();
      if (!result) {
        error.emplace(std::move(result).error());
      } else if constexpr (std::is_void_v<detail::success_of<F>>) {
        values_[place].emplace();
      } else {
        values_[place].emplace(*std::move(result));
      }
      return result.has_value();
    };
    if (!children_.poll(cx, take)) return kioto::poll<output_type>::pending();
    if (error) {
      finish();
      return kioto::poll<output_type>::ready(std::unexpect, *std::move(error));
    }
    auto values = detail::unwrapped(values_);
    finish();
    return kioto::poll<output_type>::ready(std::move(values));
  } catch (...) {
    finish();
    throw;
  }

 private:
  void finish() noexcept {
    complete_ = true;
    children_.clear();
    values_.clear();
  }

  detail::woken_children<F> children_;
  std::vector<std::optional<value_type>> values_;
  bool complete_ = false;
};

template <detail::child_range R>
  requires fallible_future<std::remove_reference_t<detail::child_of<R>>>
[[nodiscard]] try_join_all_future<detail::child_of<R>> try_join_all(
    R&& futures) {
  return try_join_all_future<detail::child_of<R>>(std::forward<R>(futures));
}

}  // namespace kioto
