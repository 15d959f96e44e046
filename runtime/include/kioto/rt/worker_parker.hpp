// SPDX-License-Identifier: MIT
//
// worker_parker: where one of several workers sleeps. One of them sleeps in the
// park that all share, which also waits for events; the others, each on its
// own, until they are notified.
//
// Thread safety: wait() and poll() belong to the worker, notify() to any
// thread.
//
// Invariants
//   1. Only the worker leaves `notified`, and only it enters the two `parked`.
//   2. Who has `events_mutex` is the only one in the shared park.
//
// Source: Tokio, tokio/src/runtime/scheduler/multi_thread/park.rs.
#pragma once

#include <atomic>
#include <kioto/rt/park.hpp>
#include <mutex>
#include <optional>

namespace kioto::detail {

/// The park that the workers of a runtime share.
struct shared_park {
  park& events;
  std::mutex events_mutex;  // of wait() and poll()
};

class worker_parker {
 public:
  explicit worker_parker(shared_park& shared) noexcept : shared_(shared) {}

  /// Sleeps until notify(), or until events have woken tasks.
  void wait() noexcept {
    if (take_token()) return;
    const std::unique_lock lock(shared_.events_mutex, std::try_to_lock);
    if (lock.owns_lock()) {
      if (begin_to_sleep(state::parked_for_events)) {
        shared_.events.wait(std::nullopt);
        // acquire: what was done before notify().
        state_.exchange(state::empty, std::memory_order_acquire);
      }
      return;
    }
    if (begin_to_sleep(state::parked_alone)) {
      do {
        own_.park();
      } while (!take_token());
    }
  }

  /// Looks for events, unless somebody else does.
  void poll() noexcept {
    const std::unique_lock lock(shared_.events_mutex, std::try_to_lock);
    if (lock.owns_lock()) shared_.events.poll();
  }

  /// Lets wait() return, the next one if the worker does not sleep.
  void notify() noexcept {
    // release: publishes what this thread did; pairs with the acquire of the
    // wait() that it ends.
    switch (state_.exchange(state::notified, std::memory_order_release)) {
      case state::empty:
      case state::notified:
        return;
      case state::parked_for_events:
        return shared_.events.notify();
      case state::parked_alone:
        return own_.unpark();
    }
  }

 private:
  enum class state : unsigned char {
    empty,
    notified,
    parked_for_events,
    parked_alone
  };

  bool take_token() noexcept {
    auto expected = state::notified;
    // acquire: pairs with the release in notify(). relaxed: nothing was learnt.
    return state_.compare_exchange_strong(expected, state::empty,
                                          std::memory_order_acquire,
                                          std::memory_order_relaxed);
  }

  // Returns: false if a token came, and was taken.
  bool begin_to_sleep(state as) noexcept {
    auto expected = state::empty;
    // relaxed: it publishes nothing.
    if (state_.compare_exchange_strong(expected, as, std::memory_order_relaxed,
                                       std::memory_order_relaxed)) {
      return true;
    }
    take_token();
    return false;
  }

  shared_park& shared_;
  std::atomic<state> state_{state::empty};  // any thread; see invariant 1
  thread_parker own_;
};

}  // namespace kioto::detail
