// SPDX-License-Identifier: MIT
//
// task_list: the tasks that are alive, so that a runtime that goes can destroy
// them, and a dump can show them. In a ring with the list itself; a task takes
// itself out in O(1).
//
// Thread safety: that of a plain value.
#pragma once

#include <kioto/task/task_header.hpp>

namespace kioto::detail {

class task_list {
 public:
  task_list() noexcept { ring_.next = ring_.previous = &ring_; }
  task_list(const task_list&) = delete;
  task_list& operator=(const task_list&) = delete;

  [[nodiscard]] bool is_empty() const noexcept { return ring_.next == &ring_; }

  /// Requires: in no list.
  void push_front(task_header& task) noexcept {
    task_links& links = task;
    links.next = ring_.next;
    links.previous = &ring_;
    ring_.next->previous = &links;
    ring_.next = &links;
  }

  /// Takes a task out. Requires: it is in this list.
  static void remove(task_header& task) noexcept {
    task_links& links = task;
    links.previous->next = links.next;
    links.next->previous = links.previous;
  }

  /// Calls `fn` with each task. `fn` may take out the one it is called with.
  template <class Fn>
  void for_each(Fn fn) {
    for (task_links* at = ring_.next; at != &ring_;) {
      task_links* next = at->next;
      fn(static_cast<task_header&>(*at));
      at = next;
    }
  }

 private:
  task_links ring_;
};

}  // namespace kioto::detail
