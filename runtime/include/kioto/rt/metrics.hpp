// SPDX-License-Identifier: MIT
//
// runtime_metrics: what a runtime has done so far, worker by worker, for a
// dashboard or a test.
//
// Thread safety: any thread may look, at any time. Numbers of one call need not
// belong to the same moment.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <kioto/detail/assert.hpp>
#include <kioto/task/scheduler.hpp>
#include <source_location>
#include <utility>

namespace kioto {

/// What one worker has done since the runtime began.
struct worker_metrics {
  std::uint64_t polls = 0;      // of tasks; of a current_thread runtime's also
                                // those of the future in block_on()
  std::uint64_t steals = 0;     // how often it took tasks of another worker
  std::uint64_t parks = 0;      // how often it slept
  std::size_t queue_depth = 0;  // tasks in its own queue; of a current_thread
                                // runtime when it looked for events last
  // Not parked. Of a current_thread runtime: in block_on(), not parked.
  std::chrono::steady_clock::duration busy{};
};

/// Keeps what it needs of the runtime, also when that has gone.
class runtime_metrics {
 public:
  /// How many threads run tasks: of a current_thread runtime, 1.
  [[nodiscard]] std::size_t workers() const noexcept {
    return scheduler_->workers();
  }

  /// Requires: i < workers(); stops the program with the caller's line if not.
  [[nodiscard]] worker_metrics worker(
      std::size_t i,
      std::source_location where = std::source_location::current()) const {
    KIOTO_ASSERT(i < workers(), "runtime_metrics: there is no such worker",
                 where);
    const detail::worker_activity& did = scheduler_->activity(i);
    return {.polls = did.polls(),
            .steals = did.steals(),
            .parks = did.parks(),
            .queue_depth = scheduler_->queue_depth(i),
            .busy = did.busy(scheduler_->now())};
  }

  /// Tasks that no worker has taken yet: those that other threads have
  /// scheduled, and those that did not fit into a worker's own queue.
  [[nodiscard]] std::size_t global_queue_depth() const noexcept {
    return scheduler_->global_queue_depth();
  }

 private:
  friend class handle;

  explicit runtime_metrics(detail::scheduler_ptr of) noexcept
      : scheduler_(std::move(of)) {}

  detail::scheduler_ptr scheduler_;
};

}  // namespace kioto
