// SPDX-License-Identifier: MIT
//
// The concept `future`: a value that will be there later, as an object that is
// asked for it.
//
//   caller                          future
//     | -- poll(context) ------------> |   does what it can without waiting
//     | <---- pending ---------------- |   has kept a copy of the waker
//     |                                |
//     | <==== wake (any thread) ====== |   something happened: ask again
//     | -- poll(context) ------------> |
//     | <---- ready(value) ----------- |   never polled again
//
// The rules of the game, which no compiler checks:
//   1. Lazy. Nothing happens before the first poll.
//   2. A poll does not block. It returns pending instead.
//   3. Pending is a promise: the waker of the latest poll will be woken when
//      polling again may help. Wakers of earlier polls need not be.
//   4. A poll that nobody asked for is legal and does no harm.
//   5. After ready, a future is not polled again. The library's own stop the
//      program: "polled after completion".
//   6. A future may be moved before its first poll, and not after it.
//   7. Destroying a future cancels it: it wakes nobody afterwards.
#pragma once

#include <concepts>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <type_traits>

namespace kioto {

/// Holds for a type that has `output_type` and `poll(context&)`, which returns
/// a `poll<output_type>`.
template <class F>
concept future =
    std::is_object_v<F> && std::destructible<F> && requires(F& f, context& cx) {
      typename F::output_type;
      { f.poll(cx) } -> std::same_as<poll<typename F::output_type>>;
    };

/// Is what the future `F` (or a reference to one) gives when it is ready.
template <class F>
  requires future<std::remove_reference_t<F>>
using output_of = typename std::remove_reference_t<F>::output_type;

}  // namespace kioto
