// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <kioto/rt/frame_store.hpp>
#include <kioto/rt/multi_thread.hpp>
#include <kioto/rt/worker.hpp>
#include <utility>

namespace kioto::detail {
namespace {

constinit thread_local worker* this_worker = nullptr;

// Polls in a row that begin in the next slot. More would starve the ring.
constexpr int most_next_in_a_row = 3;

}  // namespace

worker* worker::here() noexcept { return this_worker; }

// --- queues ---

void worker::schedule(task_header& task) noexcept {
  if (observer* o = pool_.config().observed_by) o->on_wake(task);
  worker* const here = this_worker;
  if (here == nullptr || &here->pool_ != &pool_) return pool_.submit(task);
  here->schedule_here(task);
}

void worker::schedule_here(task_header& task) noexcept {
  if (!may_use_next_) return push(task);
  task_header* const before = std::exchange(next_, &task);
  if (before != nullptr) push(*before);
}

// Others may have it. Who sleeps already is seen at once. Who goes to sleep
// just now may be missed: make_sure() finds it, once for all that a poll has
// pushed.
void worker::push(task_header& task) noexcept {
  task_queue overflow;
  ring_.push(task, overflow);
  if (!overflow.is_empty()) pool_.push_global(std::move(overflow));
  if (pool_.idle().seems_to_need_one()) {
    pool_.notify_one();
  } else {
    is_unsure_ = true;
  }
}

void worker::make_sure() noexcept {
  if (std::exchange(is_unsure_, false)) pool_.notify_one();
}

bool worker::adopt(task_header& task) noexcept {
  task.owner = this;
  alive_.push_front(task);
  return true;
}

task_header* worker::next_task() noexcept {
  if (until_global_-- == 0) {
    until_global_ = pool_.config().global_queue_interval - 1;
    if (task_header* task = from_global_queue()) return task;
  }
  if (task_header* task = std::exchange(next_, nullptr)) return task;
  if (!yielded_.is_empty()) return yielded_or_from_ring();
  if (task_header* task = ring_.pop()) return task;
  return from_global_queue();
}

// In turns, after those that were in the ring before. For a single task nobody
// is woken.
task_header* worker::yielded_or_from_ring() noexcept {
  if (yielded_.has_several() && pool_.idle().has_idle()) {
    share_yielded();
    return ring_.pop();
  }
  if (ring_before_yielded_ != 0) {
    --ring_before_yielded_;
    if (task_header* task = ring_.pop()) return task;
  }
  ring_before_yielded_ = 1;
  return yielded_.pop_front();
}

// A fair part of it, as far as there is room: one visit serves many polls, and
// those that were spawned together, neighbours in memory, run on one core.
task_header* worker::from_global_queue() noexcept {
  if (!pool_.has_global()) return nullptr;
  const std::size_t room = steal_ring::capacity - ring_.size();
  task_queue some = pool_.pop_global(
      std::min<std::size_t>(steal_ring::capacity / 2, room + 1));
  task_header* const first = some.pop_front();
  task_queue overflow;
  while (task_header* task = some.pop_front()) ring_.push(*task, overflow);
  if (!overflow.is_empty()) pool_.push_global(std::move(overflow));
  return first;
}

task_header* worker::steal() noexcept {
  if (!searches_) {
    searches_ = pool_.idle().transition_to_searching();
    if (!searches_) return nullptr;
  }
  // xorshift: another victim first each time.
  chance_ ^= chance_ << 13;
  chance_ ^= chance_ >> 7;
  chance_ ^= chance_ << 17;
  const std::size_t n = pool_.size();
  const auto start = static_cast<std::size_t>(chance_ % n);
  for (std::size_t i = 0; i < n; ++i) {
    worker& victim = pool_.at((start + i) % n);
    if (&victim == this) continue;
    if (task_header* task = victim.ring_.steal_into(ring_)) {
      activity_.count_steal();
      if (observer* o = pool_.config().observed_by) {
        o->on_steal(index_, victim.index_);
      }
      return task;
    }
  }
  return from_global_queue();
}

// --- running ---

void worker::stop_searching() noexcept {
  if (!std::exchange(searches_, false)) return;
  if (pool_.idle().transition_from_searching()) pool_.notify_one();
}

bool worker::run_one(task_header& task, task_poller& by) noexcept {
  make_sure();
  const next_place where = poll(task, by);
  if (this_worker != this) {
    // It has blocked in place, and another thread is the worker's now.
    if (where != next_place::none) pool_.submit(task);
    return false;
  }
  switch (where) {
    case next_place::none:
      break;
    case next_place::back:
      push(task);
      break;
    case next_place::behind:
      behind_.push_back(task);
      break;
  }
  return true;
}

next_place worker::poll(task_header& task, task_poller& by) noexcept {
  activity_.begin_poll(task.kind().spawned_at);
  observer* const o = pool_.config().observed_by;
  if (o != nullptr) o->on_poll_begin(task, index_);
  const next_place where = task.run(by);
  if (o != nullptr) o->on_poll_end(index_);
  return where;
}

bool worker::run_tasks(task_header& first, task_poller& by) noexcept {
  stop_searching();
  by.units().refill();
  if (!run_one(first, by)) return false;
  for (int i = 0; next_ != nullptr; ++i) {
    task_header& task = *std::exchange(next_, nullptr);
    if (i == most_next_in_a_row || by.units().left() <= 0) {
      push(task);
      return true;
    }
    // The last one may not begin another chain.
    may_use_next_ = i + 1 < most_next_in_a_row;
    if (!run_one(task, by)) return false;
    may_use_next_ = true;
  }
  return true;
}

// With those who have nothing to do.
void worker::share_yielded() noexcept {
  task_queue overflow;
  while (task_header* task = yielded_.pop_front()) ring_.push(*task, overflow);
  if (!overflow.is_empty()) pool_.push_global(std::move(overflow));
  pool_.notify_one();
}

void worker::look_for_events() noexcept {
  take_out_the_gone();
  parker_.poll();
  if (yielded_.is_empty()) ring_before_yielded_ = ring_.size();
  yielded_.append(std::move(behind_));
}

bool worker::has_work() const noexcept {
  return next_ != nullptr || !ring_.is_empty();
}

void worker::run() noexcept {
  this_worker = this;
  this_thread_polls = true;
  activity_.begin_work(pool_.now());
  task_poller by;
  while (!pool_.stops()) {
    if (until_events_-- == 0) {
      until_events_ = pool_.config().event_interval - 1;
      look_for_events();
    }
    task_header* task = next_task();
    if (task == nullptr && !behind_.is_empty()) {
      look_for_events();
      continue;
    }
    if (task == nullptr) {
      activity_.end_polls();
      task = steal();
    }
    if (task == nullptr) {
      park();
    } else if (!run_tasks(*task, by)) {
      break;
    }
  }
  if (this_worker == this) {
    activity_.end_polls();
    activity_.end_work(pool_.now());
  }
  this_worker = nullptr;
  this_thread_polls = false;
}

// --- a task that blocks ---

void worker::lend() noexcept {
  yielded_.append(std::move(behind_));
  share_yielded();
  may_use_next_ = true;
  this_worker = nullptr;
  activity_.end_polls();
  activity_.end_work(pool_.now());
  // release: publishes the worker; pairs with the acquire in take_offer().
  offer_.store(true, std::memory_order_release);
  pool_.start_thread_for(*this);
}

void worker::take_back() noexcept {
  if (!take_offer()) return;
  this_worker = this;
  activity_.begin_work(pool_.now());
  activity_.resume_poll();
}

void worker::park() noexcept {
  take_out_the_gone();
  const bool nobody_searches = pool_.idle().transition_to_parked(
      index_, std::exchange(searches_, false));
  // What was queued before this worker counted itself out may have been left
  // for it.
  if (nobody_searches) pool_.notify_if_work();
  while (!pool_.stops()) {
    sleep();
    take_out_the_gone();
    if (has_work()) {
      // Events have woken tasks.
      searches_ = !pool_.idle().unpark(index_);
      return;
    }
    if (!pool_.idle().is_parked(index_)) {
      searches_ = true;  // notified: counted as searching by whoever did
      return;
    }
  }
}

void worker::sleep() noexcept {
  frame_store::hand_in();
  observer* const o = pool_.config().observed_by;
  if (o != nullptr) o->on_park(index_);
  activity_.count_park();
  activity_.end_work(pool_.now());
  parker_.wait();
  activity_.begin_work(pool_.now());
  if (o != nullptr) o->on_unpark(index_);
}

// --- tasks that are over ---

void worker::forget(task_header& task) noexcept {
  if (this_worker == this || pool_.is_ending()) {
    return task_list::remove(task);
  }
  // It lives until this worker has taken it out of its list.
  task.state.add_reference();
  // relaxed: the compare-exchange decides.
  task_header* head = gone_.load(std::memory_order_relaxed);
  do {
    task.queue_next = head;
    // release: publishes queue_next; pairs with the exchange in
    // take_out_the_gone(). relaxed on failure: as above.
  } while (!gone_.compare_exchange_weak(head, &task, std::memory_order_release,
                                        std::memory_order_relaxed));
}

void worker::take_out_the_gone() noexcept {
  // relaxed: one that comes now is seen the next time.
  if (gone_.load(std::memory_order_relaxed) == nullptr) return;
  // acquire: queue_next of each; pairs with the release in forget().
  task_header* task = gone_.exchange(nullptr, std::memory_order_acquire);
  while (task != nullptr) {
    task_header* const next = task->queue_next;
    task_list::remove(*task);
    task->drop_reference();
    task = next;
  }
}

bool worker::cancel_all() noexcept {
  take_out_the_gone();
  if (task_header* task = std::exchange(next_, nullptr)) task->cancel();
  while (task_header* task = behind_.pop_front()) task->cancel();
  while (task_header* task = yielded_.pop_front()) task->cancel();
  while (task_header* task = ring_.pop()) task->cancel();
  alive_.for_each([](task_header& task) {
    if (task.state.transition_to_cancelled() ==
        task_state::wake_result::schedule) {
      task.cancel();
    }
  });
  return alive_.is_empty();
}

}  // namespace kioto::detail
