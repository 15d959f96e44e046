// SPDX-License-Identifier: MIT
//
// join_error: why a task gave no value. It was cancelled, or an exception left
// it.
//
// Thread safety: that of a std::exception_ptr.
#pragma once

#include <exception>
#include <utility>

namespace kioto {

/// Is what a join_handle gives instead of a value.
class join_error final : public std::exception {
 public:
  /// The task was aborted, or its runtime has gone.
  [[nodiscard]] static join_error cancelled() noexcept { return {}; }

  /// `exception` has left the task. Requires: not null.
  [[nodiscard]] static join_error panicked(
      std::exception_ptr exception) noexcept {
    join_error e;
    e.exception_ = std::move(exception);
    return e;
  }

  [[nodiscard]] bool is_cancelled() const noexcept {
    return exception_ == nullptr;
  }
  [[nodiscard]] bool is_panicked() const noexcept {
    return exception_ != nullptr;
  }

  /// The exception that left the task; null if it was cancelled.
  [[nodiscard]] const std::exception_ptr& exception() const noexcept {
    return exception_;
  }

  const char* what() const noexcept override {
    return is_cancelled() ? "the task was cancelled"
                          : "an exception has left the task";
  }

 private:
  join_error() noexcept = default;

  std::exception_ptr exception_;
};

}  // namespace kioto
