// SPDX-License-Identifier: MIT
#include <algorithm>
#include <kioto/rt/multi_thread.hpp>
#include <kioto/rt/root_poll.hpp>
#include <thread>
#include <utility>

namespace kioto::detail {

multi_thread::multi_thread(const scheduler_config& config)
    : scheduler(config), idle_(config.worker_threads) {
  for (std::size_t i = 0; i < config.worker_threads; ++i) {
    workers_.push_back(std::make_unique<worker>(*this, i, park_));
  }
  std::vector<std::thread> threads;
  running_ = workers_.size();
  try {
    for (auto& w : workers_) {
      threads.emplace_back(
          [this, &w = *w, keep = scheduler_ptr(*this)] { run_worker(w); });
    }
  } catch (...) {
    // Those that have started end before this object does.
    running_ = threads.size();
    begin_to_shut_down();
    for (std::thread& t : threads) t.join();
    throw;
  }
  for (std::thread& t : threads) t.detach();
}

multi_thread::~multi_thread() = default;

// --- the global queue ---

bool multi_thread::submit(task_header& task, bool is_new) noexcept {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ && is_new) return false;
    // relaxed: under the mutex, which shut_down() takes before it looks.
    submitting_.fetch_add(1, std::memory_order_relaxed);
    global_.push_back(task);
    // relaxed, here and below: a hint for has_global().
    global_size_.store(global_size_.load(std::memory_order_relaxed) + 1,
                       std::memory_order_relaxed);
  }
  // The task may have run, and the runtime be about to end.
  notify_one();
  last_tasks_.unpark();
  // release: nothing of the runtime is touched afterwards; pairs with the
  // acquire in shut_down().
  submitting_.fetch_sub(1, std::memory_order_release);
  return true;
}

void multi_thread::push_global(task_queue&& tasks) noexcept {
  std::size_t n = 0;
  const std::lock_guard lock(mutex_);
  while (task_header* task = tasks.pop_front()) {
    global_.push_back(*task);
    ++n;
  }
  global_size_.store(global_size_.load(std::memory_order_relaxed) + n,
                     std::memory_order_relaxed);
}

task_header* multi_thread::pop_global() noexcept {
  if (!has_global()) return nullptr;
  const std::lock_guard lock(mutex_);
  task_header* const task = global_.pop_front();
  if (task != nullptr) {
    global_size_.store(global_size_.load(std::memory_order_relaxed) - 1,
                       std::memory_order_relaxed);
  }
  return task;
}

task_queue multi_thread::pop_global(std::size_t most) noexcept {
  task_queue some;
  const std::lock_guard lock(mutex_);
  const std::size_t size = global_size_.load(std::memory_order_relaxed);
  const std::size_t n = std::min({most, size, size / workers_.size() + 1});
  for (std::size_t i = 0; i < n; ++i) some.push_back(*global_.pop_front());
  global_size_.store(size - n, std::memory_order_relaxed);
  return some;
}

void multi_thread::notify_one() noexcept {
  if (const auto sleeper = idle_.worker_to_notify()) {
    workers_[*sleeper]->notify();
  }
}

void multi_thread::notify_if_work() noexcept {
  const bool work = has_global() || std::ranges::any_of(workers_, [](auto& w) {
                      return !w->ring().is_empty();
                    });
  if (work) notify_one();
}

// --- tasks ---

void multi_thread::schedule(task_header& task, place) noexcept {
  (void)submit(task, false);
}

// Of a task that no worker has seen.
void multi_thread::forget(task_header&) noexcept {}

void multi_thread::spawn(task_header& task) noexcept {
  worker* const here = worker::here();
  const bool is_here = here != nullptr && &here->pool() == this;
  if (is_here && !stops()) return here->spawn(task);
  if (is_here || !submit(task, true)) task.cancel();
}

void multi_thread::block_on(root_future& future) {
  wait_on_this_thread(*this, future);
}

// --- the end ---

void multi_thread::begin_to_shut_down() noexcept {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  // release: pairs with the acquire in stops().
  stops_.store(true, std::memory_order_release);
  for (auto& w : workers_) w->notify();
}

// The last worker that ends destroys what is left.
void multi_thread::run_worker(worker& w) noexcept {
  const scheduler_scope scope(*this);
  w.run();
  {
    const std::lock_guard lock(mutex_);
    if (running_ > 1) {
      --running_;
      return;
    }
  }
  cancel_all();
  const std::lock_guard lock(mutex_);
  running_ = 0;
  ended_.notify_all();
}

void multi_thread::cancel_all() noexcept {
  for (bool all_gone = false; !all_gone;) {
    while (task_header* task = pop_global()) task->cancel();
    all_gone = true;
    for (auto& w : workers_) all_gone = w->cancel_all() && all_gone;
    // Somebody else holds the rest, and is about to hand it in.
    if (!all_gone) last_tasks_.park();
  }
  // acquire: pairs with the release in submit().
  while (submitting_.load(std::memory_order_acquire) != 0) {
    std::this_thread::yield();
  }
}

void multi_thread::wait_for_the_end(
    std::optional<time_point> deadline) noexcept {
  std::unique_lock lock(mutex_);
  const auto ended = [this] { return running_ == 0; };
  if (deadline) {
    ended_.wait_until(lock, *deadline, ended);
  } else {
    ended_.wait(lock, ended);
  }
}

}  // namespace kioto::detail
