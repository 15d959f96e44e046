// SPDX-License-Identifier: MIT
//
// ch01.waker: A waker: two words that call you back
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the count of a wakeable:
// its type, and where it starts.
//
// wakeable: something that can be woken, shared by all the wakers made of it.
// Derive from it, write wake(), make it with make_wakeable<T>().
//
//   wakeable_ptr<T> --+
//                     v
//   waker ----> [ count | T's own members ]    one allocation
//                     ^
//   waker ------------+
//
// Thread safety: wake() is called from any thread, also from several at once.
// A wakeable_ptr is a plain value, used by one thread at a time.
//
// Invariants
//   1. count = wakeable_ptrs + wakers that point here.
//   2. Whoever brings the count to zero deletes the object, on that thread;
//      nobody touches it afterwards.
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <grader/todo.hpp>
#include <kioto/future/waker.hpp>
#include <utility>

namespace kioto {

template <class T>
class wakeable_ptr;

/// Is the base of what wakers point to: a reference count and a virtual wake.
class wakeable {
 public:
  wakeable(const wakeable&) = delete;
  wakeable& operator=(const wakeable&) = delete;

  /// Is called by each wake of each waker.
  ///
  /// Threads: any, and several at once. The object lives until it returns.
  virtual void wake() noexcept = 0;

 protected:
  wakeable() noexcept = default;
  virtual ~wakeable() = default;

 private:
  template <class T>
  friend class wakeable_ptr;

  /// Adds one owner. Requires: the caller is an owner.
  void add_reference() noexcept { KIOTO_TODO("ch01.waker"); }

  /// Takes one owner away; the last one deletes the object.
  void drop_reference() noexcept { KIOTO_TODO("ch01.waker"); }

  /// Makes a waker that calls `wake()`. Requires: the caller is an owner.
  ///
  /// Cost: one more reference, no allocation. All wakers of one object
  /// `will_wake` each other.
  kioto::waker make_waker() noexcept { KIOTO_TODO("ch01.waker"); }

  // Yours: the count of a wakeable: its type, and where it starts
};

/// Owns one reference to a wakeable; can be moved, not copied.
template <class T>
class [[nodiscard]] wakeable_ptr {
 public:
  wakeable_ptr(wakeable_ptr&& other) noexcept
      : object_(std::exchange(other.object_, nullptr)) {}
  wakeable_ptr& operator=(wakeable_ptr&& other) noexcept {
    wakeable_ptr taken(std::move(other));
    std::swap(object_, taken.object_);
    return *this;
  }
  ~wakeable_ptr() {
    if (object_) base().drop_reference();
  }

  T* get() const noexcept { return object_; }
  T* operator->() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }

  /// Makes a waker of the object. Requires: not moved from.
  ///
  /// Cost: one more reference, no allocation.
  [[nodiscard]] kioto::waker waker() const noexcept {
    return base().make_waker();
  }

 private:
  template <std::derived_from<wakeable> U, class... Args>
  friend wakeable_ptr<U> make_wakeable(Args&&... args);

  explicit wakeable_ptr(T* object) noexcept : object_(object) {}

  wakeable& base() const noexcept { return *object_; }

  T* object_;
};

/// Makes a `T` from `args`, and the first reference to it.
///
/// Cost: one allocation, the only one for the object and all its wakers.
template <std::derived_from<wakeable> T, class... Args>
[[nodiscard]] wakeable_ptr<T> make_wakeable(Args&&... args) {
  KIOTO_TODO("ch01.waker");
}

}  // namespace kioto
