// SPDX-License-Identifier: MIT
//
// What the grader remembers about a learner, below .grader/: hints taken,
// exercises solved, the last failure of each, backups. Never the learner's only
// copy of anything, but for the backups.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "build/toolchain.hpp"
#include "course/course.hpp"
#include "report/verdict.hpp"

namespace grader {

// Held while a verb works in .grader/: two graders take turns. Throws
// environment_error when the folder cannot be made or the wait is too long.
//
// Meanwhile TMPDIR is a folder of .grader/, for this process and those that it
// starts: a compiler that is killed leaves its files where they are removed.
class state_lock {
 public:
  explicit state_lock(const fs::path& state);
  ~state_lock();
  state_lock(const state_lock&) = delete;
  state_lock& operator=(const state_lock&) = delete;

 private:
  void acquire(const fs::path& state);

  fs::path scratch_;
  std::optional<std::string> tmpdir_before_;
  int fd_ = -1;
};

enum class progress_state { untouched, started, solved };

struct progress {
  progress_state state = progress_state::untouched;
  int attempts = 0;          // checks that were not served by the cache
  int hints_taken = 0;       // 0..3
  bool passed_once = false;  // also where it does not pass any more
  bool spoiled = false;      // the solution was shown before a pass
  std::int64_t checked = 0;  // when last, seconds since 1970; 0: never
};

// What `replay` needs.
struct last_failure {
  int case_number = 0;
  std::string title;
  std::optional<build_kind> build;
  std::uint64_t seed = 0;
  std::string schedule;  // of a model case
};

// One JSON file an exercise. A file that is broken counts as absent.
progress load_progress(const fs::path& state, const std::string& id);
void store_progress(const fs::path& state, const std::string& id,
                    const progress& p);
std::optional<last_failure> load_failure(const fs::path& state,
                                         const std::string& id);
// Remembers the first failed case and the verdict, or forgets the last ones
// after a pass.
void remember_verdict(const fs::path& state, const exercise_verdict& v);

// What `explain` needs: the last verdict that was no pass.
struct last_verdict {
  exercise_verdict verdict;
  fs::file_time_type when;
};
std::optional<last_verdict> load_verdict(const fs::path& state,
                                         const std::string& id);

// Copies the exercise's files to .grader/backups/ID/TIME and returns the
// folder.
fs::path back_up(const fs::path& state, const exercise& e);

}  // namespace grader
