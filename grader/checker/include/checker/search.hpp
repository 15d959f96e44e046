// SPDX-License-Identifier: MIT
//
// search: decides what an execution does where it could do several things, and
// which execution comes next.
//
//   execution  -- which thread? --------> search
//              <-- this one ------------
//              -- which store is read? ->
//              <-- the newest ----------
//              -- it is over ----------->        next(): another one, or all
//                                                were seen
//
// bounded_search   all with at most so many deviations, in order
// dpor_search      one of each set that differs only in the order of what does
//                  not depend on each other
// random_search    by chance, for what is too large
// replay           one given schedule
#pragma once

#include <array>
#include <checker/operation.hpp>
#include <checker/schedule.hpp>
#include <cstddef>

namespace checker {

/// What a scheduling point has to offer; the first costs nothing.
struct thread_options {
  std::size_t count = 0;
  std::array<thread_id, most_threads> thread;
  std::array<std::uint8_t, most_threads> cost;  // 0 or 1
  thread_set all = 0;

  void add(thread_id t, std::uint8_t its_cost) {
    thread[count] = t;
    cost[count++] = its_cost;
    all |= only(t);
  }
};

/// The next operation of each thread, for those that have one.
struct pending_operations {
  std::array<const operation*, most_threads> of{};  // null: none
};

class search {
 public:
  static constexpr std::size_t none = ~std::size_t{0};

  virtual ~search() = default;

  /// An execution begins.
  virtual void begin() {}

  /// Returns: the index of an option; none: it is of no use to go on.
  virtual std::size_t pick_thread(const thread_options& options,
                                  const pending_operations& next) = 0;

  /// Picks one of `count` outcomes. `cost` has as many entries.
  virtual std::size_t pick_value(std::size_t count,
                                 const std::uint8_t* cost) = 0;

  /// The thread is about to do this now.
  virtual void on_step(thread_id, const operation&, const pending_operations&) {
  }

  /// A thread was made by another one, or is joined by it: what comes after
  /// depends on what came before.
  virtual void on_spawn(thread_id /*parent*/, thread_id /*child*/) {}
  virtual void on_join(thread_id /*who*/, thread_id /*ended*/) {}

  /// No thread can go on, or none will get anywhere.
  virtual void on_stuck(const pending_operations&) {}

  /// Returns: false if no execution is left.
  virtual bool next() = 0;
};

}  // namespace checker
