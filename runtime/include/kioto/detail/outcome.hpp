// SPDX-License-Identifier: MIT
//
// outcome<T>: how a computation ended. With a value, with an exception, or not
// yet.
//
//   outcome<int>    [ unset | - ]   [ value | 5 ]   [ error | exception_ptr ]
//
// T may be void, a reference, or a type that can only be moved.
//
// Thread safety: that of a plain value. It stays where it was made.
//
// #region answer-notes
// Rejected
//   - std::variant<nothing, T, std::exception_ptr>: says the same, and cannot
//     hold a reference or void; twice the time of a whole await.
// #endregion answer-notes
#pragma once

#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace kioto::detail {

/// Holds nothing, a `T`, or an exception.
template <class T>
class outcome {
 public:
  outcome() noexcept {}
  outcome(const outcome&) = delete;
  outcome& operator=(const outcome&) = delete;
  ~outcome() {
    if (state_ == state::value) {
      std::destroy_at(std::addressof(value_));
    } else if (state_ == state::error) {
      std::destroy_at(std::addressof(error_));
    }
  }

  // #region ways
  /// Stores the value, constructed in place. Requires: nothing is stored.
  /// If that throws, nothing is.
  template <class... Args>
  void succeed(Args&&... args) {
    if constexpr (std::is_reference_v<T>) {
      value_ = std::addressof(args...);
    } else {
      std::construct_at(std::addressof(value_), std::forward<Args>(args)...);
    }
    state_ = state::value;
  }

  /// Stores the exception that is handled now. Requires: nothing is stored.
  [[gnu::noinline, gnu::cold]] void fail_with_current_exception() noexcept {
    std::construct_at(std::addressof(error_), std::current_exception());
    state_ = state::error;
  }

  [[nodiscard]] bool has_value() const noexcept {
    return state_ == state::value;
  }
  [[nodiscard]] bool has_error() const noexcept {
    return state_ == state::error;
  }

  /// Moves the exception out. Requires: has_error().
  std::exception_ptr take_error() noexcept { return std::move(error_); }

  /// Moves the value out, or throws the exception.
  ///
  /// Requires: something is stored.
  T take() {
    if (state_ == state::error) rethrow();
    if constexpr (std::is_reference_v<T>) {
      return static_cast<T>(*value_);
    } else {
      return std::move(value_);
    }
  }
  // #endregion ways

 private:
  // Out of line: it is seldom called, and would cost registers in take().
  [[noreturn, gnu::noinline, gnu::cold]] void rethrow() const {
    std::rethrow_exception(error_);
  }

  enum class state : unsigned char { unset, value, error };

  union {
    std::conditional_t<std::is_reference_v<T>,
                       std::add_pointer_t<std::remove_reference_t<T>>, T>
        value_;
    std::exception_ptr error_;
  };
  state state_ = state::unset;
};

/// Nothing, an end, or an exception: in the size of a pointer, since every
/// coroutine and every task may have one.
template <>
class outcome<void> {
 public:
  outcome() noexcept {}
  outcome(const outcome&) = delete;
  outcome& operator=(const outcome&) = delete;
  ~outcome() {
    if (has_error()) std::destroy_at(std::addressof(error_));
  }

  void succeed() noexcept { mark_ = succeeded; }

  [[gnu::noinline, gnu::cold]] void fail_with_current_exception() noexcept {
    std::construct_at(std::addressof(error_), std::current_exception());
  }

  [[nodiscard]] bool has_value() const noexcept { return mark() == succeeded; }
  [[nodiscard]] bool has_error() const noexcept { return mark() > succeeded; }

  std::exception_ptr take_error() noexcept { return std::move(error_); }

  void take() {
    if (has_error()) rethrow();
  }

 private:
  // What is there while no exception is, and what is the address of none.
  static constexpr std::uintptr_t unset = 0;
  static constexpr std::uintptr_t succeeded = 1;

  std::uintptr_t mark() const noexcept {
    static_assert(sizeof(error_) == sizeof(mark_),
                  "an exception_ptr is the address of the exception");
    std::uintptr_t mark;
    std::memcpy(&mark, this, sizeof(mark));  // whichever of the two it is
    return mark;
  }

  [[noreturn, gnu::noinline, gnu::cold]] void rethrow() const {
    std::rethrow_exception(error_);
  }

  union {
    std::uintptr_t mark_ = unset;
    std::exception_ptr error_;
  };
};

}  // namespace kioto::detail
