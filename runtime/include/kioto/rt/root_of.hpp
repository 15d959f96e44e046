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
  root_of(F& future, std::source_location where) noexcept
      : root_future(where), future_(future) {}

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
/// the line of the root if it does.
void block_thread(scheduler& on, root_future& root);

/// The same, without running tasks here.
void wait_on_thread(scheduler& on, root_future& root);

}  // namespace kioto::detail
