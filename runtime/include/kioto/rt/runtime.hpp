// SPDX-License-Identifier: MIT
//
// runtime: an executor with all that belongs to it. Made by a builder, ended by
// its destructor.
//
//   auto rt = kioto::runtime::builder().current_thread().build();
//   int answer = rt.block_on(ask());
//
// Thread safety: any thread may call block_on(), spawn(), enter() and
// get_handle(). The destructor runs alone.
#pragma once

#include <chrono>
#include <functional>
#include <kioto/detail/assert.hpp>
#include <kioto/future/future.hpp>
#include <kioto/rt/handle.hpp>
#include <kioto/rt/root_of.hpp>
#include <kioto/rt/watchdog.hpp>
#include <kioto/task/join_handle.hpp>
#include <kioto/task/scheduler.hpp>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>

namespace kioto {

class runtime_builder;

/// Owns an executor: its tasks live at most as long.
class runtime {
 public:
  /// Begins to say what the runtime is to be like.
  [[nodiscard]] static runtime_builder builder();

  runtime(runtime&& other) noexcept
      : scheduler_(std::exchange(other.scheduler_, nullptr)) {}
  runtime& operator=(runtime&&) = delete;

  /// Destroys all tasks, wherever they wait, and waits for those that run, and
  /// for blocking jobs. Their join_handles give `cancelled`.
  ///
  /// Requires: this thread polls no future of any runtime, as it may block;
  /// stops the program if it does.
  ~runtime();

  /// Ends the runtime as the destructor does, and waits no longer than that. A
  /// poll or a blocking job that still runs is left behind, and its task is
  /// destroyed when it has ended. May be called anywhere if `timeout` is 0.
  ///
  /// The runtime is moved from then.
  void shutdown_timeout(std::chrono::steady_clock::duration timeout) noexcept;

  /// shutdown_timeout(0).
  void shutdown_background() noexcept { shutdown_timeout({}); }

  /// Runs `future` on this thread, and all tasks that were spawned beside it;
  /// gives its result. Tasks that are not over then stay, and go on in the next
  /// block_on().
  ///
  /// Several threads may be in block_on(): one of them drives the tasks.
  /// Requires: this thread polls no future of any runtime; stops the program
  /// with the caller's line if it does.
  /// Errors: what `future` throws; the runtime and its tasks stay usable.
  template <class F>
    requires future<std::remove_reference_t<F>>
  output_of<F> block_on(F&& future, std::source_location where =
                                        std::source_location::current()) {
    detail::root_of<std::remove_reference_t<F>> root(future, where);
    detail::block_thread(*scheduler_, root);
    return root.result();
  }

  /// As kioto::spawn(), on this runtime. On a current_thread runtime the task
  /// runs while somebody is in block_on().
  template <spawnable F>
  [[nodiscard]] join_handle<detail::spawned_output<F>> spawn(
      F&& future,
      std::source_location where = std::source_location::current()) {
    return detail::spawn_on(*scheduler_, std::forward<F>(future), where);
  }

  /// As handle::enter().
  enter_guard enter() const noexcept { return get_handle().enter(); }

  [[nodiscard]] handle get_handle() const noexcept {
    return handle(detail::scheduler_ptr(*scheduler_));
  }

 private:
  friend class runtime_builder;

  explicit runtime(detail::scheduler& s) noexcept : scheduler_(&s) {}

  detail::scheduler* scheduler_;  // a reference of its own; null: moved from
};

/// Says what a runtime is to be like, and makes it.
class runtime_builder {
 public:
  /// Without threads of its own: block_on() drives the tasks.
  /// As a builder makes it that is told nothing.
  runtime_builder& current_thread() noexcept;

  /// With threads of its own, which share the work; as many as the machine has
  /// cores, unless worker_threads() says otherwise.
  runtime_builder& multi_thread() noexcept;

  /// A multi_thread runtime with so many threads.
  ///
  /// Requires: at least 1; stops the program with the caller's line if not.
  runtime_builder& worker_threads(
      unsigned n, std::source_location where = std::source_location::current());

  /// How many threads spawn_blocking() may have at the same time; 512 as a
  /// rule.
  ///
  /// Requires: at least 1; stops the program with the caller's line if not.
  runtime_builder& max_blocking_threads(
      unsigned n, std::source_location where = std::source_location::current());

  /// What the system calls the runtime's own threads, as in ps and in a
  /// debugger; "kioto" as a rule. The system keeps the first 15 bytes.
  runtime_builder& thread_name(std::string name);

  /// Called on each thread of the runtime's own when it begins, before it runs
  /// anything; a thread of spawn_blocking() too. A hook that throws stops the
  /// program.
  runtime_builder& on_thread_start(std::function<void()> hook);

  /// Likewise when it ends. As many stops are called as starts, before the
  /// runtime's destructor returns.
  runtime_builder& on_thread_stop(std::function<void()> hook);

  /// After so many polls of tasks the runtime looks for events: i/o, timers.
  ///
  /// Requires: at least 1; stops the program with the caller's line if not.
  /// Units: polls; 61 as a rule.
  runtime_builder& event_interval(
      unsigned polls,
      std::source_location where = std::source_location::current());

  /// After so many polls of tasks a thread looks at what others have scheduled.
  ///
  /// Requires, units: as event_interval().
  runtime_builder& global_queue_interval(
      unsigned polls,
      std::source_location where = std::source_location::current());

  /// How long a thread of spawn_blocking() waits for another job before it
  /// ends; 10 s as a rule.
  runtime_builder& thread_keep_alive(
      std::chrono::steady_clock::duration time) noexcept;

  /// Watches the workers, from a thread of its own: a poll that has not ended
  /// after `limit` blocks all other tasks of its worker, and is reported, once.
  /// `report` is called on that thread; one that throws stops the program. If
  /// there is none, a line goes to stderr:
  ///
  ///   kioto: worker 1 was blocked 1.0 s in a poll of the task spawned at
  ///   server.cpp:31
  ///
  /// Requires: a limit of at least 1 ms; stops the program with the caller's
  /// line if not.
  /// Cost: none in the workers; the thread wakes four times in `limit`.
  runtime_builder& watchdog(
      std::chrono::steady_clock::duration limit,
      std::function<void(const blocked_worker&)> report = nullptr,
      std::source_location where = std::source_location::current());

  // Of later layers: each is defined beside what it enables, so that who does
  // not use it links nothing of it.
  runtime_builder& enable_io() noexcept;
  runtime_builder& enable_time() noexcept;
  runtime_builder& enable_all() noexcept;
  runtime_builder& start_paused() noexcept;

  /// Errors: std::system_error if there are no threads for a multi_thread
  /// runtime, or for the watchdog.
  [[nodiscard]] runtime build() const;

 private:
  using maker = detail::scheduler& (*)(const detail::scheduler_config&);

  static detail::scheduler& make_current_thread(
      const detail::scheduler_config& config);
  static detail::scheduler& make_multi_thread(
      const detail::scheduler_config& config);

  detail::scheduler_config config_;
  std::function<void(detail::scheduler&)> start_watchdog_;  // empty: none
  // Each kind of runtime is made by its own file, so that who uses one links
  // nothing of the other.
  maker make_ = make_current_thread;
};

inline runtime_builder runtime::builder() { return {}; }

}  // namespace kioto
