// SPDX-License-Identifier: MIT
#include <cstddef>
#include <hello.hpp>
#include <string>
#include <vector>

namespace hello {

std::string greet(const std::vector<std::string>& names) {
  std::string line = "Hello";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool first = i == 0;
    const bool last = i + 1 == names.size();
    line += last && !first ? " and " : ", ";
    line += names[i];
  }
  return line + "!";
}

}  // namespace hello
