// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>

namespace weaken {

void refuse(const std::string& why) {
  std::cerr << "checker_weaken: " << why << '\n';
  std::_Exit(2);
}

command_output run(const std::string& command) {
  FILE* const pipe = popen(("exec " + command + " 2> /dev/null").c_str(), "r");
  if (pipe == nullptr) refuse("cannot run " + command);
  std::string text;
  std::array<char, 4096> part;
  while (const std::size_t n = fread(part.data(), 1, part.size(), pipe)) {
    text.append(part.data(), n);
  }
  const int status = pclose(pipe);
  if (WIFSIGNALED(status)) return {{}, true};
  if (status != 0) refuse("failed: " + command);
  command_output out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.printed.push_back(line);
  return out;
}

std::string in_quotes(const std::string& word) { return '\'' + word + '\''; }

}  // namespace weaken
