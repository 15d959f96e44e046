// SPDX-License-Identifier: MIT
//
// block_in_place(fn): calls a function that blocks, within a task. The other
// tasks of the worker go on meanwhile: a new thread becomes the worker's.
//
//   thread 1   worker 0: poll a task --> fn() ...... --> the poll goes on, ends
//   thread 2                             worker 0: polls the other tasks ...
//
// Better is spawn_blocking(), which costs no thread: this is for what cannot be
// moved to another thread, or needs references to the locals of the task.
//
// Thread safety: any thread may call it.
//
// Source: Tokio, tokio::task::block_in_place.
#pragma once

#include <concepts>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

class worker;

/// This thread may block, for a scope; its worker, if it has one, goes on in
/// another thread.
class blocking_scope {
 public:
  explicit blocking_scope(std::source_location where);
  blocking_scope(const blocking_scope&) = delete;
  blocking_scope& operator=(const blocking_scope&) = delete;
  ~blocking_scope();

 private:
  const bool polls_;    // this thread, futures of a runtime
  worker* const lent_;  // null: this thread has none
};

}  // namespace detail

/// Calls `fn` on this thread, which may block in it: also in block_on(). The
/// other futures of the same task, as those beside it in a join(), wait.
///
/// Returns: what `fn` returns. Errors: what `fn` throws.
/// Requires: the caller is no task of a current_thread runtime or of a
/// local_set, nor in its block_on(), as nobody else could go on with the
/// others; stops the program with the caller's line if it is.
/// Cancel safety: the task cannot be cancelled while `fn` runs; the end of the
/// runtime waits for it.
/// Cost: the start of a thread in a task of a worker; else nothing.
template <std::invocable Fn>
std::invoke_result_t<Fn> block_in_place(
    Fn&& fn, std::source_location where = std::source_location::current()) {
  const detail::blocking_scope scope(where);
  return std::forward<Fn>(fn)();
}

}  // namespace kioto
