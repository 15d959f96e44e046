// SPDX-License-Identifier: MIT
//
// steal_ring: the run queue of one worker, from which others may steal. The
// worker pushes at the tail and pops at the head; a thief takes half of what is
// there, at the head.
//
//             steal        head            tail
//               v            v              v
//     | free | taken by a | to be popped, or | free |
//     |      | thief, not | stolen           |      |
//     |      | yet copied |                  |      |
//
// `steal` lags behind `head` while a thief copies; else they are the same. One
// word holds both, so that a claim is one compare-exchange. All of them count
// up for ever and wrap around; a slot is a position modulo the capacity.
//
// Thread safety: push(), pop() and the queue that steal_into() fills belong to
// the owner; steal_into() may be called on it by any thread.
//
// Invariants
//   1. steal <= head <= tail <= steal + capacity, as distances around the wrap.
//   2. The slots from steal to tail are not written.
//   3. At most one thief is between its claim and the end of its copy.
//
// Source: Tokio, tokio/src/runtime/scheduler/multi_thread/queue.rs, which took
// the idea of the bounded ring from Go's runqsteal().
//
// #region answer-notes
// Rejected
//   - A Chase-Lev deque: the owner's end is last in, first out, which starves;
//     and a thief takes one task a compare-exchange.
//   - A ring that grows: memory that a thief reads may go. What does not fit
//     goes to the queue that all share, which spreads it as well.
//   - A lock: the owner would pay it in each push and pop, for thieves that
//     come when there is nothing else to do.
// #endregion answer-notes
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_queue.hpp>

namespace kioto::detail {

class steal_ring {
 public:
  static constexpr std::uint32_t capacity = 256;

  /// How many tasks are there: as many, or fewer if a thief is at work.
  /// Threads: any, as a hint.
  [[nodiscard]] std::uint32_t size() const noexcept {
    // acquire: not needed for a hint, but the tail must not be older than the
    // head: it would look negative. Pairs with the releases of who moves the
    // head. relaxed: nobody looks at the slots for this number.
    const std::uint32_t head =
        unpack(heads_.load(std::memory_order_acquire)).head;
    return tail_.load(std::memory_order_relaxed) - head;
  }

  [[nodiscard]] bool is_empty() const noexcept { return size() == 0; }

  /// Puts a task at the tail. If it is full, half of it and the task go to
  /// `overflow`, which is empty. Threads: the owner.
  void push(task_header& task, task_queue& overflow) noexcept {
    // relaxed: only the owner writes it.
    const std::uint32_t tail = tail_.load(std::memory_order_relaxed);
    for (;;) {
      // acquire: the slots that a thief has copied are free; pairs with the
      // release of its end.
      const std::uint64_t now = heads_.load(std::memory_order_acquire);
      const ends at = unpack(now);
      if (tail - at.steal < capacity) break;
      if (at.steal != at.head) return overflow.push_back(task);  // soon free
      if (move_half(now, overflow)) return overflow.push_back(task);
      // A thief was faster: there is room now, or soon.
    }
    slots_[tail % capacity] = &task;
    // release: publishes the slot; pairs with the acquire of a thief.
    tail_.store(tail + 1, std::memory_order_release);
  }

  /// Takes the task at the head. Returns: null if there is none. Threads: the
  /// owner.
  task_header* pop() noexcept {
    // relaxed: only the owner writes it.
    const std::uint32_t tail = tail_.load(std::memory_order_relaxed);
    // relaxed: the compare-exchange decides; a slot was written by this thread.
    std::uint64_t now = heads_.load(std::memory_order_relaxed);
    for (;;) {
      const ends at = unpack(now);
      if (at.head == tail) return nullptr;
      const std::uint32_t next = at.head + 1;
      // While a thief copies, `steal` is its to move.
      const ends after{at.steal == at.head ? next : at.steal, next};
      // The slot is read first: it may be a thief's as soon as it is claimed,
      // but nobody writes it before the owner does.
      task_header* task = slots_[at.head % capacity];
      // release: the tail; who reads the new head and then an older tail than
      // that would find the ring to hold four billion tasks. Pairs with the
      // acquire in claim_half() and size(). relaxed on failure: as above.
      if (heads_.compare_exchange_weak(now, pack(after),
                                       std::memory_order_release,
                                       std::memory_order_relaxed)) {
        return task;
      }
    }
  }

