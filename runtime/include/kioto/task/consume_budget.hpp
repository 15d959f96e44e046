// SPDX-License-Identifier: MIT
//
// For code that computes for long without an await that could be pending:
// consume_budget() lets others run now and then. unconstrained(f) is the
// opposite: within it nobody counts.
//
// Thread safety: that of a plain value.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/task/budget.hpp>
#include <kioto/task/task_header.hpp>
#include <source_location>
#include <utility>

namespace kioto {

/// Is the future that `consume_budget()` returns.
class [[nodiscard]] consume_budget_future {
 public:
  using output_type = void;

  /// Spends a unit of the budget; is pending, once, when none is left.
  kioto::poll<void> poll(context& cx) noexcept {
    detail::budget_unit unit(cx);
    if (!unit.is_granted()) return kioto::poll<void>::pending();
    unit.spend();
    return kioto::poll<void>::ready();
  }
};

/// Makes a future that counts as one operation.
[[nodiscard]] inline consume_budget_future consume_budget() { return {}; }

/// Whether the task that this thread polls may complete one more operation in
/// this poll. Outside of a task: true.
[[nodiscard]] inline bool has_budget_remaining() noexcept {
  const detail::current_poll* here = detail::this_threads_poll;
  if (here == nullptr || (here->task == nullptr && !here->is_root)) return true;
  return here->units == nullptr || here->units->left() > 0;
}

/// Is the future that `unconstrained()` returns.
template <class F>
class [[nodiscard]] unconstrained_future {
 public:
  using output_type = output_of<F>;

  explicit unconstrained_future(F&& child) : child_(std::forward<F>(child)) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(child_.has_value(), "unconstrained: polled after completion",
                 where);
    const nobody_counts scope;
    context uncounted(cx.waker());
    auto result = child_.poll(uncounted, where);
    if (result.is_ready()) child_.destroy();
    return result;
  }

 private:
  // What has_budget_remaining() sees.
  struct nobody_counts {
    detail::current_poll* here = detail::this_threads_poll;
    budget* units =
        here == nullptr ? nullptr : std::exchange(here->units, nullptr);
    ~nobody_counts() {
      if (here != nullptr) here->units = units;
    }
  };

  detail::future_slot<F> child_;
};

/// Polls `child` without a budget: it may keep the thread as long as it finds
/// something ready.
template <class F>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] unconstrained_future<F> unconstrained(F&& child) {
  return unconstrained_future<F>(std::forward<F>(child));
}

}  // namespace kioto
