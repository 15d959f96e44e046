// SPDX-License-Identifier: MIT
//
// root_of: the future of a block_on() whose type is known, seen by a scheduler
// that does not know it.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/task/scheduler.hpp>
#include <optional>
#include <source_location>
#include <utility>

namespace kioto::detail {

/// Polls a future where it is, and keeps its result.
template <class F>
class root_of final : public root_future {
 public:
  explicit root_of(F& future) noexcept : future_(future) {}

  bool poll(context& cx) override {
    auto polled = future_.poll(cx);
    if (polled.is_pending()) return false;
    result_.emplace(std::move(polled));
    return true;
  }

  /// Requires: a poll has returned true.
  output_of<F> result() { return std::move(*result_).value(); }

 private:
  F& future_;
  std::optional<kioto::poll<output_of<F>>> result_;
};

/// Runs `root` on a scheduler, to its end.
///
/// Requires: this thread polls no future of a runtime; stops the program with
/// the line `where` if it does.
void block_thread(scheduler& on, root_future& root, std::source_location where);

/// The same, without running tasks here.
void wait_on_thread(scheduler& on, root_future& root,
                    std::source_location where);

}  // namespace kioto::detail
