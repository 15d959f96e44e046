// SPDX-License-Identifier: MIT
//
// ch01.waker: A waker: two words that call you back
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members of
// waker, and what they hold in an empty one.
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
#pragma once

#include <grader/todo.hpp>
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
  waker(void* data, const waker_vtable& vtable) noexcept {
    KIOTO_TODO("ch01.waker");
  }

  /// Makes another waker of the same task; of an empty one, an empty one.
  ///
  /// Cost: one `clone`.
  waker(const waker& other) noexcept { KIOTO_TODO("ch01.waker"); }

  /// Takes the reference over; `other` is empty afterwards.
  waker(waker&& other) noexcept { KIOTO_TODO("ch01.waker"); }

  /// Makes this a waker of the same task as `other`.
  ///
  /// Cost: one `clone` and one `drop`; neither when `will_wake(other)` holds
  /// already, so a future may say `waker_ = cx.waker()` in every poll.
  /// The drop may run any code; even `other` may end with what is dropped.
  waker& operator=(const waker& other) noexcept { KIOTO_TODO("ch01.waker"); }

  /// Takes the reference over and drops the one held before; `other` is empty
  /// afterwards, unless it is this very object, and may end with that drop.
  waker& operator=(waker&& other) noexcept { KIOTO_TODO("ch01.waker"); }

  /// Gives the reference back, if there is one.
  ~waker() { KIOTO_TODO("ch01.waker"); }

  /// Wakes, and uses this waker up: it is empty afterwards. What is woken may
  /// destroy this very object.
  ///
  /// Call it as `std::move(w).wake()`.
  /// Requires: not empty; stops the program with "wake() of an empty waker".
  /// Cost: one `wake`, no `clone` and no `drop`.
  void wake() && noexcept { KIOTO_TODO("ch01.waker"); }

  /// Wakes, and keeps this waker for the next time.
  ///
  /// Requires: not empty; stops the program with "wake_by_ref() of an empty
  /// waker".
  void wake_by_ref() const noexcept { KIOTO_TODO("ch01.waker"); }

  /// Returns: true if both are known to wake the same task, or if both are
  /// empty. False promises nothing: it only costs a clone that was not needed.
  [[nodiscard]] bool will_wake(const waker& other) const noexcept {
    KIOTO_TODO("ch01.waker");
  }

  /// Returns: false if this waker is empty.
  [[nodiscard]] explicit operator bool() const noexcept {
    KIOTO_TODO("ch01.waker");
  }

  /// Exchanges two wakers. Cost: no call of either vtable.
  void swap(waker& other) noexcept { KIOTO_TODO("ch01.waker"); }

  /// Makes a waker that does nothing when woken; any two of them `will_wake`
  /// each other. For a future that is polled once, and for tests.
  ///
  /// Cost: no allocation.
  [[nodiscard]] static waker noop() noexcept { KIOTO_TODO("ch01.waker"); }

 private:
  // Yours: the private members of waker, and what they hold in an empty one
};

inline void swap(waker& a, waker& b) noexcept { a.swap(b); }

}  // namespace kioto
