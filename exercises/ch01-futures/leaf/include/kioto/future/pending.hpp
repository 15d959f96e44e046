// SPDX-License-Identifier: MIT
//
// ch01.leaf: Five futures by hand
//
// Write the bodies marked KIOTO_TODO. Contract: the public names and what their
// comments promise.
//
// pending<T>(): a future that is never done. It is the one future that may
// return pending and keep no waker, because no event will ever come.
//
// Thread safety: any; there is no state.
#pragma once

#include <grader/todo.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>

namespace kioto {

/// Is the future that `pending<T>()` returns.
template <class T>
class [[nodiscard]] pending_future {
 public:
  using output_type = T;

  /// Is pending, each time; the waker is neither cloned nor woken.
  kioto::poll<T> poll(context&) { KIOTO_TODO("ch01.leaf"); }
};

/// Makes a future that is never ready. It ends by being destroyed.
template <class T = void>
[[nodiscard]] pending_future<T> pending() {
  return {};
}

}  // namespace kioto
