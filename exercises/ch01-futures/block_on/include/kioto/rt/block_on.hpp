// SPDX-License-Identifier: MIT
//
// ch01.block_on: block_on: sleep until somebody wakes you
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: what the waker of
// block_on points to.
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
#pragma once

#include <grader/todo.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <type_traits>
#include <utility>

namespace kioto {

// Yours: what the waker of block_on points to

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
  KIOTO_TODO("ch01.block_on");
}

}  // namespace kioto
