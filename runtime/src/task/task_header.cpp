// SPDX-License-Identifier: MIT
#include <kioto/task/task_header.hpp>
#include <new>
#include <utility>

namespace kioto::detail {
namespace {

task_header& task_of(void* data) noexcept {
  return *static_cast<task_header*>(data);
}

}  // namespace

constinit const waker_vtable task_header::waker_table = {
    .clone = [](void* data) noexcept -> void* {
      task_of(data).state.add_reference();
      return data;
    },
    .wake =
        [](void* data) noexcept {
          task_of(data).wake();
          task_of(data).drop_reference();
        },
    .wake_by_ref = [](void* data) noexcept { task_of(data).wake(); },
    .drop = [](void* data) noexcept { task_of(data).drop_reference(); },
};

inline void task_poller::begin(task_header& task) noexcept {
  new (&waker_) waker(&task, task_header::waker_table);
  polls_.task = &task;
}

next_place task_header::run(task_poller& by) noexcept {
  if (state.transition_to_polling() == task_state::poll_begin::cancel) {
    cancel();
    return next_place::none;
  }
  by.begin(*this);
  const bool is_over = vtable->poll(*this, by.cx_);
  const bool woken = by.end();
  if (is_over) {
    complete();
    return next_place::none;
  }
  if (woken) return next_place::behind;
  if (!is_adopted && !(is_adopted = owner->adopt(*this))) {
    return next_place::back;
  }
  switch (state.transition_to_idle()) {
    case task_state::poll_end::idle:
      break;
    case task_state::poll_end::again:
      return next_place::back;
    case task_state::poll_end::cancel:
      cancel();
  }
  return next_place::none;
}

void task_header::cancel() noexcept {
  vtable->cancel(*this);
  complete();
}

void task_header::complete() noexcept {
  if (is_adopted) owner->forget(*this);
  // In case nothing is left to be done, the task may be gone after this.
  const task_vtable& its = *vtable;
  const task_state::completion left = state.transition_to_complete();
  if (left.nothing_left()) return;
  if (left.drop_output) its.drop_output(*this);
  if (left.wake_joiner) std::move(join_waker).wake();
  drop_reference();
}

}  // namespace kioto::detail
