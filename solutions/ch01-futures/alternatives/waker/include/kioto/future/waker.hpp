// SPDX-License-Identifier: MIT
// Alternative: an empty waker has a table of its own: no null, no branch.
//
// Each member function calls its table without looking; the table of the empty
// waker does nothing, and stops the program when it is asked to wake.
#pragma once

#include <kioto/detail/assert.hpp>
#include <utility>

namespace kioto {

/// Says what the `data` pointer of a waker means: four functions on it.
struct waker_vtable {
  void* (*clone)(void* data) noexcept;
  void (*wake)(void* data) noexcept;
  void (*wake_by_ref)(void* data) noexcept;
  void (*drop)(void* data) noexcept;
};

namespace detail {

inline constexpr waker_vtable empty_waker_table = {
    .clone = [](void*) noexcept -> void* { return nullptr; },
    .wake = [](void*) noexcept { die("wake() of an empty waker"); },
    .wake_by_ref =
        [](void*) noexcept { die("wake_by_ref() of an empty waker"); },
    .drop = [](void*) noexcept {},
};

inline constexpr waker_vtable noop_waker_table = {
    .clone = [](void*) noexcept -> void* { return nullptr; },
    .wake = [](void*) noexcept {},
    .wake_by_ref = [](void*) noexcept {},
    .drop = [](void*) noexcept {},
};

}  // namespace detail

/// Wakes the owner of a future: asks that the future is polled again.
class waker {
 public:
  waker() noexcept = default;

  waker(void* data, const waker_vtable& vtable) noexcept
      : table_(&vtable), data_(data) {}

  waker(const waker& other) noexcept
      : table_(other.table_), data_(other.table_->clone(other.data_)) {}

  waker(waker&& other) noexcept
      : table_(std::exchange(other.table_, &detail::empty_waker_table)),
        data_(std::exchange(other.data_, nullptr)) {}

  waker& operator=(const waker& other) noexcept {
    if (will_wake(other)) return *this;
    const waker old(std::move(*this));
    data_ = other.table_->clone(other.data_);
    table_ = other.table_;
    return *this;
  }

  waker& operator=(waker&& other) noexcept {
    if (this == &other) return *this;
    waker taken(std::move(other));
    swap(taken);
    return *this;
  }

  ~waker() { table_->drop(data_); }

  void wake() && noexcept {
    const waker_vtable& table =
        *std::exchange(table_, &detail::empty_waker_table);
    table.wake(std::exchange(data_, nullptr));
  }

  void wake_by_ref() const noexcept { table_->wake_by_ref(data_); }

  [[nodiscard]] bool will_wake(const waker& other) const noexcept {
    return table_ == other.table_ && data_ == other.data_;
  }

  [[nodiscard]] explicit operator bool() const noexcept {
    return table_ != &detail::empty_waker_table;
  }

  void swap(waker& other) noexcept {
    std::swap(table_, other.table_);
    std::swap(data_, other.data_);
  }

  [[nodiscard]] static waker noop() noexcept {
    return waker(nullptr, detail::noop_waker_table);
  }

 private:
  const waker_vtable* table_ = &detail::empty_waker_table;  // never null
  void* data_ = nullptr;
};

inline void swap(waker& a, waker& b) noexcept { a.swap(b); }

}  // namespace kioto
