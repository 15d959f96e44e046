// SPDX-License-Identifier: MIT
//
// thread_parker: one thread sleeps until another lets it go on.
//
// It holds one token. unpark() leaves the token there; park() takes it, and
// sleeps until there is one to take. So an unpark() that comes first is not
// lost, and ten of them count as one.
//
// Thread safety: park() and park_until() belong to one thread at a time, the
// owner. unpark() may be called by any thread, at any time. A parker must
// outlive every call of unpark() on it, not only those that the owner needed:
// the owner may be awake before unpark() has returned.
//
// What a thread did before unpark() is visible to the owner after the park()
// that took the token.
//
// #region answer-notes
//   state      token   owner    unpark() makes it   the owner makes it
//   empty      no      awake    notified            parked
//   parked     no      asleep   notified            empty (deadline came)
//   notified   yes     either   notified            empty (takes the token)
//
// Invariants
//   1. Only the owner leaves `notified`, and only the owner enters `parked`.
//   2. The owner is `parked` only while it holds the mutex or waits on the
//      condition variable.
//
// Source: Tokio 1.x, tokio/src/runtime/park.rs, `Inner`.
//
// Rejected
//   - A condition variable without a token: a notify that comes before the
//     wait wakes nobody, and the owner sleeps for ever.
//   - A bool under the mutex: right, and shorter. But each unpark() would take
//     the lock, also when the owner is awake, which is the usual case: 32 ns
//     for unpark and park instead of 13 (parker_unpark_park in the benchmarks).
//   - std::atomic::wait: no wait with a deadline in C++23.
//   - A counter of tokens: a future woken ten times needs one poll, not ten.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace kioto {

/// Puts one thread to sleep until it is unparked.
class thread_parker {
 public:
  thread_parker() = default;
  thread_parker(const thread_parker&) = delete;
  thread_parker& operator=(const thread_parker&) = delete;

  /// Takes the token; sleeps until there is one.
  ///
  /// Threads: the owner. Returns only with the token, never by chance.
  /// Cost: no lock and no system call when the token is there.
  void park() noexcept {
    if (take_token()) return;
    std::unique_lock lock(mutex_);
    if (!begin_to_sleep()) return;
    // A condition variable may wake without a notify: ask for the token again.
    do {
      condition_.wait(lock);
    } while (!take_token());
  }

  /// Takes the token; sleeps until there is one, or until `deadline`.
  ///
  /// Threads: the owner. Returns: true if it took the token, false if the
  /// deadline came first. With a deadline in the past it does not sleep, but
  /// still takes a token that is there.
  [[nodiscard]] bool park_until(
      std::chrono::steady_clock::time_point deadline) noexcept {
    if (take_token()) return true;
    std::unique_lock lock(mutex_);
    if (!begin_to_sleep()) return true;
    while (condition_.wait_until(lock, deadline) ==
           std::cv_status::no_timeout) {
      if (take_token()) return true;
    }
    // Back to empty in one step with the last look for a token: one that comes
    // in between two steps would be overwritten, and lost.
    // acquire: as in take_token().
    return state_.exchange(state::empty, std::memory_order_acquire) ==
           state::notified;
  }

  /// Leaves the token, and wakes the owner if it sleeps.
  ///
  /// Threads: any. Cost: no lock and no system call when the owner is awake.
  void unpark() noexcept {
    // release: publishes what this thread did; pairs with the acquire of the
    // park that takes the token. It is an exchange even when a token is there
    // already: only a write of our own puts our release into the chain that
    // the owner's acquire reads.
    if (state_.exchange(state::notified, std::memory_order_release) !=
        state::parked) {
      return;  // awake: it will find the token
    }
    // Here wakeups get lost. The owner said `parked` and may not be waiting
    // yet: a notify now would reach nobody, and it would sleep for ever with
    // the token beside it. But it holds the mutex from before `parked` until
    // the wait lets go of it, so whoever has had the mutex knows: it waits.
    {
      std::lock_guard lock(mutex_);
    }
    condition_.notify_one();
  }

 private:
  // #region state
  enum class state : unsigned char { empty, parked, notified };

  /// notified -> empty. Returns: false if there is no token.
  bool take_token() noexcept {
    auto expected = state::notified;
    // acquire: sees what was done before unpark(); pairs with its release.
    // relaxed on failure: nothing was learnt.
    return state_.compare_exchange_strong(expected, state::empty,
                                          std::memory_order_acquire,
                                          std::memory_order_relaxed);
  }

  /// empty -> parked. Returns: false if a token came, and was taken instead.
  /// Requires: the mutex is held, and stays so until the wait.
  bool begin_to_sleep() noexcept {
    auto expected = state::empty;
    // relaxed: it publishes nothing; unpark() that reads `parked` goes through
    // the mutex next.
    if (state_.compare_exchange_strong(expected, state::parked,
                                       std::memory_order_relaxed,
                                       std::memory_order_relaxed)) {
      return true;
    }
    take_token();  // there is one, and nobody else takes it
    return false;
  }

  // Any thread; see invariant 1 for who makes which step.
  std::atomic<state> state_{state::empty};

  // Held by the owner from `parked` to the wait, by unpark() for a moment.
  // Guards no data: it orders the wait and the notify.
  std::mutex mutex_;
  std::condition_variable condition_;
  // #endregion state
};

}  // namespace kioto
