// SPDX-License-Identifier: MIT
//
// handle: a way to a runtime that other threads and tasks can keep. A runtime
// that goes does not wait for its handles; what they spawn then is cancelled at
// once.
//
// Thread safety: any thread may use a handle, and copies of it, at any time. An
// enter_guard belongs to the thread that made it.
#pragma once

#include <concepts>
#include <kioto/detail/assert.hpp>
#include <kioto/future/future.hpp>
#include <kioto/rt/metrics.hpp>
#include <kioto/rt/root_of.hpp>
#include <kioto/task/join_handle.hpp>
#include <kioto/task/scheduler.hpp>
#include <kioto/task/spawn.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

/// Makes a runtime the current one of this thread until it is destroyed. Guards
/// go in the reverse order of their begin; stops the program if not.
class [[nodiscard]] enter_guard {
 private:
  friend class handle;

  explicit enter_guard(detail::scheduler_ptr of) noexcept
      : keep_alive_(std::move(of)), scope_(*keep_alive_) {}

  detail::scheduler_ptr keep_alive_;
  detail::scheduler_scope scope_;
};

/// Belongs to a runtime.
class handle {
 public:
  /// Of the runtime that this thread has entered.
  ///
  /// Requires: there is one; stops the program with the caller's line if not.
  [[nodiscard]] static handle current(
      std::source_location where = std::source_location::current()) {
    std::optional<handle> found = try_current();
    KIOTO_ASSERT(found.has_value(), "handle::current: no runtime here", where);
    return *std::move(found);
  }

  /// The same; nothing if this thread has entered none.
  [[nodiscard]] static std::optional<handle> try_current() noexcept {
    detail::scheduler* found = detail::this_threads_scheduler;
    if (found == nullptr) return std::nullopt;
    return handle(detail::scheduler_ptr(*found));
  }

  /// As kioto::spawn(), on this runtime. After its end the future is destroyed
  /// without a poll, and the join_handle gives `cancelled`.
  template <spawnable F>
  [[nodiscard]] join_handle<detail::spawned_output<F>> spawn(
      F&& future,
      std::source_location where = std::source_location::current()) const {
    return detail::spawn_on(*scheduler_, std::forward<F>(future), where);
  }

  /// As kioto::spawn_blocking(), on this runtime; defined in
  /// <kioto/rt/spawn_blocking.hpp>.
  template <std::invocable Fn>
  [[nodiscard]] join_handle<std::invoke_result_t<std::decay_t<Fn>>>
  spawn_blocking(Fn&& fn, std::source_location where =
                              std::source_location::current()) const;

  /// Runs `future` to its end on this thread, within the runtime; tasks run
  /// elsewhere. For threads that may block: those of spawn_blocking(), and
  /// threads of one's own.
  ///
  /// On a current_thread runtime tasks run only while another thread is in
  /// runtime::block_on().
  /// Requires: as runtime::block_on().
  template <class F>
    requires future<std::remove_reference_t<F>>
  output_of<F> block_on(F&& future, std::source_location where =
                                        std::source_location::current()) const {
    detail::root_of<std::remove_reference_t<F>> root(future, where);
    detail::wait_on_thread(*scheduler_, root);
    return root.result();
  }

  /// What the runtime does.
  [[nodiscard]] runtime_metrics metrics() const noexcept {
    return runtime_metrics(scheduler_);
  }

  /// Makes the runtime the current one of this thread: spawn() and whatever
  /// needs a runtime finds it.
  enter_guard enter() const noexcept { return enter_guard(scheduler_); }

 private:
  friend class runtime;

  explicit handle(detail::scheduler_ptr of) noexcept
      : scheduler_(std::move(of)) {}

  detail::scheduler_ptr scheduler_;
};

}  // namespace kioto
