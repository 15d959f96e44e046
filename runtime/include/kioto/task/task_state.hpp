// SPDX-License-Identifier: MIT
//
// task_state: one word that says who may touch which part of a task.
//
//   bit  name           means
//   0    held           somebody holds the task: a run queue, or the thread
//                       that polls it. Only the holder touches the future.
//   1    notified       woken since its poll began, or while it was in a queue
//   2    cancelled      to be destroyed instead of polled
//   3    complete       the outcome is there; the future is gone
//   4    join_interest  a join_handle is alive
//   5    join_waker     the slot of the join waker is the task's, else the
//                       join_handle's
//   6..  references     of wakers, handles, and one of the runtime's until the
//                       task is complete
//
//            wake: schedule            wake: notified
//   idle -------------------> held ------------------+
//    ^                        | ^                    |
//    |   poll pending,        | |  poll pending,     |
//    +--- not notified -------+ +--- notified: ------+--> polled again
//                             |
//                             +--- ready, or cancelled --> complete
//
// A task in a queue and a task that is polled look alike. So the begin of a
// poll writes nothing, and a task that goes back to its queue by itself (it
// wakes itself: yield_now) is never written at all.
//
// Thread safety: every member may be called by any thread that has a
// reference, where it does not say "the holder".
//
// Invariants
//   1. A task is held from when it is made until it is idle or complete, by one
//      holder at a time.
//   2. A wake either makes its caller the holder, who has to put the task into
//      a queue, or is seen by the holder, who polls once more.
//   3. complete is never taken back, cancelled neither, and join_interest is
//      never set again.
//
// Source: the idea of one word with transitions is Tokio's,
// tokio/src/runtime/task/state.rs; `held` is not.
//
// #region answer-notes
// Rejected
//   - Separate bits for "in a queue" and "is polled", as in Tokio: each poll
//     begins with an atomic write, 5 ns of the 13 that a yield may cost.
//   - A wake that only looks when the task is notified already: its own writes
//     would not be ordered before the poll that follows.
//   - A count of wakes: a task woken ten times needs one poll.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <cstdint>
#include <kioto/detail/assert.hpp>

namespace kioto::detail {

class task_state {
 public:
  /// Held by whoever has made it, with a join_handle.
  task_state() noexcept = default;

  // --- wakes ---

  enum class wake_result { nothing, schedule };

  /// Somebody wakes the task. Returns: schedule when the caller holds it now,
  /// and has to put it into a queue.
  [[nodiscard]] wake_result transition_to_notified() noexcept {
    return mark(notified, 0);
  }

  /// Somebody aborts the task. Returns: as above.
  [[nodiscard]] wake_result transition_to_cancelled() noexcept {
    return mark(notified | cancelled, cancelled);
  }

  // --- the holder ---

  enum class poll_begin { poll, cancel };

  /// The holder is about to poll. Takes note of all wakes so far.
  [[nodiscard]] poll_begin transition_to_polling() noexcept {
    // relaxed: a look whether there is a wake to take note of. The one that
    // scheduled the task is ordered by the queue.
    std::uint32_t now = word_.load(std::memory_order_relaxed);
    if ((now & (notified | cancelled)) == 0) return poll_begin::poll;
    // acquire: sees what was done before each wake so far; pairs with the
    // release in mark(). It has to be a write: a wake from here on must find
    // the bit clear, and set it.
    now = word_.fetch_and(~notified, std::memory_order_acquire);
    return (now & cancelled) != 0 ? poll_begin::cancel : poll_begin::poll;
  }

  enum class poll_end { idle, again, cancel };

  /// The holder has polled, and the future is pending. Returns: idle when the
  /// task is nobody's now; else it is the caller's still.
  [[nodiscard]] poll_end transition_to_idle() noexcept {
    // relaxed: the loop below looks again.
    std::uint32_t now = word_.load(std::memory_order_relaxed);
    while ((now & (notified | cancelled)) == 0) {
      // release: publishes the future to the next holder; pairs with the
      // acquire in mark() that makes it one.
      // relaxed on failure: it is only read for the next attempt.
      if (word_.compare_exchange_weak(now, now & ~held,
                                      std::memory_order_release,
                                      std::memory_order_relaxed)) {
        return poll_end::idle;
      }
    }
    // What was notified is taken note of when the next poll begins.
    return (now & cancelled) != 0 ? poll_end::cancel : poll_end::again;
  }

  /// What the holder has to do once the task is complete.
  struct completion {
    bool wake_joiner;  // with the waker of the slot, which is the caller's
    bool drop_output;  // nobody will ask for it

    bool nothing_left() const noexcept { return !wake_joiner && !drop_output; }
  };

  /// The outcome is stored, the future destroyed. If nothing is left to be done
  /// the runtime's reference is given back in the same step: the task may be
  /// gone when this returns. Else the caller has the reference still.
  [[nodiscard]] completion transition_to_complete() noexcept {
    // relaxed: the compare-exchange decides.
    std::uint32_t now = word_.load(std::memory_order_relaxed);
    for (;;) {
      const completion left{(now & join_waker) != 0,
                            (now & join_interest) == 0};
      std::uint32_t next = (now & ~(held | notified)) | complete;
      if (left.nothing_left()) next -= reference;
      // release: publishes the outcome; pairs with the acquire of whoever sees
      // `complete`. acquire: the waker in the slot; pairs with the release in
      // set_join_waker(). relaxed on failure: as above.
      if (word_.compare_exchange_weak(now, next, std::memory_order_acq_rel,
                                      std::memory_order_relaxed)) {
        return left;
      }
    }
  }

