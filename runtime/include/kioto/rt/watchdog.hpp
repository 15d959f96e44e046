// SPDX-License-Identifier: MIT
//
// watchdog: finds workers that a task blocks. It looks at every worker's epoch
// (worker_activity.hpp) four times in `limit`; one that stays in the same poll
// for so long is reported, with the place where its task was spawned.
//
// Thread safety: look() belongs to the watchdog's thread, close() and
// wait_until() to any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/service_slot.hpp>
#include <mutex>
#include <optional>
#include <source_location>
#include <vector>

namespace kioto {

/// A worker that has been in one poll for too long.
struct blocked_worker {
  std::size_t worker;                           // from 0 on
  std::chrono::steady_clock::duration blocked;  // so far; may be a little more
  // The call of spawn(), or of block_on(), whose future is polled.
  std::source_location spawned_at;
};

namespace detail {

struct watchdog_config {
  std::chrono::steady_clock::duration limit;
  // Empty: a line goes to stderr.
  std::function<void(const blocked_worker&)> report;
};

class watchdog final : public service {
 public:
  /// Makes the watchdog of a runtime, with its thread.
  ///
  /// Errors: std::system_error if there is no thread.
  static void start(scheduler& of, const watchdog_config& config);

  watchdog(scheduler& of, const watchdog_config& config);

  /// Looks at every worker once, and reports those that are blocked.
  void look(time_point now);

  void close() noexcept override;
  bool wait_until(std::optional<time_point> deadline) noexcept override;

 private:
  // What look() found last.
  struct watched {
    std::uint64_t epoch = 0;  // 0: in no poll
    time_point since{};       // when it was seen first
    bool is_reported = false;
  };

  void run() noexcept;

  scheduler& of_;
  const watchdog_config config_;
  std::vector<watched> workers_;  // of the watchdog's thread

  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  bool closed_ = false;
  bool has_thread_ = false;
};

}  // namespace detail

}  // namespace kioto
