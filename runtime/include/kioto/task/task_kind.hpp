// SPDX-License-Identifier: MIT
//
// task_kind: what the tasks of one type of future, from one call of spawn(),
// have in common. A program has few kinds, so a task keeps the number of its
// own: two bytes in the place of two pointers.
//
//   number_of(vtable, place)                  [3]
//          | hash                              |
//          v                                   v
//   first [ - | 3 | - | 2 | - ... ]   kinds [ none | #1 | #2 | #3 | ... ]
//   next                                    [  -   | -  | -  | 1  | ... ]
//
// When there is no room for another kind they are copied to twice the room. Who
// has read the old one goes on with it: it stays, and what it has is right.
//
// Thread safety: any thread.
//
// Invariants
//   1. A kind is never changed or removed; its number never changes.
//   2. A number is in `first` only once its kind and its `next` are there.
//
// A kind is two addresses, which are compared and, while there is a task of
// it, followed. So a shared library may go: if another one comes to the same
// place, the same two addresses are the kind of its tasks. What is linked
// against two copies of this library must not give the tasks of one to the
// other, whose numbers differ.
//
// Rejected
//   - A table that is large enough for ever, the number being the slot: no
//     growth, but a page of memory for nearly each kind.
//   - The address of the kind: six bytes at least, and the header has three.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <source_location>
#include <type_traits>

namespace kioto::detail {

struct task_vtable;

struct task_kind {
  const task_vtable* vtable = nullptr;  // null: of none, whose number is 0
  std::source_location spawned_at{};
};

using task_kind_number = std::uint16_t;

// Each poll reads its first line: nobody may write there.
class alignas(64) task_kinds {
  using atomic_number = std::atomic<task_kind_number>;

 public:
  /// With the one of number 0, which is none.
  static constexpr std::size_t most = std::size_t{1} << 16;
  static constexpr std::size_t buckets = std::size_t{1} << 12;

  /// Where the kinds are, and who is next in the bucket of each; 0: nobody.
  struct room {
    task_kind* kinds;
    task_kind_number* next;
    std::size_t capacity;
    const room* before = nullptr;  // may be in use still
  };

  /// `first`: room for two kinds or more, a power of two, all zero; it outlives
  /// this.
  explicit constexpr task_kinds(const room& first) noexcept
      : kinds_(first.kinds), room_(&first) {}
  task_kinds(const task_kinds&) = delete;
  task_kinds& operator=(const task_kinds&) = delete;
  ~task_kinds();

  /// Gives the kind's number, a new one the first time.
  ///
  /// Errors: std::bad_alloc if there is no memory for a new one, or no number:
  /// a program has at most 65,535 kinds.
  /// Cost: about 1 ns; the first time a lock, and seldom an allocation.
  [[nodiscard]] task_kind_number number_of(const task_vtable& vtable,
                                           std::source_location spawned_at) {
    // acquire: the kind; pairs with the release in add().
    const task_kind_number n =
        first_[bucket_of(vtable, spawned_at)].load(std::memory_order_acquire);
    if (is((*this)[n], vtable, spawned_at)) [[likely]]
      return n;
    return find_or_add(vtable, spawned_at);
  }

  /// Requires: number_of() has given the number, or it is 0.
  [[nodiscard]] const task_kind& operator[](task_kind_number n) const noexcept {
    // acquire: the copies, if it is a new room; pairs with the release in
    // grow().
    return kinds_.load(std::memory_order_acquire)[n];
  }

 private:
  static_assert(sizeof(std::source_location) == sizeof(std::uintptr_t) &&
                    std::is_trivially_copyable_v<std::source_location>,
                "a source_location is the address of what the compiler knows");

  static std::uintptr_t address(std::source_location of) noexcept {
    return std::bit_cast<std::uintptr_t>(of);
  }
  static std::size_t bucket_of(const task_vtable& vtable,
                               std::source_location spawned_at) noexcept {
    const std::uintptr_t both =
        std::bit_cast<std::uintptr_t>(&vtable) + address(spawned_at);
    // Both are of words. Those of a program are near each other.
    return (both >> 3) % buckets;
  }
  static bool is(const task_kind& kind, const task_vtable& vtable,
                 std::source_location spawned_at) noexcept {
    return kind.vtable == &vtable &&
           address(kind.spawned_at) == address(spawned_at);
  }

  task_kind_number find_or_add(const task_vtable& vtable,
                               std::source_location spawned_at);
  task_kind_number find(const task_vtable& vtable,
                        std::source_location spawned_at) const noexcept;
  task_kind_number add(const task_kind& kind);
  const room& grow(const room& old);

  // Written under the mutex, read by any thread.
  std::atomic<const task_kind*> kinds_;  // those of room_
  std::array<atomic_number, buckets> first_{};
  std::atomic<const room*> room_;

  std::mutex mutex_;
  std::size_t size_ = 1;  // under the mutex
};

/// Of all tasks. Never destroyed: tasks may end after static objects have gone.
extern constinit task_kinds this_programs_kinds;

}  // namespace kioto::detail
