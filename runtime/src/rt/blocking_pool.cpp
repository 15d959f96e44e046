// SPDX-License-Identifier: MIT
#include <chrono>
#include <kioto/rt/blocking_pool.hpp>
#include <kioto/rt/thread_scope.hpp>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

namespace kioto::detail {
blocking_pool& blocking_pool::of(scheduler& s) {
  return s.blocking.get<blocking_pool>(
      [&s] { return std::make_unique<blocking_pool>(s); });
}

void blocking_pool::submit(task_header& job) {
  std::unique_lock lock(mutex_);
  if (closed_) {
    lock.unlock();
    return job.cancel();
  }
  if (idle_ == 0 && spinning_ == 0 && threads_ < most_threads_) {
    try {
      start_thread();
    } catch (const std::system_error&) {
      // Those that are there will do, one after the other.
      if (threads_ == 0) {
        lock.unlock();
        job.cancel();
        throw;
      }
    }
  }
  if (jobs_++ == 0) of_.hold_clock();
  queue_.push_back(job);
  // relaxed: a hint for those that spin, written under the mutex.
  has_jobs_.store(true, std::memory_order_relaxed);
  if (spinning_ != 0) {
    --spinning_;
    ++spotted_;
  } else if (idle_ != 0) {
    --idle_;
    ++notified_;
    work_.notify_one();
  }
}

// Only an abort of a job that waits would come here, and a job is held from its
// begin to its end: nobody schedules it.
void blocking_pool::schedule(task_header&) noexcept {}

void blocking_pool::start_thread() {
  ++threads_;
  ++alive_;
  try {
    std::thread([this, keep = scheduler_ptr(of_)]() mutable {
      {
        const thread_scope scope(*keep);
        run();
      }
      // Whoever waits for the pool may go on, and end the runtime.
      const std::lock_guard lock(mutex_);
      --alive_;
      ended_.notify_all();
    }).detach();
  } catch (...) {
    --threads_;
    --alive_;
    throw;
  }
}

void blocking_pool::run() noexcept {
  task_poller by;
  spinner spin;
  std::unique_lock lock(mutex_);
  while (task_header* job = next_job(lock)) {
    lock.unlock();
    (void)job->run(by);  // it is over
    lock.lock();
    end_jobs(1);
    // The last one: while others run, so many jobs come that it need not.
    if (jobs_ == 0) spin_for_a_job(spin, lock);
  }
  --threads_;
}

void blocking_pool::end_jobs(std::size_t n) noexcept {
  if (n == 0) return;
  jobs_ -= n;
  if (jobs_ == 0) of_.release_clock();
}

// Who submits a job every few microseconds finds a thread awake.
void blocking_pool::spin_for_a_job(
    spinner& spin, std::unique_lock<std::mutex>& lock) noexcept {
  ++spinning_;
  lock.unlock();
  // relaxed: a hint; the queue is looked at under the lock.
  spin.wait_for([this] { return has_jobs_.load(std::memory_order_relaxed); });
  lock.lock();
  // Who has submitted has counted it out.
  --(spotted_ != 0 ? spotted_ : spinning_);
}

task_header* blocking_pool::next_job(
    std::unique_lock<std::mutex>& lock) noexcept {
  for (;;) {
    if (task_header* job = queue_.pop_front()) {
      // relaxed: as in submit().
      if (queue_.is_empty()) has_jobs_.store(false, std::memory_order_relaxed);
      return job;
    }
    if (closed_ || !wait_to_be_notified(lock)) return nullptr;
  }
}

bool blocking_pool::wait_to_be_notified(
    std::unique_lock<std::mutex>& lock) noexcept {
  ++idle_;
  const time_point since = of_.now();
  const auto keep_alive = of_.config().thread_keep_alive;
  // The wait is in real time, and the time of the runtime may stand still.
  do {
    work_.wait_for(lock, keep_alive,
                   [this] { return notified_ != 0 || closed_; });
    if (notified_ != 0) {
      --notified_;  // whoever notified has counted it out of idle_
      return true;
    }
  } while (!closed_ && of_.now() - since < keep_alive);
  --idle_;
  return false;
}

void blocking_pool::close() noexcept {
  task_queue waiting;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    waiting.append(std::move(queue_));
    // relaxed: as in submit(). Whoever spins ends with it.
    has_jobs_.store(true, std::memory_order_relaxed);
    work_.notify_all();
  }
  std::size_t cancelled = 0;
  while (task_header* job = waiting.pop_front()) {
    job->cancel();
    ++cancelled;
  }
  const std::lock_guard lock(mutex_);
  end_jobs(cancelled);
}

bool blocking_pool::wait_until(std::optional<time_point> deadline) noexcept {
  std::unique_lock lock(mutex_);
  const auto all_ended = [this] { return alive_ == 0; };
  if (!deadline) {
    ended_.wait(lock, all_ended);
    return true;
  }
  return ended_.wait_until(lock, *deadline, all_ended);
}

}  // namespace kioto::detail
