// SPDX-License-Identifier: MIT
//
// operation: a step of a thread that others can see. A thread says what its
// next one is, and waits until the scheduler lets it do that.
#pragma once

#include <checker/address_map.hpp>
#include <checker/vector_clock.hpp>
#include <cstdint>

namespace checker {

enum class op_kind : std::uint8_t {
  none,
  load,
  store,
  update,  // read-modify-write
  compare_exchange,
  fence,  // sequentially consistent
  lock,
  try_lock,
  unlock,
  wait,     // of a condition variable: releases the mutex
  wake_up,  // and locks it again
  notify,
  futex_wait,
  futex_woken,
  futex_wake,
  spawn,
  join,
  yield,
  sleep,
  start,
};

/// A place in the program. `site` tells calls of one inline function from each
/// other; `stack` is where the trace keeps the calls that led there, if it
/// does.
struct code_place {
  const void* pc = nullptr;
  std::uint64_t site = 0;
  std::uint32_t stack = 0;
};

/// What an operation does to an object.
struct effect {
  address object = 0;  // 0: none
  bool writes = false;
};

/// Stands for the total order of sequentially consistent operations.
inline constexpr address sequential_order = 1;

struct operation {
  op_kind kind = op_kind::none;
  effect first, second;
  code_place place;
  bool is_timed = false;
  std::uint64_t deadline = 0;  // ns, of a sleep or a timed wait
  bool is_shared = false;      // of a lock
  bool is_recursive = false;   // likewise
  thread_id target = -1;       // of a join
  address waits_for = 0;       // of a wake_up: the condition, or the futex
};

constexpr bool conflict(const effect& a, const effect& b) {
  return a.object != 0 && a.object == b.object && (a.writes || b.writes);
}

/// Whether the order of the two may matter.
constexpr bool depend(const operation& a, const operation& b) {
  return conflict(a.first, b.first) || conflict(a.first, b.second) ||
         conflict(a.second, b.first) || conflict(a.second, b.second);
}

}  // namespace checker
