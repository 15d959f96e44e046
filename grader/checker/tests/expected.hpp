// SPDX-License-Identifier: MIT
//
// What has to come out of each scenario of bugs/, pitfalls.cpp and
// mistakes.cpp.
#pragma once

#include <map>
#include <set>
#include <string>

namespace test {

// Its program has the scenarios buggy and correct.
struct bug {
  const char* name;
  const char* kind;
  int deviations;
  bool needs_weak_memory = false;
};

inline const bug catalogue[] = {
    {"atomic_waker", "lost wakeup", 2, true},
    {"barrier_reuse", "lost wakeup", 0},
    {"broadcast_lag", "assertion", 1},
    {"cancel_waits_for_itself", "livelock", 1},
    {"chase_lev", "data race", 2, true},
    {"double_checked_init", "data race", 0},
    {"double_resume", "data race", 1},
    {"event_count", "lost wakeup", 1},
    {"final_suspend", "data race", 0},
    {"idle_worker", "lost wakeup", 1, true},
    {"join_handle_drop", "leak", 2},
    {"lock_order", "deadlock", 1},
    {"mpsc_close_value", "assertion", 1},
    {"mpsc_close_wakeup", "lost wakeup", 1},
    {"mutex_hand_off", "lost wakeup", 1},
    {"notify_after_free", "data race", 0},
    {"notify_before_wait", "lost wakeup", 1},
    {"oneshot_sender_drop", "lost wakeup", 2},
    {"park_lost_wakeup", "lost wakeup", 1},
    {"refcount_relaxed", "data race", 0},
    {"relaxed_publish", "data race", 1},
    {"ring_reuse", "data race", 1},
    {"semaphore_cancel", "lost wakeup", 1},
    {"shutdown_spawn", "leak", 2},
    {"timer_cancel", "data race", 2},
    {"treiber_aba", "data race", 1},
    {"wait_without_predicate", "assertion", 1},
    {"waker_after_check", "lost wakeup", 1},
    {"watch_version", "lost wakeup", 1},
};

// Of pitfalls.cpp: the outcomes.
inline const std::map<std::string, std::set<long>> right = {
    {"shared_ptr_counts", {}},
    {"call_once", {1, 10}},
    {"static_variable", {1}},
    {"thread_locals", {6}},
    {"thread_local_destructors", {0}},
    {"exceptions", {}},
    {"atomic_wait", {}},
    {"timed_wait_ends", {0, 1}},
    {"timed_mutex", {0}},
    {"shared_mutex", {0, 1}},
    {"recursive_mutex", {2}},
    {"latch_and_semaphore", {1}},
    {"stop_token", {}},
    {"goes_round_and_writes", {}},
    {"sleeping_waits_for_nobody", {}},
    {"spin_then_park", {0, 1}},
    {"detached_may_wait_for_ever", {}},
    {"malloc_and_free", {}},
};

// Of mistakes.cpp.
struct mistake {
  const char* kind;
  const char* text;
};
inline const std::map<std::string, mistake> wrong = {
    {"race_on_a_field", {"data race", ""}},
    {"race_of_plain_and_atomic", {"data race", ""}},
    {"freed_too_early", {"use after free", ""}},
    {"signal_is_gone", {"data race", ""}},
    {"local_is_gone", {"use after return", ""}},
    {"double_free", {"double free", ""}},
    {"out_of_bounds", {"out of bounds", ""}},
    {"leak", {"leak", ""}},
    {"not_joined", {"uncaught exception", "std::terminate() was called"}},
    {"not_caught", {"uncaught exception", "nobody catches this"}},
    {"calls_to_nowhere", {"uncaught exception", "std::terminate() was called"}},
    {"null_pointer", {"crash", "SIGSEGV"}},
    {"stack_overflow", {"crash", "the stack of the thread is full"}},
    {"runs_on",
     {"livelock",
      "goes on for a second, and does nothing that others can see"}},
    {"spins_for_ever", {"livelock", ""}},
    {"atomic_wait_without_notify", {"lost wakeup", ""}},
    {"polls_for_ever", {"livelock", ""}},
    {"unlocks_what_it_has_not",
     {"misuse", "unlocks a mutex that it does not hold"}},
    {"exits", {"misuse", "exit() was called"}},
    {"too_many_threads", {"limit", "more than 12 threads"}},
    {"too_much_memory", {"limit", "more than 64 MiB of memory"}},
};

}  // namespace test
