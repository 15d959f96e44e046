// SPDX-License-Identifier: MIT
#include <kioto/rt/current_thread.hpp>
#include <kioto/rt/root_poll.hpp>
#include <optional>
#include <utility>

namespace kioto::detail {
namespace {

// The scheduler whose core this thread has.
constinit thread_local const current_thread* this_threads_core = nullptr;

}  // namespace

// The core, and that this thread has it.
class current_thread::driving {
 public:
  explicit driving(current_thread& s) noexcept
      : scheduler_(s), outer_(std::exchange(this_threads_core, &s)) {
    scheduler_.activity_.begin_work(scheduler_.now());
  }
  driving(const driving&) = delete;
  driving& operator=(const driving&) = delete;

  ~driving() {
    this_threads_core = outer_;
    scheduler_.activity_.end_polls();
    scheduler_.activity_.end_work(scheduler_.now());
    const std::lock_guard lock(scheduler_.mutex_);
    scheduler_.driven_ = false;
    if (scheduler_.waiting_ != nullptr) scheduler_.waiting_->parker_.unpark();
  }

 private:
  current_thread& scheduler_;
  // Of a runtime that is shut down within another one.
  const current_thread* outer_;
};

current_thread::current_thread(const scheduler_config& config)
    : scheduler(config), park_(std::make_unique<thread_park>()) {}

bool current_thread::is_driven_here() noexcept {
  return this_threads_core != nullptr;
}

// --- tasks ---

void current_thread::schedule(task_header& task) noexcept {
  if (observer* o = config().observed_by) o->on_wake(task);
  if (this_threads_core == this) {
    activity_.count_queued(1);
    return core_.local.push_back(task);
  }
  const std::lock_guard lock(mutex_);
  remote_.push_back(task);
  ++remote_size_;
  // relaxed: a hint. Who drives and misses it finds the token of notify().
  has_remote_.store(true, std::memory_order_relaxed);
  // Under the lock: shut_down() takes it last of all, so that nobody is still
  // in here when the scheduler goes.
  park_->notify();
}

void current_thread::spawn(task_header& task) noexcept {
  if (observer* o = config().observed_by) o->on_spawn(task);
  const bool here = this_threads_core == this;
  std::unique_lock lock(mutex_, std::defer_lock);
  if (!here) lock.lock();
  // Only the thread with the core closes, so it need not lock to look.
  if (closed_) {
    if (!here) lock.unlock();
    return task.cancel();
  }
  if (here) {
    activity_.count_queued(1);
    core_.local.push_back(task);
  } else {
    remote_.push_back(task);
    ++remote_size_;
    // relaxed: as in schedule().
    has_remote_.store(true, std::memory_order_relaxed);
    park_->notify();
  }
}

bool current_thread::adopt(task_header& task) noexcept {
  core_.alive.push_front(task);
  return true;
}

void current_thread::forget(task_header& task) noexcept {
  task_list::remove(task);
}

// Not inlined: next_task() would save registers for it, in each poll.
[[gnu::noinline]] void current_thread::take_remote() noexcept {
  task_queue taken;
  {
    const std::lock_guard lock(mutex_);
    // relaxed: under the mutex, as every write of it.
    has_remote_.store(false, std::memory_order_relaxed);
    taken.append(std::move(remote_));
    activity_.count_queued(std::exchange(remote_size_, 0));
  }
  core_.local.append(std::move(taken));
}

inline task_header* current_thread::next_task() noexcept {
  bool look = core_.local.is_empty();
  if (!look && core_.until_remote-- == 0) [[unlikely]] {
    core_.until_remote = config().global_queue_interval - 1;
    look = true;
  }
  // relaxed: a hint, see schedule().
  if (look && has_remote_.load(std::memory_order_relaxed)) [[unlikely]] {
    take_remote();
  }
  return core_.local.pop_front();
}

// Inlined, as what follows: the loop of polls. A task that is alone has a turn
// of it for each.
[[gnu::always_inline]] inline next_place current_thread::run(
    task_header& task, task_poller& by) noexcept {
  activity_.begin_poll(task.kind().spawned_at);
  by.units().refill();
  observer* const o = config().observed_by;
  if (o != nullptr) o->on_poll_begin(task, 0);
  const next_place where = task.run(by);
  if (o != nullptr) o->on_poll_end(0);
  return where;
}

[[gnu::always_inline]] inline bool current_thread::run_tasks(
    task_poller& by) noexcept {
  std::size_t gone = 0;  // from the queue
  for (std::uint32_t i = 0; i < config().event_interval; ++i) {
    task_header* task = next_task();
    if (task == nullptr) break;
    switch (run(*task, by)) {
      case next_place::none:
        ++gone;
        break;
      case next_place::back:
        core_.local.push_back(*task);
        break;
      case next_place::behind:
        core_.behind.push_back(*task);
        break;
    }
  }
  park_->poll();
  core_.local.append(std::move(core_.behind));
  if (gone != 0) activity_.count_taken(gone);
  // relaxed: a hint, see schedule().
  return !core_.local.is_empty() || has_remote_.load(std::memory_order_relaxed);
}

// --- root futures ---

void root_waiter::wake() noexcept {
  // release: what this thread did comes before the poll. acquire: if the owner
  // has taken the last wake already, `drives_` is what it was then, or later;
  // pairs with the exchange in drive().
  woken_.exchange(true, std::memory_order_acq_rel);
  // relaxed: ordered by the exchange.
  if (drives_.load(std::memory_order_relaxed)) {
    of_.park_->notify();
  } else {
    parker_.unpark();
  }
}

bool root_waiter::take_wake() noexcept {
  if (!was_woken()) return false;
  // acquire: pairs with the exchange in wake(). What the one in drive() has
  // released goes on, as this is an exchange, too.
  return woken_.exchange(false, std::memory_order_acquire);
}

bool current_thread::begin_to_drive(root_waiter& root) noexcept {
  const std::lock_guard lock(mutex_);
  if (!driven_) {
    driven_ = true;
    unlist(root);
    return true;
  }
  if (!std::exchange(root.is_listed_, true)) {
    root.next_ = std::exchange(waiting_, &root);
  }
  return false;
}

void current_thread::unlist(root_waiter& root) noexcept {
  if (!std::exchange(root.is_listed_, false)) return;
  root_waiter** at = &waiting_;
  while (*at != &root) at = &(*at)->next_;
  *at = root.next_;
}

void current_thread::stop_waiting(root_waiter& root) noexcept {
  const std::lock_guard lock(mutex_);
  if (!root.is_listed_) return;
  unlist(root);
  // The core may have been offered to this one.
  if (!driven_ && waiting_ != nullptr) waiting_->parker_.unpark();
}

void current_thread::block_on(root_future& future) {
  const scheduler_scope scope(*this);
  const auto root = make_wakeable<root_waiter>(*this);
  const waker self = root.waker();
  struct stop_at_the_end {
    current_thread& of;
    root_waiter& root;
    ~stop_at_the_end() { of.stop_waiting(root); }
  } stop{*this, *root};
  while (!begin_to_drive(*root)) {
    if (root->take_wake() && poll_root(future, self)) return;
    root->parker_.park();
  }
  const driving core(*this);
  drive(*root, future, self);
}

void current_thread::drive(root_waiter& root, root_future& future,
                           const waker& self) {
  // relaxed: published by the exchange; see wake().
  root.drives_.store(true, std::memory_order_relaxed);
  // It may have slept in the parker, and been woken there. An exchange, as in
  // wake(): a plain write would hide what others have released, which
  // take_wake() acquires next. release: `drives_`, to who wakes from here on.
  root.woken_.exchange(true, std::memory_order_release);
  task_poller by;
  for (;;) {
    if (root.take_wake() && poll_future(future, self)) return;
    if (!run_tasks(by) && !root.was_woken()) sleep(root);
  }
}

bool current_thread::poll_future(root_future& future, const waker& self) {
  activity_.begin_poll(future.where);
  return poll_root(future, self);
}

void current_thread::sleep(const root_waiter& root) noexcept {
  // acquire: what was done by who held the clock; pairs with release_clock().
  if (holds_.load(std::memory_order_acquire) == 0) {
    if (core_.hook != nullptr && core_.hook->on_idle()) return;
  } else if (core_.spin.wait_for([&] {
               // relaxed: a hint, see schedule().
               return has_remote_.load(std::memory_order_relaxed) ||
                      root.was_woken();
             })) {
    return;  // a blocking job has ended
  }
  observer* const o = config().observed_by;
  if (o != nullptr) o->on_park(0);
  activity_.end_polls();
  activity_.count_park();
  activity_.end_work(now());
  park_->wait(std::nullopt);
  activity_.begin_work(now());
  if (o != nullptr) o->on_unpark(0);
}

void current_thread::hold_clock() noexcept {
  // relaxed: the thread that drives does it, or hears of it later anyway.
  holds_.fetch_add(1, std::memory_order_relaxed);
}

void current_thread::release_clock() noexcept {
  // release: pairs with the acquire in sleep(), which sees with the last one
  // what all others have released: each continues the release of those before.
  if (holds_.fetch_sub(1, std::memory_order_release) == 1) park_->notify();
}

std::size_t current_thread::global_queue_depth() const noexcept {
  const std::lock_guard lock(mutex_);
  return remote_size_;
}

// --- the end ---

void current_thread::begin_to_shut_down() noexcept {
  const scheduler_scope scope(*this);
  {
    const std::lock_guard lock(mutex_);
    closed_ = driven_ = true;
  }
  const driving core(*this);
  for (;;) {
    cancel_queued();
    core_.alive.for_each([](task_header& task) {
      if (task.state.transition_to_cancelled() ==
          task_state::wake_result::schedule) {
        task.cancel();
      }
    });
    cancel_queued();
    if (core_.alive.is_empty()) return;
    // Somebody else holds the rest, and is about to hand it in.
    park_->wait(std::nullopt);
  }
}

// It has come already.
void current_thread::wait_for_the_end(std::optional<time_point>) noexcept {}

void current_thread::cancel_queued() noexcept {
  core_.local.append(std::move(core_.behind));
  take_remote();
  while (task_header* task = core_.local.pop_front()) task->cancel();
}

}  // namespace kioto::detail
