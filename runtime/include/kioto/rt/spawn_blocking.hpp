// SPDX-License-Identifier: MIT
//
// spawn_blocking(fn): calls a function that blocks, or computes for long, on a
// thread where that disturbs nobody.
//
// Thread safety: any thread that has entered a runtime.
#pragma once

#include <concepts>
#include <functional>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/blocking_pool.hpp>
#include <kioto/rt/handle.hpp>
#include <kioto/task/join_handle.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/task_cell.hpp>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

/// Is ready in its first poll, which calls the function.
template <class Fn>
class blocking_job {
 public:
  using output_type = std::invoke_result_t<Fn>;

  explicit blocking_job(Fn fn) : fn_(std::move(fn)) {}

  kioto::poll<output_type> poll(context&) {
    if constexpr (std::is_void_v<output_type>) {
      std::invoke(std::move(fn_));
      return kioto::poll<void>::ready();
    } else {
      return kioto::poll<output_type>::ready(std::invoke(std::move(fn_)));
    }
  }

 private:
  Fn fn_;
};

/// Makes a job of `fn`, and gives it to the pool of a scheduler.
template <class Fn>
auto spawn_blocking_on(scheduler& on, Fn&& fn, std::source_location where) {
  using job = blocking_job<std::decay_t<Fn>>;
  blocking_pool& pool = blocking_pool::of(on);
  auto& task = task_cell<job>::make(pool, job(std::forward<Fn>(fn)), where);
  auto handle = handle_of<output_of<job>>(task);
  pool.submit(task);
  return handle;
}

}  // namespace detail

/// Calls `fn` on a thread of the current runtime's blocking pool. It may block
/// there; the runtime is entered, so that it may spawn.
///
/// The pool starts a thread when all are busy, up to `max_blocking_threads`;
/// further jobs wait for one, in order. A job that has begun cannot be aborted,
/// and the end of the runtime waits for it (see runtime::shutdown_timeout).
/// Requires: a runtime is entered; stops the program with the caller's line if
/// not.
/// Errors: std::system_error if no thread can be started at all.
template <std::invocable Fn>
[[nodiscard]] join_handle<std::invoke_result_t<std::decay_t<Fn>>>
spawn_blocking(Fn&& fn,
               std::source_location where = std::source_location::current()) {
  detail::scheduler* on = detail::this_threads_scheduler;
  KIOTO_ASSERT(on != nullptr,
               "spawn_blocking: no runtime here: call it inside of block_on, "
               "or hold a guard of enter()",
               where);
  return detail::spawn_blocking_on(*on, std::forward<Fn>(fn), where);
}

template <std::invocable Fn>
join_handle<std::invoke_result_t<std::decay_t<Fn>>> handle::spawn_blocking(
    Fn&& fn, std::source_location where) const {
  return detail::spawn_blocking_on(*scheduler_, std::forward<Fn>(fn), where);
}

}  // namespace kioto
