// SPDX-License-Identifier: MIT
//
// observer: is told what a runtime does, while it does it. A trace is one. Most
// runtimes have none: then each event costs a branch.
//
// Thread safety: called by the threads of the runtime, and by those that spawn
// and wake; by several at the same time.
#pragma once

#include <cstddef>

namespace kioto::detail {

class task_header;

/// A task is known by its address until it is over.
class observer {
 public:
  /// The caller holds the task, which was not in any queue before.
  virtual void on_spawn(const task_header&) noexcept {}
  /// Somebody, outside of its poll, has woken it; it goes to a queue.
  virtual void on_wake(const task_header&) noexcept {}
  virtual void on_poll_begin(const task_header&,
                             std::size_t /*worker*/) noexcept {}
  /// Of the poll that this worker began last. The task may be gone.
  virtual void on_poll_end(std::size_t /*worker*/) noexcept {}
  virtual void on_steal(std::size_t /*thief*/,
                        std::size_t /*victim*/) noexcept {}
  /// The worker is about to sleep, or to wait for events.
  virtual void on_park(std::size_t /*worker*/) noexcept {}
  virtual void on_unpark(std::size_t /*worker*/) noexcept {}

 protected:
  ~observer() = default;
};

}  // namespace kioto::detail
