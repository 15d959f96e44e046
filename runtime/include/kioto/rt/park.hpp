// SPDX-License-Identifier: MIT
//
// park: how a scheduler's thread sleeps when there is nothing to run, and how
// it is let go on. The thread parker is the first; the reactor sleeps in the
// kernel instead, and timers give the sleep an end.
//
// Thread safety: wait() and poll() belong to the thread that drives the
// scheduler, notify() to any.
#pragma once

#include <chrono>
#include <kioto/rt/thread_parker.hpp>
#include <optional>

namespace kioto::detail {

/// Where a scheduler sleeps.
class park {
 public:
  using deadline = std::optional<std::chrono::steady_clock::time_point>;

  virtual ~park() = default;

  /// Sleeps until notify(), the deadline, or an event that wakes tasks. A
  /// notify() that came first is not lost: this returns at once then.
  virtual void wait(deadline until) noexcept = 0;

  /// Looks for events, and does not sleep.
  virtual void poll() noexcept = 0;

  /// Lets wait() return. Threads: any.
  virtual void notify() noexcept = 0;

 protected:
  park() = default;
  park(const park&) = delete;
  park& operator=(const park&) = delete;
};

/// Sleeps in a thread_parker: nothing but notify() and the deadline wakes it.
class thread_park final : public park {
 public:
  void wait(deadline until) noexcept override {
    if (until) {
      (void)parker_.park_until(*until);
    } else {
      parker_.park();
    }
  }

  void poll() noexcept override {}

  void notify() noexcept override { parker_.unpark(); }

 private:
  thread_parker parker_;
};

}  // namespace kioto::detail
