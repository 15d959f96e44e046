// SPDX-License-Identifier: MIT
//
// sync_objects: mutexes, condition variables and futexes of the program under
// test. They are known by their addresses; the objects themselves are not
// looked at.
//
//   lock          a thread that is not free to go on is not picked
//   wait          1. releases the mutex, and is in the list of the waiting
//                 2. wake_up: was notified, and the mutex is free again
//   futex_wait    compares and is in the list in one step; futex_woken
#pragma once

#include <checker/address_map.hpp>
#include <checker/operation.hpp>
#include <checker/thread_state.hpp>
#include <checker/trace.hpp>

namespace checker {

class execution;

struct mutex_state {
  thread_id owner = -1;
  int depth = 0;    // of a recursive one
  int readers = 0;  // of a shared one
  thread_set reading = 0;
  knowledge released;
  code_place held_since;

  [[nodiscard]] bool is_free() const { return owner < 0 && readers == 0; }
  void reset() { *this = {}; }
};

struct waiting_threads {
  list<thread_id> threads;
  void reset() { threads.clear(); }
};

class sync_objects {
 public:
  explicit sync_objects(execution& of) : execution_(of) {}

  void reset();

  // --- mutexes ---

  void lock(address mutex, bool is_recursive, code_place place);
  [[nodiscard]] bool try_lock(address mutex, bool is_recursive,
                              code_place place);
  /// Returns: false if the deadline has come.
  [[nodiscard]] bool lock_until(address mutex, std::uint64_t deadline,
                                code_place place);
  void unlock(address mutex, code_place place);

  void lock_shared(address mutex, code_place place);
  [[nodiscard]] bool try_lock_shared(address mutex, code_place place);

  // --- condition variables ---

  /// Returns: false if it was not notified until the deadline; 0: no deadline.
  bool wait(address condition, address mutex, std::uint64_t deadline,
            code_place place);
  void notify(address condition, bool all, code_place place);

  // --- futexes ---

  enum class futex_result { woken, differs, timed_out };
  futex_result futex_wait(address word, std::size_t size,
                          std::uint64_t expected, std::uint64_t deadline,
                          code_place place);
  /// Returns: how many were woken.
  int futex_wake(address word, int most, code_place place);

  // --- for the scheduler ---

  /// Whether a thread that has announced this lock or wake_up may go on.
  [[nodiscard]] bool can_lock(const thread_state& t);
  [[nodiscard]] const mutex_state* find_mutex(address mutex) {
    return mutexes_.find(mutex);
  }
  /// A thread does not wait any more.
  void remove_waiting(thread_id t);

  /// The memory is somebody else's now, or free.
  void forget(address a, std::size_t size);

 private:
  void take(mutex_state& m, code_place place);
  void release(mutex_state& m);
  void trace_lock(op_kind kind, address mutex, note what, code_place place);

  execution& execution_;
  address_map<mutex_state> mutexes_;
  address_map<waiting_threads> conditions_;
  address_map<waiting_threads> futexes_;
};

}  // namespace checker
