// SPDX-License-Identifier: MIT
//
// spawn(future): a task of its own, which runs beside the one that spawns it.
// So does spawn(callable), of the future that the callable makes.
//
// Thread safety: any thread that has entered a runtime.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/task/join_handle.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/spawned.hpp>
#include <kioto/task/task_cell.hpp>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

/// Makes a task of `future`, and gives it to a scheduler or a local_set.
template <class Owner, class F>
auto spawn_on(Owner& on, F&& future, std::source_location where) {
  decltype(auto) owned = owned_future(std::forward<F>(future));
  using owned_type = std::remove_reference_t<decltype(owned)>;
  auto& task = task_cell<owned_type>::make(on, std::move(owned), where);
  // The handle first: the task may have ended when spawn() returns.
  auto handle = handle_of<output_of<owned_type>>(task);
  on.spawn(task);
  return handle;
}

}  // namespace detail

/// Runs `future` as a task of the current runtime: a future, or a callable that
/// the task calls for one. It owns what it needs: a reference to something of
/// the caller's would outlive it, and does not compile where the type shows it.
///
/// Requires: a runtime is entered; stops the program with the caller's line if
/// not.
/// Errors: std::bad_alloc; so, too, where there are 65,535 pairs of a type and
/// a place of spawning already (task_kind.hpp). Cost: one allocation, from a
/// cache of the thread.
template <spawnable F>
[[nodiscard]] join_handle<detail::spawned_output<F>> spawn(
    F&& future, std::source_location where = std::source_location::current()) {
  detail::scheduler* on = detail::this_threads_scheduler;
  KIOTO_ASSERT(on != nullptr,
               "spawn: no runtime here: call it inside of block_on, or hold a "
               "guard of enter()",
               where);
  return detail::spawn_on(*on, std::forward<F>(future), where);
}

}  // namespace kioto
