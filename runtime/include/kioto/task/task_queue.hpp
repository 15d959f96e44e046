// SPDX-License-Identifier: MIT
//
// task_queue: a run queue, first in, first out. It links the tasks themselves
// and allocates nothing. A task is in one queue at a time, since it is held by
// one holder at a time (task_state.hpp).
//
// Thread safety: that of a plain value.
#pragma once

#include <cstddef>
#include <kioto/task/task_header.hpp>
#include <utility>

namespace kioto::detail {

/// Owns nothing: whoever has the queue holds its tasks.
class task_queue {
 public:
  task_queue() noexcept = default;
  task_queue(task_queue&& other) noexcept
      : first_(std::exchange(other.first_, nullptr)),
        last_(std::exchange(other.last_, nullptr)) {}
  task_queue& operator=(task_queue&&) = delete;

  [[nodiscard]] bool is_empty() const noexcept { return first_ == nullptr; }

  [[nodiscard]] bool has_several() const noexcept { return first_ != last_; }

  void push_back(task_header& task) noexcept {
    task.queue_next = nullptr;
    (last_ != nullptr ? last_->queue_next : first_) = &task;
    last_ = &task;
  }

  /// Returns: null if it is empty.
  task_header* pop_front() noexcept {
    task_header* task = first_;
    if (task == nullptr) return nullptr;
    first_ = task->queue_next;
    if (first_ == nullptr) {
      last_ = nullptr;
    } else {
      // Of many tasks, the next one has left the cache: its two lines come
      // while this one runs.
      __builtin_prefetch(first_);
      __builtin_prefetch(reinterpret_cast<const char*>(first_) + 64);
    }
    return task;
  }

  /// Puts all of `other` behind the last one; `other` is empty afterwards.
  void append(task_queue&& other) noexcept {
    if (other.is_empty()) return;
    (last_ != nullptr ? last_->queue_next : first_) = other.first_;
    last_ = std::exchange(other.last_, nullptr);
    other.first_ = nullptr;
  }

 private:
  task_header* first_ = nullptr;
  task_header* last_ = nullptr;  // null: empty
};

}  // namespace kioto::detail
