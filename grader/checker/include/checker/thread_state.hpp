// SPDX-License-Identifier: MIT
//
// thread_state: one thread of the program under test.
#pragma once

#include <array>
#include <checker/fiber.hpp>
#include <checker/list.hpp>
#include <checker/operation.hpp>
#include <checker/vector_clock.hpp>
#include <cstdint>

namespace checker {

/// What a thread may rely on.
struct knowledge {
  vector_clock happened;  // happens before
  vector_clock seen;      // and what it may not read anything older than
  std::uint32_t sequential_time = 0;  // of the last fence that it knows of

  void join(const knowledge& other) {
    happened.join(other.happened);
    seen.join(other.seen);
    if (other.sequential_time > sequential_time) {
      sequential_time = other.sequential_time;
    }
  }
};

/// A load that a thread has done, for the case that it does it again.
struct repeated_read {
  std::uint64_t site;
  address object;
  std::size_t store;  // which it read
};

struct thread_exit {
  void (*call)(void*);
  void* object;
};

struct thread_state {
  thread_id id = 0;
  fiber context;
  void* (*routine)(void*) = nullptr;
  void* argument = nullptr;
  void* result = nullptr;
  bool is_finished = true;
  bool is_detached = false;
  bool is_joined = false;
  code_place spawned_at;

  // The operation that it has announced, and does when it is its turn.
  operation next;
  bool has_next = false;

  knowledge knows;
  knowledge from_relaxed_reads;  // an acquire fence makes it known
  knowledge released_by_fence;   // goes with later relaxed stores
  bool has_release_fence = false;

  // Blocked, or not.
  bool was_notified = false;
  bool timed_out = false;
  int spurious_left = 1;
  int early_left = 1;

  // It does not get anywhere unless somebody else does something.
  bool has_yielded = false;
  bool is_spinning = false;
  int spins = 0;     // as the only ones left
  int patience = 0;  // so often it may read the same once more
  list<repeated_read> reads;

  // Of its functions that run now: where they were called.
  std::array<const void*, 256> calls;
  std::size_t depth = 0;

  list<thread_exit> at_exit;
  code_place thrown_at;  // the last exception

  [[nodiscard]] tick time() const { return knows.happened[id]; }

  /// A moment that others may refer to is over.
  void advance() {
    ++knows.happened[id];
    knows.seen[id] = knows.happened[id];
  }

  /// It has changed something: it is not going round in a circle.
  void made_progress() {
    reads.clear();
    is_spinning = false;
    spins = 0;
  }

  /// Makes it a new thread.
  void reset(thread_id its_id);
};

}  // namespace checker
