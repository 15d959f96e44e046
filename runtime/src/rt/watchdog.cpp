// SPDX-License-Identifier: MIT
#include <cstdio>
#include <kioto/detail/assert.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/rt/thread_scope.hpp>
#include <kioto/rt/watchdog.hpp>
#include <memory>
#include <thread>
#include <utility>

namespace kioto {

namespace detail {
namespace {

void report_to_stderr(const blocked_worker& b) {
  const std::chrono::duration<double> seconds = b.blocked;
  std::fprintf(stderr,
               "kioto: worker %zu was blocked %.1f s in a poll of the task "
               "spawned at %s:%u\n",
               b.worker, seconds.count(), b.spawned_at.file_name(),
               static_cast<unsigned>(b.spawned_at.line()));
}

}  // namespace

watchdog::watchdog(scheduler& of, const watchdog_config& config)
    : of_(of), config_(config), workers_(of.workers()) {}

void watchdog::start(scheduler& of, const watchdog_config& config) {
  auto& made = of.watchdog.get<watchdog>(
      [&] { return std::make_unique<watchdog>(of, config); });
  const std::lock_guard lock(made.mutex_);
  std::thread([&made, keep = scheduler_ptr(of)] { made.run(); }).detach();
  made.has_thread_ = true;
}

void watchdog::run() noexcept {
  {
    const thread_scope scope(of_);
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, config_.limit / 4,
                              [this] { return closed_; })) {
      lock.unlock();
      look(of_.now());
      lock.lock();
    }
  }
  const std::lock_guard lock(mutex_);
  has_thread_ = false;
  changed_.notify_all();
}

void watchdog::look(time_point now) {
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    watched& w = workers_[i];
    const auto poll = of_.activity(i).current_poll();
    if (!poll || poll->epoch != w.epoch) {
      w = {poll ? poll->epoch : 0, now, false};
      continue;
    }
    if (w.is_reported || now - w.since < config_.limit) continue;
    w.is_reported = true;
    const blocked_worker blocked{i, now - w.since, poll->spawned_at};
    if (config_.report) {
      config_.report(blocked);
    } else {
      report_to_stderr(blocked);
    }
  }
}

void watchdog::close() noexcept {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

bool watchdog::wait_until(std::optional<time_point> deadline) noexcept {
  std::unique_lock lock(mutex_);
  const auto has_ended = [this] { return !has_thread_; };
  if (!deadline) {
    changed_.wait(lock, has_ended);
    return true;
  }
  return changed_.wait_until(lock, *deadline, has_ended);
}

}  // namespace detail

runtime_builder& runtime_builder::watchdog(
    std::chrono::steady_clock::duration limit,
    std::function<void(const blocked_worker&)> report,
    std::source_location where) {
  KIOTO_ASSERT(limit >= std::chrono::milliseconds(1),
               "watchdog: a limit of at least 1 ms", where);
  start_watchdog_ = [config = detail::watchdog_config{
                         limit, std::move(report)}](detail::scheduler& of) {
    detail::watchdog::start(of, config);
  };
  return *this;
}

}  // namespace kioto
