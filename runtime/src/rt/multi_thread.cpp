// SPDX-License-Identifier: MIT
#include <algorithm>
#include <kioto/rt/multi_thread.hpp>
#include <kioto/rt/root_poll.hpp>
#include <kioto/rt/thread_scope.hpp>
#include <thread>
#include <utility>

namespace kioto::detail {

multi_thread::multi_thread(const scheduler_config& config)
    : scheduler(config), idle_(config.worker_threads) {
  for (std::size_t i = 0; i < config.worker_threads; ++i) {
    workers_.push_back(std::make_unique<worker>(*this, i, park_));
  }
  std::vector<std::thread> threads;
  threads.reserve(workers_.size());
  try {
    const std::lock_guard lock(mutex_);
    for (auto& w : workers_) threads.push_back(start_thread(*w, false));
  } catch (...) {
    // Those that have started end before this object does.
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
    // relaxed: under the mutex; a hint for has_global().
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
  // relaxed: as in submit().
  global_size_.store(global_size_.load(std::memory_order_relaxed) + n,
                     std::memory_order_relaxed);
}

task_header* multi_thread::pop_global() noexcept {
  if (!has_global()) return nullptr;
  const std::lock_guard lock(mutex_);
  task_header* const task = global_.pop_front();
  if (task != nullptr) {
    // relaxed: as in submit().
    global_size_.store(global_size_.load(std::memory_order_relaxed) - 1,
                       std::memory_order_relaxed);
  }
  return task;
}

task_queue multi_thread::pop_global(std::size_t most) noexcept {
  task_queue some;
  const std::lock_guard lock(mutex_);
  // relaxed, both: as in submit().
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

void multi_thread::schedule(task_header& task) noexcept {
  if (observer* o = config().observed_by) o->on_wake(task);
  submit(task);
}

bool multi_thread::adopt(task_header& task) noexcept {
  worker* const here = worker::here();
  // A thread that has lost its worker in this very poll has no list.
  if (here == nullptr) return false;
  here->adopt(task);
  return true;
}

void multi_thread::spawn(task_header& task) noexcept {
  worker* const here = worker::here();
  const bool is_here = here != nullptr && &here->pool() == this;
  if (observer* o = config().observed_by) o->on_spawn(task);
  if (is_here && !stops()) return here->schedule_here(task);
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

std::thread multi_thread::start_thread(worker& w, bool is_offer) {
  std::thread thread([this, &w, is_offer, keep = scheduler_ptr(*this)] {
    run_worker(w, is_offer);
  });
  ++running_;
  ++with_worker_;
  return thread;
}

void multi_thread::start_thread_for(worker& w) noexcept {
  try {
    const std::lock_guard lock(mutex_);
    start_thread(w, true).detach();
  } catch (...) {
    // No thread, or no memory for one: its tasks wait until the one that blocks
    // has ended.
  }
}

// The last thread that ends destroys what is left.
void multi_thread::run_worker(worker& w, bool is_offer) noexcept {
  {
    const thread_scope scope(*this);
    if (!is_offer || w.take_offer()) w.run();
    if (is_last_to_leave()) cancel_all();
  }
  const std::lock_guard lock(mutex_);
  if (--running_ == 0) ended_.notify_all();
}

bool multi_thread::is_last_to_leave() noexcept {
  const std::lock_guard lock(mutex_);
  if (--with_worker_ == 0) ending_ = true;
  return ending_;
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
