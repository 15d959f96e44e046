// SPDX-License-Identifier: MIT
// Alternative: the count is of the owners beside the last one.
//
// It starts at 0 for a single owner, and whoever finds it at 0 on the way down
// is the last. It is changed by compare-exchange instead of fetch_sub, and the
// table's functions are ordinary static members.
#pragma once

#include <atomic>
#include <concepts>
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

  virtual void wake() noexcept = 0;

 protected:
  wakeable() noexcept = default;
  virtual ~wakeable() = default;

 private:
  template <class T>
  friend class wakeable_ptr;

  void add_reference() noexcept {
    // relaxed: the caller is an owner, so the object is there.
    others_.fetch_add(1, std::memory_order_relaxed);
  }

  void drop_reference() noexcept {
    // acquire: the last owner deletes what the others worked on; pairs with the
    // release of their exchange below.
    long others = others_.load(std::memory_order_acquire);
    while (others != 0) {
      if (others_.compare_exchange_weak(others, others - 1,
                                        std::memory_order_acq_rel,
                                        std::memory_order_acquire)) {
        return;
      }
    }
    delete this;
  }

  kioto::waker make_waker() noexcept {
    add_reference();
    return kioto::waker(this, table);
  }

  static void* clone_it(void* data) noexcept {
    static_cast<wakeable*>(data)->add_reference();
    return data;
  }
  static void wake_it_and_drop(void* data) noexcept {
    wake_it(data);
    drop_it(data);
  }
  static void wake_it(void* data) noexcept {
    static_cast<wakeable*>(data)->wake();
  }
  static void drop_it(void* data) noexcept {
    static_cast<wakeable*>(data)->drop_reference();
  }

  static constexpr waker_vtable table{.clone = clone_it,
                                      .wake = wake_it_and_drop,
                                      .wake_by_ref = wake_it,
                                      .drop = drop_it};

  std::atomic<long> others_{0};
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
template <std::derived_from<wakeable> T, class... Args>
[[nodiscard]] wakeable_ptr<T> make_wakeable(Args&&... args) {
  return wakeable_ptr<T>(new T(std::forward<Args>(args)...));
}

}  // namespace kioto
