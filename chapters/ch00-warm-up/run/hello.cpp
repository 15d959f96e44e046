// SPDX-License-Identifier: MIT
// grader run ch00.hello [name...]: greets the names, or a line of them from
// the terminal.
#include <cstdio>
#include <hello.hpp>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  std::vector<std::string> names(argv + 1, argv + argc);
  if (names.empty()) {
    std::printf("whom shall I greet? ");
    std::fflush(stdout);
    std::string line;
    std::getline(std::cin, line);
    std::istringstream words(line);
    for (std::string name; words >> name;) names.push_back(name);
  }
  std::puts(hello::greet(names).c_str());
}
