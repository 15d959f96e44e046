// SPDX-License-Identifier: MIT
#include <kioto/rt/local_set.hpp>
#include <utility>

namespace kioto::detail {
namespace {

// Polls of tasks in one poll of their set; as the event_interval of a runtime.
constexpr int most_polls = 61;

}  // namespace

void local_tasks::schedule(task_header& task) noexcept {
  if (is_here()) {
    local_.push_back(task);
    if (!runs_) waker_.wake();
    return;
  }
  // Under the lock to the end: cancel_all() takes it last of all, so that
  // nobody is still in here when the set goes.
  const std::lock_guard lock(mutex_);
  remote_.push_back(task);
  handed_in_.unpark();
  waker_.wake();
}

void local_tasks::forget(task_header& task) noexcept {
  task_list::remove(task);
}

void local_tasks::spawn(task_header& task) noexcept {
  if (closed_) return task.cancel();
  alive_.push_front(task);
  task.is_adopted = true;
  local_.push_back(task);
  if (!runs_) waker_.wake();
}

task_header* local_tasks::next_task() noexcept {
  if (local_.is_empty()) {
    const std::lock_guard lock(mutex_);
    local_.append(std::move(remote_));
  }
  return local_.pop_front();
}

void local_tasks::run_some(context& cx) noexcept {
  KIOTO_ASSERT(is_here(), "local_set: polled on another thread than its own");
  // First: a wake from here on reaches whoever polls.
  waker_.set(cx.waker());
  runs_ = true;
  task_poller by;
  int polls = 0;
  for (; polls < most_polls; ++polls) {
    task_header* task = next_task();
    if (task == nullptr) break;
    by.units().refill();
    // What has woken itself has had its turn: behind is the back here.
    if (task->run(by) != next_place::none) local_.push_back(*task);
  }
  runs_ = false;
  if (polls < most_polls) return;
  cx.waker().wake_by_ref();
}

void local_tasks::cancel_all() noexcept {
  const local_tasks_scope scope(*this);
  closed_ = true;
  for (;;) {
    while (task_header* task = next_task()) task->cancel();
    alive_.for_each([](task_header& task) {
      if (task.state.transition_to_cancelled() ==
          task_state::wake_result::schedule) {
        task.cancel();
      }
    });
    while (task_header* task = next_task()) task->cancel();
    if (alive_.is_empty()) break;
    // Another thread holds the rest, and is about to hand it in.
    handed_in_.park();
  }
  const std::lock_guard lock(mutex_);
}

}  // namespace kioto::detail
