// SPDX-License-Identifier: MIT
//
// Time that a test sets, and a scheduler that takes it.
#pragma once

#include <atomic>
#include <chrono>
#include <kioto/detail/clock.hpp>
#include <kioto/rt/current_thread.hpp>
#include <kioto/rt/multi_thread.hpp>
#include <kioto/rt/root_of.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/spawn.hpp>
#include <optional>
#include <source_location>
#include <utility>

namespace test {

class manual_clock final : public kioto::detail::clock_source {
 public:
  [[nodiscard]] time_point now() const noexcept override {
    reads_.fetch_add(1);
    return time_point(std::chrono::steady_clock::duration(now_.load()));
  }

  void advance(std::chrono::steady_clock::duration by) {
    now_.fetch_add(by.count());
  }

  int reads() const { return reads_.load(); }

 private:
  std::atomic<std::chrono::steady_clock::rep> now_{0};
  mutable std::atomic<int> reads_{0};
};

/// A runtime of which a test says more than a builder can.
template <class Scheduler>
class bare_runtime {
 public:
  explicit bare_runtime(const kioto::detail::scheduler_config& config)
      : scheduler_(*new Scheduler(config)) {}
  bare_runtime(const bare_runtime&) = delete;
  bare_runtime& operator=(const bare_runtime&) = delete;
  ~bare_runtime() {
    scheduler_.shut_down(std::nullopt);
    scheduler_.drop_reference();
  }

  template <class F>
  auto block_on(F&& future) {
    kioto::detail::root_of<std::remove_reference_t<F>> root(
        future, std::source_location::current());
    kioto::detail::block_thread(scheduler_, root);
    return root.result();
  }

  template <class F>
  auto spawn(F&& future,
             std::source_location where = std::source_location::current()) {
    return kioto::detail::spawn_on(scheduler_, std::forward<F>(future), where);
  }

  Scheduler& operator*() noexcept { return scheduler_; }
  Scheduler* operator->() noexcept { return &scheduler_; }

 private:
  Scheduler& scheduler_;
};

}  // namespace test
