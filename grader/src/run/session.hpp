// SPDX-License-Identifier: MIT
//
// A probe's process in its sandbox, and the cases that run in it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "run/record.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {

struct probe_input {
  std::string name;
  std::variant<std::int64_t, bool, std::string, std::vector<std::int64_t>>
      content;
};

struct session_options {
  std::filesystem::path program;
  build_kind build = build_kind::plain;
  isolation level = isolation::isolated;
  // Milliseconds of wall clock after which a case is measured against the
  // reference.
  double patience_ms = 1000;
  // The limit of a case that ran out of patience, in ms: what the reference
  // needs for the same probe and inputs now, times a factor. Without it, the
  // patience is the limit.
  std::function<double(const std::string& probe,
                       const std::vector<probe_input>& inputs)>
      limit;
  int mutant = 0;  // of a program that holds mutants
};

// Starts the program when the first case is run; starts it again when it ended,
// and for every case when its static constructors have started threads.
class session {
 public:
  explicit session(session_options o);
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  // Runs one PROBE to its end. `fresh` starts the program anew for it.
  record run(const std::string& probe, const std::vector<probe_input>& inputs,
             bool fresh = false);

 private:
  struct process;
  session_options options_;
  std::unique_ptr<process> process_;
  // Of a program that ends or waits before its first case: it would every time.
  std::optional<record> never_started_;
};

}  // namespace grader
