// SPDX-License-Identifier: MIT
//
// execution: one run of the scenario, from its begin to its end or to the first
// thing that is wrong. All its threads are fibers of one OS thread.
//
//   thread 0    load ----+                       +--- lock ...
//                        v announce()            |
//   scheduler        who goes on? (search) ------+
//                        ^                       |
//   thread 1   store ----+                       +--> ...
//
// Each thread announces an operation that others can see, and does it when it
// is picked. What it does in between, nobody can see: it is no choice.
//
// Thread safety: one OS thread.
//
// Invariants
//   1. At a scheduling point each thread has an announced operation, or is
//      finished.
//   2. The state of the checker is not in the memory of the program under test:
//      an execution begins with that as it was (image.hpp).
#pragma once

#include <array>
#include <checker/finding.hpp>
#include <checker/image.hpp>
#include <checker/memory.hpp>
#include <checker/orders.hpp>
#include <checker/schedule.hpp>
#include <checker/search.hpp>
#include <checker/sync_objects.hpp>
#include <checker/thread_state.hpp>
#include <checker/trace.hpp>

namespace checker {

struct model_options {
  bool weak_memory = true;      // loads may give old values
  bool spurious_events = true;  // wakeups and failures without a reason
  bool leaks = true;            // all memory has to be freed
  int most_steps = 5'000;
};

enum class verdict { fine, wrong, pruned };

/// What a thread does that did not end.
struct blocked_thread {
  thread_id thread;
  op_kind waits_in;
  address object;  // a condition, a futex, a mutex
  code_place place;
  bool was_notified;
  bool is_spinning;
  thread_id holder;  // of the mutex; -1: nobody
  code_place held_since;
  thread_id joins;  // -1: none
};

class execution {
 public:
  execution();
  execution(const execution&) = delete;
  execution& operator=(const execution&) = delete;

  model_options options;

  /// Runs the scenario once, as `with` decides.
  verdict run(void (*scenario)(), search& with, bool with_trace = false);

  // --- what came out ---

  [[nodiscard]] const finding& found() const { return found_; }
  [[nodiscard]] const schedule& choices() const { return choices_; }
  [[nodiscard]] int steps() const { return steps_; }
  [[nodiscard]] const list<blocked_thread>& blocked() const { return blocked_; }
  [[nodiscard]] const trace& events() const { return trace_; }
  [[nodiscard]] thread_id thread_count() const { return count_; }

  // --- for the interface of the program under test ---

  /// Whether the caller is the program under test, and not the checker.
  [[nodiscard]] bool is_modelled() const { return is_running_ && !is_inside_; }

  /// Whether an execution runs, the checker's part of it or the program's.
  [[nodiscard]] bool is_running() const { return is_running_; }

  [[nodiscard]] thread_state& self() { return threads_[index(current_)]; }
  [[nodiscard]] const thread_state& self() const {
    return threads_[index(current_)];
  }
  [[nodiscard]] thread_id current() const { return current_; }
  [[nodiscard]] thread_state& thread(thread_id t) { return threads_[index(t)]; }
  [[nodiscard]] const thread_state& thread(thread_id t) const {
    return threads_[index(t)];
  }
  [[nodiscard]] code_place place(const void* pc);

  memory& mem() { return memory_; }
  sync_objects& sync() { return sync_; }
  trace& tracing() { return trace_; }
  orders& memory_orders() { return orders_; }
  [[nodiscard]] const orders& memory_orders() const { return orders_; }

  /// Nanoseconds. Time stands still while anybody can run.
  [[nodiscard]] std::uint64_t now() const { return now_; }
  void sleep_until(std::uint64_t deadline, code_place place);
  void pass_time_until(std::uint64_t t) {
    if (t > now_) now_ = t;
  }
  void yield(code_place place);

  thread_id spawn(void* (*routine)(void*), void* argument, code_place place);
  void* join(thread_id t, code_place place);
  [[noreturn]] void exit_thread(void* result);

  /// Waits until it is this thread's turn to do that. Returns: the thread.
  thread_state& announce(const operation& next);

  /// Returns: one of `count` outcomes. Costs: 0 for the first.
  std::size_t choose(std::size_t count, const std::uint8_t* costs);

  [[noreturn]] void fail(const finding& what);
  [[noreturn]] void fail(problem kind, code_place place, const char* text);
  /// The same, at the next operation: for who must return first.
  void fail_soon(problem kind, code_place place, const char* text,
                 deed did = deed::none);

  void fail_if_it_has_to() {
    if (soon_.kind != problem::none) [[unlikely]]
      fail(soon_);
  }

  /// Grows with each operation of each execution.
  [[nodiscard]] std::uint64_t pulse() const { return pulse_; }

  /// While it lives, the program is the checker's.
  class inside {
   public:
    explicit inside(execution& e) : execution_(e), before_(e.is_inside_) {
      e.is_inside_ = true;
    }
    inside(const inside&) = delete;
    inside& operator=(const inside&) = delete;
    ~inside() { execution_.is_inside_ = before_; }

   private:
    execution& execution_;
    bool before_;
  };

 private:
  static std::size_t index(thread_id t) { return static_cast<std::size_t>(t); }

  void reset(search& with);
  thread_id start_thread(void* (*routine)(void*), void* argument);
  static void thread_main();
  void run_thread();
  void run_exits(thread_state& t);

  // Scheduling (scheduler.cpp).
  enum class next_step { go_on, finished, pruned };
  next_step pick(thread_id& to);
  bool can_run(thread_state& t);
  bool waits_for_others(thread_state& t);
  bool let_time_pass();
  void go_to(thread_id next);
  void leave_for_next();
  [[noreturn]] void stop();
  [[noreturn]] void fail_stuck();
  [[noreturn]] void fail_spinning();
  void describe_blocked();
  pending_operations pending() const;
  bool may_end() const;
  bool any_left() const;

  std::array<thread_state, most_threads> threads_;
  thread_id count_ = 0;
  thread_id current_ = -1;
  fiber outer_;  // whoever called run()
  search* search_ = nullptr;

  memory memory_{*this};
  sync_objects sync_{*this};
  trace trace_;
  image image_;
  orders orders_;
  std::uint64_t now_ = 0;

  bool is_running_ = false;
  bool is_inside_ = true;
  int steps_ = 0;
  int rounds_alone_ = 0;  // of a thread that only waits
  int turn_ = 0;          // steps that the current thread has made in a row
  schedule choices_;
  std::uint64_t pulse_ = 0;
  verdict verdict_ = verdict::fine;
  finding found_;
  finding soon_;  // none: nothing
  list<blocked_thread> blocked_;
};

/// The one that there is; null until the checker has begun.
extern execution* the_execution;

/// Whether an operation of the program under test has to be modelled.
inline bool is_modelled() {
  return the_execution != nullptr && the_execution->is_modelled();
}

}  // namespace checker
