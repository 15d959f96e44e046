// SPDX-License-Identifier: MIT
//
// Errors that end a verb, and the exit status each of them means.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace grader {

// docs/grader.md documents these; scripts rely on them.
enum class exit_status {
  pass = 0,
  check_failed = 1,
  does_not_build = 2,  // the learner's code
  usage = 3,
  environment = 4,   // something is missing or broken on this machine
  grader_fault = 5,  // a fault of ours: a manifest, a judge, a reference
  interrupted = 130
};

// What stopped the verb, and what to do next (may be empty).
class error : public std::runtime_error {
 public:
  error(exit_status status, const std::string& what, std::string next = {})
      : std::runtime_error(what), status_(status), next_(std::move(next)) {}

  exit_status status() const { return status_; }
  const std::string& next() const { return next_; }

 private:
  exit_status status_;
  std::string next_;
};

struct usage_error : error {
  explicit usage_error(const std::string& what, std::string next = {})
      : error(exit_status::usage, what, std::move(next)) {}
};

struct environment_error : error {
  explicit environment_error(const std::string& what, std::string next = {})
      : error(exit_status::environment, what, std::move(next)) {}
};

struct grader_fault : error {
  explicit grader_fault(const std::string& what, std::string next = {})
      : error(exit_status::grader_fault, what, std::move(next)) {}
};

// A broken manifest: "chapters/ch01-futures/chapter.toml:12: ...".
struct course_error : grader_fault {
  course_error(const std::string& file, int line, const std::string& what,
               std::string next = {})
      : grader_fault(file + ":" + std::to_string(line) + ": " + what,
                     std::move(next)) {}
};

}  // namespace grader
