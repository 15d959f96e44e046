// SPDX-License-Identifier: MIT
//
// Runs a program with scenarios, and reads what it says.
#pragma once

#include <sys/wait.h>
#include <catch2/catch.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace test {

struct program_output {
  std::string text;
  int status;
};

inline program_output run(const std::string& command) {
  FILE* const pipe = popen(("timeout 60 " + command).c_str(), "r");
  REQUIRE(pipe != nullptr);
  program_output out;
  char part[4096];
  for (std::size_t n; (n = fread(part, 1, sizeof part, pipe)) != 0;) {
    out.text.append(part, n);
  }
  const int status = pclose(pipe);
  out.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

/// Explores one scenario of a program of this folder.
inline nlohmann::json explored(const std::string& program,
                               const std::string& scenario,
                               const std::string& options = "") {
  const program_output out =
      run(std::string(CHECKER_PROGRAMS) + '/' + program + " --scenario " +
          scenario + ' ' + options + " 2>/dev/null");
  INFO(out.text);
  REQUIRE(out.status == 0);
  return nlohmann::json::parse(out.text);
}

}  // namespace test