  // --- the join_handle ---

  /// Whether the outcome is there; then everything of the task but its
  /// references is the join_handle's.
  [[nodiscard]] bool is_complete() const noexcept {
    // acquire: the outcome; pairs with transition_to_complete().
    return (word_.load(std::memory_order_acquire) & complete) != 0;
  }

  /// Only a hint, for one that does not read the outcome.
  [[nodiscard]] bool has_join_waker() const noexcept {
    // relaxed: only the join_handle, which asks, changes it.
    return (word_.load(std::memory_order_relaxed) & join_waker) != 0;
  }

  /// Hands the slot, with a waker in it, to the task. Returns: false if the
  /// task is complete; the slot is then the join_handle's as before.
  [[nodiscard]] bool set_join_waker() noexcept {
    return change_unless_complete(join_waker, 0);
  }

  /// Takes the slot back. Returns: false if the task is complete, and the slot
  /// is not the join_handle's any more.
  [[nodiscard]] bool unset_join_waker() noexcept {
    return change_unless_complete(0, join_waker);
  }

  /// The join_handle goes. Returns: false if the task is complete, and the
  /// outcome has to be dropped first. If true, the slot is the caller's.
  [[nodiscard]] bool drop_join_interest() noexcept {
    return change_unless_complete(0, join_interest | join_waker);
  }

  // --- references ---

  /// Requires: there are fewer than 2^25; stops the program if not.
  void add_reference() noexcept {
    // relaxed: the caller's own reference keeps the task alive.
    const std::uint32_t before =
        word_.fetch_add(reference, std::memory_order_relaxed);
    // Far below the end: other threads may add theirs at the same time.
    KIOTO_ASSERT(before < most_references * reference,
                 "a task has too many wakers and handles");
  }

  /// Returns: true if it was the last one, and the caller has to deallocate.
  [[nodiscard]] bool drop_reference() noexcept {
    // A last reference has no rival: nobody else could add one.
    // acquire: all that other owners did comes before the end; pairs with the
    // release of their decrements.
    if (word_.load(std::memory_order_acquire) / reference == 1) return true;
    // release: this owner's part comes before the end. acquire: as above, if
    // the others went between the two.
    const std::uint32_t before =
        word_.fetch_sub(reference, std::memory_order_acq_rel);
    return before / reference == 1;
  }

 private:
  static constexpr std::uint32_t held = 1 << 0;
  static constexpr std::uint32_t notified = 1 << 1;
  static constexpr std::uint32_t cancelled = 1 << 2;
  static constexpr std::uint32_t complete = 1 << 3;
  static constexpr std::uint32_t join_interest = 1 << 4;
  static constexpr std::uint32_t join_waker = 1 << 5;
  static constexpr std::uint32_t reference = 1 << 6;
  static constexpr std::uint32_t most_references = 1 << 25;

  // Sets `if_held` for the holder to see, or takes an idle task with `if_idle`.
  wake_result mark(std::uint32_t if_held, std::uint32_t if_idle) noexcept {
    // relaxed: the compare-exchange decides; of a complete task nothing is
    // read.
    std::uint32_t now = word_.load(std::memory_order_relaxed);
    while ((now & complete) == 0) {
      const bool idle = (now & held) == 0;
      const std::uint32_t next = now | (idle ? held | if_idle : if_held);
      // It writes even when nothing changes: only a write of our own puts what
      // this thread did before into the chain that the holder reads.
      // release: publishes that; pairs with the acquire of the poll.
      // acquire: makes a new holder see the future as the last one left it;
      // pairs with the release in transition_to_idle().
      // relaxed on failure: as above.
      if (word_.compare_exchange_weak(now, next, std::memory_order_acq_rel,
                                      std::memory_order_relaxed)) {
        return idle ? wake_result::schedule : wake_result::nothing;
      }
    }
    return wake_result::nothing;
  }

  bool change_unless_complete(std::uint32_t set, std::uint32_t clear) noexcept {
    // acquire: whoever learns that the task is complete reads the outcome;
    // pairs with transition_to_complete().
    std::uint32_t now = word_.load(std::memory_order_acquire);
    while ((now & complete) == 0) {
      // release: publishes the waker in the slot; pairs with the acquire in
      // transition_to_complete(). acquire on failure: as above.
      if (word_.compare_exchange_weak(now, (now | set) & ~clear,
                                      std::memory_order_release,
                                      std::memory_order_acquire)) {
        return true;
      }
    }
    return false;
  }

  // Any thread. Made held, wanted by its join_handle, with one reference of
  // that and one of the runtime's.
  std::atomic<std::uint32_t> word_{held | join_interest | 2 * reference};
};

}  // namespace kioto::detail
