// SPDX-License-Identifier: MIT
//
// What a program says to the checker: its scenarios, and what came out of them.
//
//   void scenario() {                     called once for each interleaving
//     std::atomic<int> x = 0;             plain std::, and plain variables
//     std::thread other([&] { x = 1; });
//     checker::outcome(x);                0 or 1: the report lists both
//     other.join();
//   }
//
// Or several of them, each with a name:
//
//   CHECKER_SCENARIO(park_before_unpark) { ... }
//
// A scenario should be small: two or three threads, and some tens of operations
// on what they share. It must not depend on anything but its schedule: no
// files, no random numbers, no real time. Memory has to be freed at its end.
#pragma once

namespace checker {

/// Says how this execution ended. The report lists what was said in any.
/// Threads: any of the scenario's.
void outcome(long value);

/// A scenario with a name, in a list of all.
struct named_scenario {
  named_scenario(const char* its_name, void (*its_run)());

  const char* name;
  void (*run)();
  named_scenario* next;
};

}  // namespace checker

#define CHECKER_SCENARIO(name)                           \
  static void checker_scenario_##name();                 \
  static ::checker::named_scenario checker_named_##name( \
      #name, &checker_scenario_##name);                  \
  static void checker_scenario_##name()
