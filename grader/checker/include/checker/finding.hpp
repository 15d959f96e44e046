// SPDX-License-Identifier: MIT
//
// finding: what is wrong with an execution: facts, no sentences.
#pragma once

#include <array>
#include <checker/operation.hpp>
#include <checker/vector_clock.hpp>
#include <cstddef>
#include <cstdint>

namespace checker {

enum class problem : std::uint8_t {
  none,
  data_race,
  use_after_free,
  use_after_return,
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
  limit,
};

/// The word for it, as in reports: "data race".
[[nodiscard]] const char* name_of(problem kind);

enum class deed : std::uint8_t {
  none,
  reads,
  writes,
  atomic_access,
  allocates,
  frees,
  destroys,
  locks,
  uses,
};
[[nodiscard]] const char* name_of(deed what);

/// Somebody did something.
struct party {
  thread_id thread = -1;
  deed did = deed::none;
  code_place place;
  int step = 0;
};

struct finding {
  problem kind = problem::none;
  party who;                     // in whose step it came out
  party other;                   // in conflict with this one
  party allocated;               // the memory
  std::size_t size = 0;          // of the memory
  std::array<char, 240> text{};  // of an assertion, an exception, a misuse
};

}  // namespace checker
