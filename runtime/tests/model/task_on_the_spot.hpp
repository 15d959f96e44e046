// SPDX-License-Identifier: MIT
//
// Tasks without a runtime: whoever wakes a task polls it there and then, on the
// thread that wakes. So nothing orders two polls but the task's own state.
#pragma once

#include <kioto/future/future.hpp>
#include <kioto/task/join_handle.hpp>
#include <kioto/task/task_cell.hpp>
#include <kioto/task/task_header.hpp>
#include <source_location>
#include <utility>

namespace model {

class on_the_spot final : public kioto::detail::task_owner {
 public:
  /// Of a task that the caller holds: polls until it waits, or is over.
  static void run(kioto::detail::task_header& task) noexcept {
    kioto::detail::task_poller by;
    while (task.run(by) != kioto::detail::next_place::none) {
    }
  }

  void schedule(kioto::detail::task_header& task) noexcept override {
    run(task);
  }
};

/// A task, held by whoever calls run(), and its join_handle.
template <class F>
class made_task {
 public:
  explicit made_task(F future)
      : task_(kioto::detail::task_cell<F>::make(
            owner(), std::move(future), std::source_location::current())),
        handle(kioto::detail::handle_of<kioto::output_of<F>>(task_)) {}

  kioto::waker waker() { return task_.make_waker(); }
  void run() { on_the_spot::run(task_); }

  /// As a runtime does at its end.
  void end() {
    if (task_.state.transition_to_cancelled() ==
        kioto::detail::task_state::wake_result::schedule) {
      task_.cancel();
    }
  }

 private:
  static on_the_spot& owner() {
    static constinit on_the_spot the_one;
    return the_one;
  }

  kioto::detail::task_header& task_;

 public:
  kioto::join_handle<kioto::output_of<F>> handle;
};

}  // namespace model
