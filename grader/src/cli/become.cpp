// SPDX-License-Identifier: MIT
#include "cli/become.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "course/error.hpp"

namespace grader {

[[noreturn]] void become(const fs::path& program,
                         const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& w : words) argv.push_back(w.data());
  argv.push_back(nullptr);
  // The job pool ignores it, and exec would hand that on.
  std::signal(SIGPIPE, SIG_DFL);
  ::execv(argv[0], argv.data());
  throw environment_error(fmt::format("cannot start {}: {}", program.string(),
                                      std::strerror(errno)));
}

}  // namespace grader
