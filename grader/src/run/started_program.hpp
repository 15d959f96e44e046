// SPDX-License-Identifier: MIT
//
// A probe's program in its sandbox, as the judge holds it: the process, its
// socket of packets, and what it prints. Killed, with all below it, when this
// is destroyed.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

#include "sandbox/sandbox.hpp"

namespace grader {

struct started_program {
  pid_t pid = -1;   // the sandbox's first process, or the program itself
  int pid_fd = -1;  // readable when that has ended
  int socket = -1;  // packets of wire.hpp; does not block
  int output = -1;  // what it prints; -1 when that is over; does not block

  // `one_process`: the program may start threads and no process (in a sandbox).
  // `mutant`: see grader/mutant.hpp.
  started_program(const std::filesystem::path& program, build_kind b,
                  isolation level, bool one_process = false, int mutant = 0);
  ~started_program();
  started_program(const started_program&) = delete;
  started_program& operator=(const started_program&) = delete;

  void send(std::string_view packet) const;
  void close_output();
  // Its wait status once it has gone; a moment later it is killed.
  int reap();
};

}  // namespace grader
