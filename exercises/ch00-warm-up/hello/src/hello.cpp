// SPDX-License-Identifier: MIT
//
// ch00.hello: Greet everybody
//
// This compiles, and it is wrong: find the mistake and repair it. Contract: the
// public names and what their comments promise. Free: everything inside
// src/hello.cpp.
#include <cstddef>
#include <hello.hpp>
#include <string>
#include <vector>

namespace hello {

std::string greet(const std::vector<std::string>& names) {
  std::string line = "Hello";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool first = i == 0;
    const bool last = i == names.size();
    line += last && !first ? " and " : ", ";
    line += names[i];
  }
  return line + "!";
}

}  // namespace hello
