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

#include <kioto/detail/assert.hpp>
#include <kioto/future/future.hpp>
#include <kioto/rt/handle.hpp>
#include <kioto/task/join_handle.hpp>
#include <kioto/task/scheduler.hpp>
#include <optional>
#include <source_location>
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

  /// Destroys all tasks, wherever they wait, and waits for those that run.
  /// Their join_handles give `cancelled`.
  ~runtime();

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
    root_of<std::remove_reference_t<F>> root(future);
    run_to_the_end(root, where);
    return std::move(*root.result).value();
  }

  /// As kioto::spawn(), on this runtime. On a current_thread runtime the task
  /// runs while somebody is in block_on().
  template <class F>
    requires future<std::remove_reference_t<F>>
  [[nodiscard]] join_handle<output_of<F>> spawn(F&& future) {
    return detail::spawn_on(*scheduler_, std::move(future));
  }

  /// As handle::enter().
  enter_guard enter() const noexcept { return get_handle().enter(); }

  [[nodiscard]] handle get_handle() const noexcept {
    return handle(detail::scheduler_ptr(*scheduler_));
  }

 private:
  friend class runtime_builder;

  // Where it is: never moved.
  template <class F>
  struct root_of final : detail::root_future {
    explicit root_of(F& f) noexcept : future(f) {}
    bool poll(context& cx) override {
      auto polled = future.poll(cx);
      if (polled.is_pending()) return false;
      result.emplace(std::move(polled));
      return true;
    }

    F& future;
    std::optional<kioto::poll<output_of<F>>> result;
  };

  explicit runtime(detail::scheduler& s) noexcept : scheduler_(&s) {}

  void run_to_the_end(detail::root_future& root, std::source_location where);

  detail::scheduler* scheduler_;  // a reference of its own; null: moved from
};

/// Says what a runtime is to be like, and makes it.
class runtime_builder {
 public:
  /// Without threads of its own: block_on() drives the tasks.
  runtime_builder& current_thread() noexcept {
    kind_ = kind::current_thread;
    return *this;
  }

  /// With threads of its own, which share the work; as many as the machine has
  /// cores, unless worker_threads() says otherwise. The default.
  runtime_builder& multi_thread() noexcept {
    kind_ = kind::multi_thread;
    return *this;
  }

  /// How many threads a multi_thread runtime has.
  ///
  /// Requires: at least 1; stops the program with the caller's line if not.
  runtime_builder& worker_threads(
      unsigned n, std::source_location where = std::source_location::current());

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

  /// Errors: std::system_error if there are no threads for a multi_thread
  /// runtime.
  [[nodiscard]] runtime build() const;

 private:
  enum class kind : unsigned char { current_thread, multi_thread };

  detail::scheduler_config config_;
  kind kind_ = kind::multi_thread;
};

inline runtime_builder runtime::builder() { return {}; }

}  // namespace kioto
