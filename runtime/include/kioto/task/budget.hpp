// SPDX-License-Identifier: MIT
//
// budget: how much work a task may still do before it has to let others run. A
// task that always finds something ready would otherwise keep its thread for
// ever.
//
// Each poll of a task begins with 128 units. An operation that completes spends
// one; when none is left it does not even try: it wakes its task and is
// pending, so that the task comes again behind the others.
//
//   budget_unit unit(cx);
//   if (!unit.is_granted()) return pending();   // the task was woken
//   ...
//   unit.spend();                                // it has made progress
//   return ready();
//
// Thread safety: belongs to the thread that polls.
//
// Source: Tokio, tokio/src/task/coop.
#pragma once

#include <kioto/future/context.hpp>

namespace kioto {

/// Counts the operations that a task may still complete in this poll.
class budget {
 public:
  static constexpr int units_per_poll = 128;

  [[nodiscard]] int left() const noexcept { return left_; }

  /// Begins a poll anew.
  void refill() noexcept { left_ = units_per_poll; }

  void take() noexcept { --left_; }
  void give_back() noexcept { ++left_; }

 private:
  int left_ = units_per_poll;
};

namespace detail {

/// One unit, for the length of one poll of an operation. It goes back unless
/// the operation says that it has made progress: an operation that finds
/// nothing to do costs nothing.
class [[nodiscard]] budget_unit {
 public:
  /// Takes a unit; wakes the task if there is none.
  explicit budget_unit(context& cx) noexcept : budget_(cx.budget()) {
    if (budget_ == nullptr) return;  // nobody counts
    if (budget_->left() > 0) {
      budget_->take();
      return;
    }
    granted_ = false;
    budget_ = nullptr;
    cx.waker().wake_by_ref();
  }

  budget_unit(const budget_unit&) = delete;
  budget_unit& operator=(const budget_unit&) = delete;

  ~budget_unit() {
    if (budget_ != nullptr) budget_->give_back();
  }

  /// If not, the operation has to be pending.
  [[nodiscard]] bool is_granted() const noexcept { return granted_; }

  /// The operation has completed.
  void spend() noexcept { budget_ = nullptr; }

 private:
  budget* budget_;  // to give the unit back to
  bool granted_ = true;
};

}  // namespace detail
}  // namespace kioto
