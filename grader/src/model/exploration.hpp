// SPDX-License-Identifier: MIT
//
// What the checker says of a scenario, as plain data. It comes from a process
// that the program under test shares: its form is checked here, and nothing in
// it is believed. Addresses are those of the program's file.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

enum class model_op {
  load,
  store,
  update,
  compare_exchange,
  fence,
  lock,
  try_lock,
  unlock,
  wait,
  wake_up,
  notify,
  atomic_wait,
  atomic_woken,
  atomic_notify,
  spawn,
  join,
  yield,
  sleep,
  start,
};
std::string_view name_of(model_op op);  // as the checker writes it

enum class model_note {
  none,
  stale,
  succeeds,
  fails,
  fails_spuriously,
  nobody_waits,
  spurious_wakeup,
  times_out,
  blocks,
  differs,
  shared,
  allocated,
  freed,
};
std::string_view name_of(model_note note);

enum class model_problem {
  data_race,
  use_after_free,
  double_free,
  bad_free,
  out_of_bounds,
  leak,
  deadlock,
  lost_wakeup,
  livelock,
  assertion,
  exception,
  misuse,
  crash,
  limit,  // of the checker's: it is nothing wrong with the program
};
std::string_view name_of(model_problem kind);  // "lost wakeup"

using call_addresses = std::vector<std::uint64_t>;  // the innermost first

struct model_event {
  int step = 0;
  int thread = 0;
  model_op op = model_op::load;
  model_note note = model_note::none;
  std::uint64_t object = 0;
  std::uint64_t size = 0;
  std::uint64_t value = 0;       // read or written; of an update: before
  std::uint64_t next_value = 0;  // of an update: after; of a load: the newest
  int other_step = 0;            // of a load: of the newest store
  int other_thread = -1;
  call_addresses calls;
};

// Somebody did something that is part of what is wrong.
struct model_party {
  int thread = -1;  // -1: there is none
  std::string did;  // "reads", "frees", ...
  int step = 0;
  call_addresses calls;
};

struct model_blocked {
  int thread = 0;
  model_op waits_in = model_op::lock;
  std::uint64_t object = 0;
  bool was_notified = false;
  bool is_spinning = false;
  int holder = -1;  // of the mutex
  call_addresses held_since;
  int joins = -1;
  call_addresses calls;
};

struct model_failure {
  model_problem kind = model_problem::deadlock;
  std::string text;  // of an assertion, an exception, a misuse
  bool weak_memory = false;
  int deviations = 0;
  std::string schedule;
  std::uint64_t size = 0;  // of the memory that it is about
  model_party who, other, allocated;
  std::vector<call_addresses> spawned_at;  // of each thread
  std::vector<model_event> events;
  std::vector<model_blocked> blocked;
};

enum class model_result { failed, proved, sampled };
std::string_view name_of(model_result result);

struct exploration {
  std::string scenario;
  model_result result = model_result::sampled;
  std::string phase;
  std::uint64_t executions = 0;
  std::uint64_t pruned = 0;
  double seconds = 0;
  int longest = 0;
  std::vector<std::int64_t> outcomes;
  std::optional<model_failure> failure;  // there if result is failed
};

// The checker's line of JSON. The error says what is wrong with it.
std::expected<exploration, std::string> read_exploration(std::string_view line);

}  // namespace grader
