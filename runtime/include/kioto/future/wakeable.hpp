// SPDX-License-Identifier: MIT
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
//
// #region answer-notes
// The two orderings are those of every reference count. Source: Boost.Atomic,
// "Reference counting"; Mara Bos, Rust Atomics and Locks, ch. 6.
//
// Rejected
//   - std::shared_ptr with a waker that owns a heap copy of it: a second
//     allocation a waker.
//   - A release decrement and an acquire fence before the delete: cheaper on
//     ARM by one instruction, but ThreadSanitizer does not understand fences
//     and would report the delete.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
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
  void add_reference() noexcept {
    // relaxed: the caller's own reference keeps the object alive, and a larger
    // count publishes nothing. It cannot overflow: each reference is a pointer
    // somewhere in memory.
    references_.fetch_add(1, std::memory_order_relaxed);
  }

  /// Takes one owner away; the last one deletes the object.
  void drop_reference() noexcept {
    // release: all that this owner did with the object comes before the
    // delete; pairs with the acquire half of the decrement that reads 1.
    // acquire: needed by that last one only, for the delete.
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  /// Makes a waker that calls `wake()`. Requires: the caller is an owner.
  ///
  /// Cost: one more reference, no allocation. All wakers of one object
  /// `will_wake` each other.
  kioto::waker make_waker() noexcept {
    static constexpr waker_vtable table = {
        .clone = [](void* data) noexcept -> void* {
          static_cast<wakeable*>(data)->add_reference();
          return data;
        },
        .wake =
            [](void* data) noexcept {
              static_cast<wakeable*>(data)->wake();
              static_cast<wakeable*>(data)->drop_reference();
            },
        .wake_by_ref =
            [](void* data) noexcept { static_cast<wakeable*>(data)->wake(); },
        .drop =
            [](void* data) noexcept {
              static_cast<wakeable*>(data)->drop_reference();
            },
    };
    add_reference();
    return kioto::waker(this, table);
  }

  // #region count
  // Written by any thread; 1 for the wakeable_ptr that make_wakeable returns.
  std::atomic<std::size_t> references_{1};
  // #endregion count
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
  return wakeable_ptr<T>(new T(std::forward<Args>(args)...));
}

}  // namespace kioto
