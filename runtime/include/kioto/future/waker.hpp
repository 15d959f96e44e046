// SPDX-License-Identifier: MIT
//
// waker: the way back. A future that returns pending keeps a copy of the waker
// from its context; whoever makes the event happen wakes it, and that asks the
// owner of the future to poll again.
//
//   waker  +--------+     +------------------- waker_vtable
//          | vtable | --> | clone  wake  wake_by_ref  drop
//          | data   | --> whatever is to be woken; only the vtable knows
//          +--------+
//
// A waker is a value: two words, copied with `clone`, destroyed with `drop`.
// What `data` points to decides the cost; for most executors it is a reference
// count (see wakeable.hpp).
//
// Thread safety: one waker object is a plain value, used by one thread at a
// time. Copies of it may be used, woken and destroyed on any thread at once.
//
// Invariants
//   1. A waker owns one reference to `data`, or it is empty and owns none.
//   2. Each reference is given back exactly once: by `wake` or by `drop`.
//   3. A waker is empty when it was default-constructed, moved from, or woken
//      by `wake()`.
//
// #region answer-notes
// Rejected
//   - std::function<void()>: copying one may allocate, two cannot be compared,
//     and "wake, and give the reference back" is not one operation.
//   - std::shared_ptr<base>: two words also, but its count sits in a control
//     block that a task, with a state word of its own, has no use for.
//   - A moved-from waker that points to noop(): one branch less here, an
//     indirect call more in each destructor, and a wake after a move would be
//     lost in silence.
// #endregion answer-notes
#pragma once

#include <kioto/detail/assert.hpp>
#include <utility>

namespace kioto {

/// Says what the `data` pointer of a waker means: four functions on it.
///
/// Threads: all four may be called from any thread, at the same time.
struct waker_vtable {
  /// Takes one more reference; gives the `data` of the new waker.
  void* (*clone)(void* data) noexcept;
  /// Wakes, and gives the reference back.
  void (*wake)(void* data) noexcept;
  /// Wakes, and keeps the reference.
  void (*wake_by_ref)(void* data) noexcept;
  /// Gives the reference back.
  void (*drop)(void* data) noexcept;
};

/// Wakes the owner of a future: asks that the future is polled again.
class waker {
 public:
  /// Makes an empty waker: it owns nothing and wakes nobody.
  waker() noexcept = default;

  /// Takes over one reference that the caller owns.
  ///
  /// Requires: `vtable` lives as long as any copy of this waker.
  waker(void* data, const waker_vtable& vtable) noexcept
      : data_(data), vtable_(&vtable) {}

  /// Makes another waker of the same task; of an empty one, an empty one.
  ///
  /// Cost: one `clone`.
  waker(const waker& other) noexcept
      : data_(other.vtable_ ? other.vtable_->clone(other.data_) : nullptr),
        vtable_(other.vtable_) {}

  /// Takes the reference over; `other` is empty afterwards.
  waker(waker&& other) noexcept { swap(other); }

  /// Makes this a waker of the same task as `other`.
  ///
  /// Cost: one `clone` and one `drop`; neither when `will_wake(other)` holds
  /// already, so a future may say `waker_ = cx.waker()` in every poll.
  /// The drop may run any code; even `other` may end with what is dropped.
  waker& operator=(const waker& other) noexcept {
    // The copy is dropped last, when *this is whole again: a drop may run any
    // code, and that code may use this waker.
    if (!will_wake(other)) waker(other).swap(*this);
    return *this;
  }

  /// Takes the reference over and drops the one held before; `other` is empty
  /// afterwards, unless it is this very object, and may end with that drop.
  waker& operator=(waker&& other) noexcept {
    waker(std::move(other)).swap(*this);
    return *this;
  }

  /// Gives the reference back, if there is one.
  ~waker() {
    if (vtable_) vtable_->drop(data_);
  }

  /// Wakes, and uses this waker up: it is empty afterwards. What is woken may
  /// destroy this very object.
  ///
  /// Call it as `std::move(w).wake()`.
  /// Requires: not empty; stops the program with "wake() of an empty waker".
  /// Cost: one `wake`, no `clone` and no `drop`.
  void wake() && noexcept {
    KIOTO_ASSERT(vtable_, "wake() of an empty waker");
    // Empty first: what runs inside may destroy or assign this object.
    const waker_vtable& vtable = *std::exchange(vtable_, nullptr);
    vtable.wake(std::exchange(data_, nullptr));
  }

  /// Wakes, and keeps this waker for the next time.
  ///
  /// Requires: not empty; stops the program with "wake_by_ref() of an empty
  /// waker".
  void wake_by_ref() const noexcept {
    KIOTO_ASSERT(vtable_, "wake_by_ref() of an empty waker");
    vtable_->wake_by_ref(data_);
  }

  /// Returns: true if both are known to wake the same task, or if both are
  /// empty. False promises nothing: it only costs a clone that was not needed.
  [[nodiscard]] bool will_wake(const waker& other) const noexcept {
    return data_ == other.data_ && vtable_ == other.vtable_;
  }

  /// Returns: false if this waker is empty.
  [[nodiscard]] explicit operator bool() const noexcept {
    return vtable_ != nullptr;
  }

  /// Exchanges two wakers. Cost: no call of either vtable.
  void swap(waker& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(vtable_, other.vtable_);
  }

  /// Makes a waker that does nothing when woken; any two of them `will_wake`
  /// each other. For a future that is polled once, and for tests.
  ///
  /// Cost: no allocation.
  [[nodiscard]] static waker noop() noexcept {
    static constexpr waker_vtable table = {
        .clone = [](void*) noexcept -> void* { return nullptr; },
        .wake = [](void*) noexcept {},
        .wake_by_ref = [](void*) noexcept {},
        .drop = [](void*) noexcept {},
    };
    return waker(nullptr, table);
  }

 private:
  // #region state
  void* data_ = nullptr;
  const waker_vtable* vtable_ = nullptr;  // null = empty
  // #endregion state
};

inline void swap(waker& a, waker& b) noexcept { a.swap(b); }

}  // namespace kioto