  /// Moves half of the tasks, rounded up, to the ring of the caller, which has
  /// room for them; one of them is returned instead. Returns: null if there was
  /// nothing, or another thief is at work.
  task_header* steal_into(steal_ring& mine) noexcept {
    // relaxed: only the caller writes it.
    const std::uint32_t to = mine.tail_.load(std::memory_order_relaxed);
    // acquire: what a thief of the caller's ring still copies is not free.
    const ends own = unpack(mine.heads_.load(std::memory_order_acquire));
    if (to - own.steal > capacity / 2) return nullptr;
    const std::uint32_t n = claim_half(mine, to);
    if (n == 0) return nullptr;
    task_header* last = mine.slots_[(to + n - 1) % capacity];
    // release: publishes the slots; pairs with the acquire of the next thief.
    if (n > 1) mine.tail_.store(to + n - 1, std::memory_order_release);
    return last;
  }

 private:
  struct ends {
    std::uint32_t steal;
    std::uint32_t head;
  };

  static constexpr ends unpack(std::uint64_t word) noexcept {
    return {static_cast<std::uint32_t>(word >> 32),
            static_cast<std::uint32_t>(word)};
  }
  static constexpr std::uint64_t pack(ends e) noexcept {
    return std::uint64_t{e.steal} << 32 | e.head;
  }

  // Takes half of the tasks out of a full ring. Returns: false if a thief was
  // faster.
  bool move_half(std::uint64_t now, task_queue& to) noexcept {
    const std::uint32_t head = unpack(now).head;
    constexpr std::uint32_t n = capacity / 2;
    // release: the tail, as in pop(). relaxed on failure: the caller looks
    // again.
    if (!heads_.compare_exchange_strong(now, pack({head + n, head + n}),
                                        std::memory_order_release,
                                        std::memory_order_relaxed)) {
      return false;
    }
    for (std::uint32_t i = 0; i < n; ++i) {
      to.push_back(*slots_[(head + i) % capacity]);
    }
    return true;
  }

  // Copies half of this ring behind position `to` of the thief's. Returns: how
  // many.
  std::uint32_t claim_half(steal_ring& mine, std::uint32_t to) noexcept {
    // acquire: a tail no older than this; pairs with the release in pop(), and
    // with that of the thief before.
    std::uint64_t now = heads_.load(std::memory_order_acquire);
    std::uint32_t n = 0;
    ends at{};
    do {
      at = unpack(now);
      if (at.steal != at.head) return 0;  // another thief is at work
      // acquire: the slots; pairs with the release of push().
      const std::uint32_t size =
          tail_.load(std::memory_order_acquire) - at.head;
      n = size - size / 2;
      if (n == 0) return 0;
      // release: the tail that was read here, to who reads the new head, as in
      // pop(). acquire on failure: as above, for the next attempt.
    } while (!heads_.compare_exchange_weak(now, pack({at.steal, at.head + n}),
                                           std::memory_order_release,
                                           std::memory_order_acquire));
    for (std::uint32_t i = 0; i < n; ++i) {
      mine.slots_[(to + i) % capacity] = slots_[(at.head + i) % capacity];
    }
    give_up_claim();
    return n;
  }

  // The copy is done: the slots are free.
  void give_up_claim() noexcept {
    // relaxed: the compare-exchange decides.
    std::uint64_t now = heads_.load(std::memory_order_relaxed);
    for (;;) {
      const std::uint32_t head = unpack(now).head;
      // release: the copy is over; pairs with the acquire in push().
      if (heads_.compare_exchange_weak(now, pack({head, head}),
                                       std::memory_order_release,
                                       std::memory_order_relaxed)) {
        return;
      }
    }
  }

  // Written by the owner and by thieves.
  alignas(64) std::atomic<std::uint64_t> heads_{0};
  // Written by the owner.
  alignas(64) std::atomic<std::uint32_t> tail_{0};
  // From `tail` on: the owner's. Before: see invariant 2.
  std::array<task_header*, capacity> slots_{};
};

}  // namespace kioto::detail
