// SPDX-License-Identifier: MIT
//
// A failed execution as steps that people can read: numbered, with what is of
// no interest left out, with what is wrong put in where it happened, and with
// one sentence that says why.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/scene.hpp"

namespace grader {

struct told_step {
  int number = 0;          // from 1; 0 for a remark
  bool is_remark = false;  // stands in between; only `what` counts
  int thread = 0;
  int event = -1;                 // of the failure's; -1: none
  code_frame at;                  // its line is 0 if it is not known
  std::string place;              // "park.hpp:10", or empty
  std::string what;               // "load state -> 0"
  std::vector<std::string> more;  // "newest: 1, stored by T1 at 3"
  std::string source;             // the line
  int times = 1;
  bool is_bad = false;
};

struct told_failure {
  std::vector<std::string> threads;  // names; may be empty
  std::vector<told_step> steps;
  std::string why;
  std::set<int> key_steps;  // their numbers: those that matter
  std::string legend;       // of p1, p2; empty if there are none
};

told_failure tell(const scene& s);

// --- for tell() ---

// Where in the steps something is: numbers, 0 if it is not among them.
struct told_numbers {
  std::vector<int> of_event;
  int who = 0, other = 0, allocated = 0;
};

struct reason {
  std::string sentence;  // "T0 takes ..."
  std::set<int> steps;   // the numbers in it
};
reason why(const scene& s, const told_numbers& n);

// Repeated steps become one, with `times`, or a remark. `same` of an event: the
// position of the step that now stands for the one at that position.
std::vector<told_step> collapsed(std::vector<told_step> steps,
                                 std::vector<std::size_t>& same);

}  // namespace grader
