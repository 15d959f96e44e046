// SPDX-License-Identifier: MIT
//
// block_on(future): the smallest executor. Polls one future on this thread,
// and sleeps while it is pending.
//
//   poll --ready--> the value
//    ^ |
//    | +--pending--> park ... some thread wakes ...+
//    +---------------------------------------------+
//
// Thread safety: any number of threads may be in block_on at the same time,
// and a future inside may call block_on again.
//
// #region answer-notes
// Rejected
//   - Polling in a loop without sleeping: right, and a whole core for nothing.
//   - The parker on the stack: wakers are copied into other threads and may
//     be woken after block_on has returned.
//   - One parker a thread, kept for the next call: saves the allocation, but
//     an inner block_on would take the token that was meant for the outer one,
//     and the outer one would sleep for ever.
// #endregion answer-notes
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <type_traits>
#include <utility>

namespace kioto {

// #region wakeable
namespace detail {

/// A thread that waits in block_on. It lives as long as its last waker.
class blocked_thread final : public wakeable {
 public:
  void wake() noexcept override { parker_.unpark(); }
  void park() noexcept { parker_.park(); }

 private:
  thread_parker parker_;
};

}  // namespace detail
// #endregion wakeable

/// Runs `fut` to its end on this thread, and gives its result.
///
/// The future is polled where it is, never moved: a temporary, or an object
/// that the caller keeps. An exception from a poll comes out of block_on.
/// Returns: when `fut` is ready; never, if nobody wakes it.
/// Cost: one allocation a call. Beside the first poll there is at most one for
/// each wake; wakes that come together may share one.
template <class F>
  requires future<std::remove_reference_t<F>>
output_of<F> block_on(F&& fut) {
  auto thread = make_wakeable<detail::blocked_thread>();
  const waker self = thread.waker();
  context cx(self);
  for (;;) {
    auto result = fut.poll(cx);
    if (result.is_ready()) return std::move(result).value();
    // A wake that came since the poll began has left its token: this returns
    // at once, and no wake is lost.
    thread->park();
  }
}

}  // namespace kioto
