// SPDX-License-Identifier: MIT
//
// root_poll: a poll of the future that a thread waits for in block_on(). It has
// a budget, as a task has, and no task.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/task/budget.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/task_header.hpp>

namespace kioto::detail {

/// Polls `future` with a full budget. Returns: whether it is over.
inline bool poll_root(root_future& future, const waker& waker) {
  budget units;
  current_poll polls{.units = &units, .is_root = true};
  const poll_scope scope(polls);
  context cx(waker, &units);
  return future.poll(cx);
}

/// Waits for `future` on this thread, within the runtime, and runs no tasks.
///
/// Errors: what `future` throws.
void wait_on_this_thread(scheduler& on, root_future& future);

}  // namespace kioto::detail
