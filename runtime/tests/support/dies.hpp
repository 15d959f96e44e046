// SPDX-License-Identifier: MIT
//
// For rules whose breach stops the program: runs a function in a child process
// and tells how that ended.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <system_error>

namespace test {

struct death {
  bool aborted = false;
  std::string said;  // what it wrote to standard error
};

/// Requires: no other thread is running.
template <class Fn>
death dies(Fn fn) {
  int ends[2];
  if (pipe(ends) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
  const pid_t child = fork();
  if (child == -1) {
    throw std::system_error(errno, std::generic_category(), "fork");
  }
  if (child == 0) {
    // The test framework's handlers would report a failed test of the parent.
    std::signal(SIGABRT, SIG_DFL);
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    dup2(ends[1], STDERR_FILENO);
    fn();
    _exit(0);
  }
  close(ends[1]);
  death result;
  char buffer[512];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) {
    result.said.append(buffer, static_cast<std::size_t>(n));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  result.aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
  return result;
}

/// The first words of a message: "kioto: FILE:LINE: ".
inline std::string at(const char* file, int line) {
  return std::string("kioto: ") + file + ":" + std::to_string(line) + ": ";
}

}  // namespace test
