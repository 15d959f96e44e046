// SPDX-License-Identifier: MIT
// Alternative: a union and a flag by hand, without std::optional.
#pragma once

#include <functional>
#include <kioto/detail/assert.hpp>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

template <class T = void>
class poll;

namespace detail {

template <class F, class... Args>
using mapped_poll = poll<std::remove_cvref_t<std::invoke_result_t<F, Args...>>>;

}  // namespace detail

template <class T>
class [[nodiscard]] poll {
  static_assert(!std::is_reference_v<T>);
  static_assert(std::is_same_v<T, std::remove_cv_t<T>>);

 public:
  using value_type = T;

  template <class... Args>
  static poll ready(Args&&... args) {
    return poll(std::in_place, std::forward<Args>(args)...);
  }

  static poll pending() noexcept { return poll(); }

  poll(const poll& other)
    requires std::is_copy_constructible_v<T>
      : ready_(other.ready_) {
    if (ready_) std::construct_at(std::addressof(value_), other.value_);
  }

  poll(poll&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
      : ready_(other.ready_) {
    if (ready_)
      std::construct_at(std::addressof(value_), std::move(other.value_));
  }

  // One assignment for all cases: the argument is the copy or the moved value.
  poll& operator=(poll other) noexcept(
      std::is_nothrow_move_constructible_v<T>) {
    if (ready_) std::destroy_at(std::addressof(value_));
    ready_ = false;  // in case that the move throws
    if (other.ready_)
      std::construct_at(std::addressof(value_), std::move(other.value_));
    ready_ = other.ready_;
    return *this;
  }

  ~poll() {
    if (ready_) std::destroy_at(std::addressof(value_));
  }

  [[nodiscard]] bool is_ready() const noexcept { return ready_; }
  [[nodiscard]] bool is_pending() const noexcept { return !ready_; }

  [[nodiscard]] T& value(
      std::source_location where = std::source_location::current()) & {
    KIOTO_ASSERT(ready_, "value() of a pending poll", where);
    return value_;
  }

  [[nodiscard]] const T& value(
      std::source_location where = std::source_location::current()) const& {
    KIOTO_ASSERT(ready_, "value() of a pending poll", where);
    return value_;
  }

  [[nodiscard]] T value(
      std::source_location where = std::source_location::current()) && {
    KIOTO_ASSERT(ready_, "value() of a pending poll", where);
    return std::move(value_);
  }

  template <class F>
  detail::mapped_poll<F, T> map(F&& fn) && {
    return apply<detail::mapped_poll<F, T>>(std::forward<F>(fn),
                                            std::move(*this));
  }

  template <class F>
  detail::mapped_poll<F, const T&> map(F&& fn) const& {
    return apply<detail::mapped_poll<F, const T&>>(std::forward<F>(fn), *this);
  }

 private:
  poll() noexcept : ready_(false) {}

  template <class... Args>
  explicit poll(std::in_place_t, Args&&... args)
      : value_(std::forward<Args>(args)...), ready_(true) {}

  // Both map(): Self is poll or const poll&, and its value goes the same way.
  template <class Result, class F, class Self>
  static Result apply(F&& fn, Self&& self) {
    if (!self.ready_) return Result::pending();
    if constexpr (std::is_void_v<typename Result::value_type>) {
      std::invoke(std::forward<F>(fn), std::forward<Self>(self).value_);
      return Result::ready();
    } else {
      return Result::ready(
          std::invoke(std::forward<F>(fn), std::forward<Self>(self).value_));
    }
  }

  union {
    T value_;  // lives while ready_
  };
  bool ready_;
};

template <>
class [[nodiscard]] poll<void> {
 public:
  using value_type = void;

  static poll ready() noexcept { return poll(answer::ready); }
  static poll pending() noexcept { return poll(answer::pending); }

  [[nodiscard]] bool is_ready() const noexcept {
    return answer_ == answer::ready;
  }
  [[nodiscard]] bool is_pending() const noexcept {
    return answer_ == answer::pending;
  }

  void value(
      std::source_location where = std::source_location::current()) const {
    KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
  }

  template <class F>
  detail::mapped_poll<F> map(F&& fn) const {
    using result = detail::mapped_poll<F>;
    if (is_pending()) return result::pending();
    if constexpr (std::is_void_v<typename result::value_type>) {
      std::invoke(std::forward<F>(fn));
      return result::ready();
    } else {
      return result::ready(std::invoke(std::forward<F>(fn)));
    }
  }

 private:
  enum class answer : unsigned char { pending, ready };

  explicit poll(answer a) noexcept : answer_(a) {}

  answer answer_;
};

}  // namespace kioto
