// SPDX-License-Identifier: MIT
//
// The verbs. Each returns the exit status that its work means, and throws
// grader::error for what stops it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "build/workspace.hpp"
#include "course/course.hpp"
#include "course/error.hpp"
#include "report/console.hpp"
#include "report/verdict.hpp"

namespace grader {

// What every verb has at hand.
struct session_context {
  course of;
  workspace where;
  console out;
};

struct check_arguments {
  std::vector<std::string> ids;  // "ch01", "ch01.poll"; empty: the next one
  std::string from;              // folder of the files; empty: exercises/
  std::string only;
  std::optional<std::uint64_t> seed;
  bool mine = false;  // the learner's other files, not the reference's
  bool quick = false;
  bool timings = false;
  std::string output;  // file for the report; empty: standard output
};
exit_status run_check(session_context& s, const check_arguments& a);

struct replay_arguments {
  std::string id;
  int case_number = 0;  // 0: the last failure
  std::optional<std::uint64_t> seed;
  std::string build;
  std::string schedule;
  bool debug = false;  // in a debugger, once the verdict is there
};
exit_status run_replay(session_context& s, const replay_arguments& a);

struct explain_arguments {
  std::string what;     // an exercise or a topic's code; empty: the next one
  int case_number = 0;  // 0: the first that failed
};
exit_status run_explain(session_context& s, const explain_arguments& a);

struct solution_arguments {
  std::string id;
  bool spoil = false;
  bool diff = false;
};
exit_status run_solution(session_context& s, const solution_arguments& a);

exit_status run_progress(session_context& s);

struct run_arguments {
  std::string id;
  std::vector<std::string> arguments;
};
// Becomes the program: returns only what keeps it from that.
exit_status run_program(session_context& s, const run_arguments& a);

struct explore_arguments {
  std::vector<std::string> files;
  std::string scenario;  // empty: all
  std::string schedule;  // empty: search; else this execution again
  bool debug = false;    // and in a debugger
  int threads = 0;       // the most that a scenario may have; 0: any
  int bound = -1;        // deviations that all are tried of; -1: the usual
  double budget = 3;     // seconds a scenario
  std::optional<std::uint64_t> seed;
};
exit_status run_explore(session_context& s, const explore_arguments& a);

struct book_arguments {
  std::string id;            // "ch01", "ch01.poll"; empty: the next exercise
  int port = 0;              // 0: any
  bool stay_closed = false;  // nothing is opened
};
// Becomes the server, as run_program().
exit_status run_book(session_context& s, const book_arguments& a);

exit_status run_list(session_context& s);
exit_status run_next(session_context& s, const std::string& id);
exit_status run_hint(session_context& s, const std::string& id);
exit_status run_reset(session_context& s, const std::string& id);
exit_status run_diff(session_context& s, const std::string& id);
// Needs no course that loads: it says what is wrong with this machine.
exit_status run_doctor(const std::string& course_root, console& out);

exit_status run_new(session_context& s, const std::string& id);
exit_status run_sync(session_context& s, bool check_only);

struct verify_arguments {
  std::vector<std::string> ids;  // empty: everything
  bool verbose = false;
  bool full = false;  // 20 seeds, mutants, the report; else as CI does
  int soak = 0;       // 0: verify; else judge everything so many times
};
exit_status run_verify(session_context& s, const verify_arguments& a);

// --- for the verbs ---

// The exercises that the ids name, in the order of the course. Throws
// usage_error with what was meant, perhaps.
std::vector<const exercise*> find_exercises(
    const course& c, const std::vector<std::string>& ids);
// The first exercise that is not solved; null when all are. `id`: of this
// chapter, or the exercise of this id. Throws usage_error if there is none.
const exercise* next_exercise(const session_context& s,
                              const std::string& id = "");
// The exercise of this id, or the next one when the id is empty.
const exercise& exercise_or_next(const session_context& s,
                                 const std::string& id);
// Of `--seed`, hexadecimal; nothing if `text` is empty.
std::optional<std::uint64_t> parse_seed(const std::string& text);
// A seed that nobody chose: fresh, or fixed where CI is set.
std::uint64_t default_seed();
exit_status status_of(const std::vector<exercise_verdict>& all);
// A word as a shell has to get it.
std::string quoted(const std::string& word);

}  // namespace grader
