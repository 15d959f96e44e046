// SPDX-License-Identifier: MIT
//
// worker_activity: what one worker has done, and what it does now. It counts
// for itself, and others may look.
//
//   epoch   0    1      3      5      6     7            odd: in a poll
//   worker  | -  | poll | poll | poll | -   | poll ...
//
// A look that finds the same odd epoch twice has seen one poll that did not end
// in between; so whoever watches needs no clock in the worker.
//
// Thread safety: what changes something belongs to the worker's thread; what is
// const is for any.
//
// Invariants
//   1. Only the worker writes: a counter needs no atomic increment, only a load
//      and a store.
//   2. `spawned_at_` is written before the epoch becomes odd.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <source_location>
#include <type_traits>

namespace kioto::detail {

class worker_activity {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  using duration = std::chrono::steady_clock::duration;

  // --- the worker ---

  /// A poll begins, of what was spawned there; the one before, if any, ends.
  void begin_poll(std::source_location spawned_at) noexcept {
    // relaxed: the epoch publishes it.
    spawned_at_.store(spawned_at, std::memory_order_relaxed);
    resume_poll();
  }
  /// The poll that was the last goes on, after end_polls(); it counts anew.
  void resume_poll() noexcept { set_epoch((epoch() + 1) | 1); }
  /// No poll begins for now.
  void end_polls() noexcept { set_epoch((epoch() + 1) & ~std::uint64_t{1}); }

  void count_steal() noexcept { add(steals_, 1); }

  void count_queued(std::size_t tasks) noexcept { add(queue_depth_, tasks); }
  void count_taken(std::size_t tasks) noexcept { add(queue_depth_, -tasks); }

  void count_park() noexcept { add(parks_, 1); }

  void begin_work(time_point now) noexcept {
    set_works_since(now.time_since_epoch());
  }
  void end_work(time_point now) noexcept {
    add(busy_, (now.time_since_epoch() - works_since()).count());
    set_works_since(duration::zero());
  }

  // --- any thread ---

  [[nodiscard]] std::uint64_t polls() const noexcept {
    // relaxed: a number, of some moment.
    return (epoch_.load(std::memory_order_relaxed) + 1) / 2;
  }
  [[nodiscard]] std::uint64_t steals() const noexcept { return get(steals_); }
  [[nodiscard]] std::uint64_t parks() const noexcept { return get(parks_); }
  [[nodiscard]] std::size_t queue_depth() const noexcept {
    return get(queue_depth_);
  }

  /// How long it has worked until `now`, which is the runtime's time.
  [[nodiscard]] duration busy(time_point now) const noexcept {
    const duration since = works_since();
    const duration before{get(busy_)};
    // What ends just now is counted in one of the two, in both, or in none.
    if (since == duration::zero()) return before;
    return before + std::max(duration::zero(), now.time_since_epoch() - since);
  }

  /// A poll that is not over.
  struct running_poll {
    std::uint64_t epoch;  // tells it from others
    std::source_location spawned_at;
  };

  /// The poll that the worker is in; nothing if it is in none.
  [[nodiscard]] std::optional<running_poll> current_poll() const noexcept {
    // acquire: where the poll's task was spawned; pairs with set_epoch().
    const std::uint64_t epoch = epoch_.load(std::memory_order_acquire);
    if (epoch % 2 == 0) return std::nullopt;
    // relaxed: it may be of a later poll; then the epoch has changed, which the
    // next look finds.
    return running_poll{epoch, spawned_at_.load(std::memory_order_relaxed)};
  }

 private:
  template <class Number>
  static Number get(const std::atomic<Number>& counter) noexcept {
    // relaxed: a number, of some moment.
    return counter.load(std::memory_order_relaxed);
  }
  template <class Number>
  static void add(std::atomic<Number>& counter,
                  std::type_identity_t<Number> n) noexcept {
    // relaxed, both: only this thread writes it, and it publishes nothing.
    counter.store(counter.load(std::memory_order_relaxed) + n,
                  std::memory_order_relaxed);
  }

  std::uint64_t epoch() const noexcept {
    // relaxed: only this thread writes it.
    return epoch_.load(std::memory_order_relaxed);
  }
  void set_epoch(std::uint64_t epoch) noexcept {
    // release: publishes spawned_at_; pairs with current_poll().
    epoch_.store(epoch, std::memory_order_release);
  }

  duration works_since() const noexcept { return duration(get(works_since_)); }
  void set_works_since(duration since) noexcept {
    // relaxed: a number, of some moment.
    works_since_.store(since.count(), std::memory_order_relaxed);
  }

  std::atomic<std::uint64_t> epoch_{0};
  std::atomic<std::source_location> spawned_at_{};
  std::atomic<std::uint64_t> steals_{0};
  std::atomic<std::uint64_t> parks_{0};
  std::atomic<std::size_t> queue_depth_{0};  // if the worker counts it
  // In ticks of the clock: the work that has ended; when the work began that
  // has not, 0 while it sleeps.
  std::atomic<std::int64_t> busy_{0};
  std::atomic<std::int64_t> works_since_{0};
};

}  // namespace kioto::detail
