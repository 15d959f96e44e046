// SPDX-License-Identifier: MIT
//
// atomic_waker: a place for one waker. The owner of a future puts its waker in;
// any thread takes it out and wakes it. No lock, and neither side ever waits.
//
//   waiting --- set() ---> setting          waiting --- take() ---> taking
//      ^                      |                ^                      |
//      +---- waker is in -----+                +----- has it ---------+
//      |                      |
//      +-- a take() came, ----+
//          and went in vain: set() wakes in its place
//
// Thread safety: set() belongs to one thread at a time, the owner. take() and
// wake() may be called by any thread, at any time.
//
// #region promise
// What it promises: each wake() wakes the waker that is there; or it comes
// early enough for the owner to see, after its next set(), what was done before
// the wake(). So the owner sets its waker first, and looks for work then:
//
//   owner                         another thread
//     set(waker)                    make work
//     look for work                 wake()
// #endregion promise
//
// Invariants
//   1. waker_ belongs to whoever changed state_ from `waiting`, until it is
//      `waiting` again.
//   2. The bit `taking` that comes on top of `setting` is never lost: set()
//      finds it when it wants to leave.
//
// Source: futures-rs 0.3, futures-core/src/task/__internal/atomic_waker.rs.
//
// Rejected
//   - A mutex around a waker: right, and shorter; but a wake would block behind
//     an owner that has lost its time slice with the lock in its hand.
//   - std::atomic<waker*>: an allocation for each waker that is put in.
//   - Keeping the waker after a wake: ten wakes would wake the task ten times
//     before its next poll, which needs one.
#pragma once

#include <atomic>
#include <kioto/detail/assert.hpp>
#include <kioto/future/waker.hpp>
#include <utility>

namespace kioto {

/// Holds one waker, or none, for other threads to wake.
class atomic_waker {
 public:
  atomic_waker() noexcept = default;
  atomic_waker(const atomic_waker&) = delete;
  atomic_waker& operator=(const atomic_waker&) = delete;

  /// Keeps a copy of `waker`, in place of the one before.
  ///
  /// Threads: the owner. Look for what may have happened after this call, not
  /// before it. Wakes `waker` itself if a wake() comes in between.
  /// Cost: no clone if the waker that is there `will_wake` the same task.
  void set(const kioto::waker& waker) noexcept {
    unsigned found = waiting;
    // acquire: sees what the last taker has done to waker_; pairs with the
    // release in take(). On failure: sees what was done before the wake()
    // that is just at work; pairs with the release half of its fetch_or.
    if (!state_.compare_exchange_strong(found, setting,
                                        std::memory_order_acquire,
                                        std::memory_order_acquire)) {
      KIOTO_ASSERT(found == taking, "atomic_waker: two threads in set()");
      // A wake() is taking the waker that was put in before: it may be that of
      // an earlier poll, or of another task. This one is woken as well.
      waker.wake_by_ref();
      return;
    }
    waker_ = waker;
    found = setting;
    // release: publishes waker_; pairs with the acquire half of the fetch_or
    // in take(). relaxed on failure: the exchange below acquires.
    if (state_.compare_exchange_strong(found, waiting,
                                       std::memory_order_release,
                                       std::memory_order_relaxed)) {
      return;
    }
    // setting | taking: that wake() has gone away and left its work to us.
    kioto::waker mine = std::move(waker_);
    // release: publishes that waker_ is empty; pairs with the acquire half of
    // the fetch_or in take(). acquire: sees what was done before the wake()
    // that found us here, and before others that have gone in vain since;
    // pairs with the release half of their fetch_or.
    state_.exchange(waiting, std::memory_order_acq_rel);
    std::move(mine).wake();
  }

  /// Takes the waker out.
  ///
  /// Threads: any. Returns: an empty waker if there is none, if another thread
  /// is just taking it, or if the owner is just setting one in (which the owner
  /// will wake then).
  [[nodiscard]] kioto::waker take() noexcept {
    // acquire: sees waker_; pairs with the release of set(). release: the owner
    // sees what this thread did before, also when somebody else takes the waker
    // or there is none; pairs with the acquires of set().
    if (state_.fetch_or(taking, std::memory_order_acq_rel) != waiting) {
      return {};
    }
    kioto::waker found = std::move(waker_);
    // release: publishes that waker_ is empty; pairs with the acquire of the
    // next set() or take(). With it goes what others have released by their
    // fetch_or since ours: we wake for them, too.
    state_.fetch_and(~taking, std::memory_order_release);
    return found;
  }

  /// Wakes the waker that is there, and uses it up; the next wake() finds none
  /// until the owner puts one in again.
  ///
  /// Threads: any.
  void wake() noexcept {
    if (kioto::waker found = take()) std::move(found).wake();
  }

 private:
  static constexpr unsigned waiting = 0;
  static constexpr unsigned setting = 1;
  static constexpr unsigned taking = 2;

  // Any thread.
  std::atomic<unsigned> state_{waiting};
  // See invariant 1.
  kioto::waker waker_;
};

}  // namespace kioto
