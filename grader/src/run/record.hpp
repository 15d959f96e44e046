// SPDX-License-Identifier: MIT
//
// What one run of a probe left behind: its events, and how it ended. Plain
// data. Everything in it comes from a process that the learner's code shares,
// and is believed only as far as a judge's model agrees with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace grader {

// A program that prints more than this is stopped.
inline constexpr std::size_t output_limit = 16u << 20;

struct raw_event {
  std::string name;
  std::vector<std::variant<std::int64_t, bool, std::string>> values;
};

enum class ending {
  complete,         // the probe returned and said how many events it sent
  not_written,      // it reached a KIOTO_TODO
  threw,            // an exception left the probe
  crashed,          // a signal
  sanitizer,        // a sanitizer's report ended it
  exited,           // it called exit, or closed its record
  hung,             // it was stopped at the time limit
  deadlocked,       // all its threads wait, and nobody is left to wake them
  too_much_output,  // it was stopped: it printed without end
  too_much_memory,  // it was stopped by the watchdog
  too_many_processes,
  no_start,  // the program ended before the first case
  fault      // the probe was misused: ours
};

struct record {
  std::vector<raw_event> events;
  ending how = ending::exited;
  std::string text;  // what(), sanitizer report, name of the hole, fault
  int status = 0;    // exit status, or the signal's number
  bool stack_overflow = false;
  // The hole that was reached.
  std::string todo_function, todo_file;
  int todo_line = 0;
  // Where it was when it crashed or hung: offsets in the program.
  std::vector<std::int64_t> frames;
  std::string output;            // what it printed, capped and without controls
  std::size_t output_bytes = 0;  // all that it printed
  double wall_ms = 0, cpu_ms = 0;
  double limit_ms = 0;  // the limit that stopped it
};

}  // namespace grader
