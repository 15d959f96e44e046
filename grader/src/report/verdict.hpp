// SPDX-License-Identifier: MIT
//
// What a check says: plain data, from a judge's process to the printers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "build/toolchain.hpp"

namespace grader {

enum class outcome {
  pass,
  fail,         // the behaviour is not the right one
  not_written,  // a KIOTO_TODO was reached
  fault         // of the grader: a judge that forgot its end, a missing probe
};
std::string_view name_of(outcome o);

struct story_step {
  std::string text;  // what was done
  std::string saw;   // what came of it; empty: nothing was looked at
  bool right = true;
};

struct place {
  std::string function;  // "kioto::poll::map"; may be empty
  std::string file;      // relative to the course
  int line = 0;
};

// One of an interleaving.
struct explored_step {
  int number = 0;
  int thread = 0;
  std::string place;   // "park.hpp:10"
  std::string what;    // "load state -> 0"
  std::string source;  // the line
};

// What came of a case that goes through all interleavings.
struct explored_case {
  std::string result;  // "proved", "sampled" or "failed"
  std::uint64_t executions = 0;
  // Of one that failed:
  std::string kind;      // "lost wakeup"
  std::string schedule;  // runs that execution again; empty: the first of all
  std::string picture;   // the interleaving, 80 columns wide
  std::string why;       // a sentence
  std::vector<explored_step> steps = {};  // those that matter
};

struct case_verdict {
  int number = 0;  // within its exercise, from 1
  std::string title;
  std::optional<build_kind> build;  // none: a case of the compiler's
  outcome result = outcome::pass;
  std::string headline;  // "not written yet: kioto::poll::map"; may be empty
  std::vector<story_step> story;
  std::string expected, because;
  std::vector<std::string> notes;  // further lines: the stack, the other thread
  std::optional<place> where;
  std::string output;  // what the learner's code printed in it
  std::size_t output_bytes = 0;
  std::uint64_t seed = 0;
  double ms = 0;
  std::optional<explored_case> explored = {};  // of the model build
  std::string part = {};  // of the probe; not kept with the verdict
};

struct diagnostic {
  std::string severity;  // "error", "warning"
  place where;
  int column = 0;
  std::string message;
  std::string source;              // the learner's line
  std::vector<std::string> notes;  // "poll.hpp:12: in instantiation of ..."
  // The words of all its notes, wherever they stand: for `explain`.
  std::vector<std::string> details = {};
};

enum class exercise_state { passed, failed, does_not_build, fault };

struct exercise_verdict {
  std::string id, title;
  exercise_state state = exercise_state::passed;
  // Why it does not build, or what is wrong with the files, in one sentence.
  std::string problem, next;
  std::vector<diagnostic> diagnostics;
  std::vector<case_verdict> cases;  // of every build, in the order they ended
  std::vector<build_kind> builds;   // those that ran
  std::vector<std::string> files;   // the learner's, relative to the course
  std::uint64_t seed = 0;
  bool cached = false;
  double seconds = 0;

  int count(outcome o) const;
  // Passed cases and all cases of a build.
  int passed(build_kind b) const;
  int total(build_kind b) const;
};

// --- as text ---
std::string to_json(const case_verdict& c);
std::string to_json(const exercise_verdict& e);
// Throws std::exception when it is not what to_json writes.
case_verdict case_from_json(std::string_view text);
exercise_verdict exercise_from_json(std::string_view text);

}  // namespace grader
