// SPDX-License-Identifier: MIT
//
// schedule: the choices that make an execution what it is. The same program
// with the same schedule does the same again.
//
//   "0x3.1x2.v1.0"    thread 0 three times, thread 1 twice, then the value
//                     choice 1, then thread 0
#pragma once

#include <checker/list.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace checker {

struct choice {
  bool is_thread;      // which thread goes on; else: which of several outcomes
  std::uint8_t value;  // the thread, or the outcome
  std::uint8_t cost;   // 1: a deviation from the usual course
};

using schedule = list<choice>;

/// Preemptions, stale reads, spurious events and so on.
[[nodiscard]] int deviations(const schedule& choices);

[[nodiscard]] std::string to_string(const schedule& choices);

/// Returns: nothing if `text` is no schedule. Costs are not in the text: 0.
[[nodiscard]] std::optional<schedule> parse_schedule(std::string_view text);

}  // namespace checker
