// SPDX-License-Identifier: MIT
// Alternative: from the back of the list by recursion, without an index.
#include <hello.hpp>
#include <span>
#include <string>
#include <vector>

namespace hello {
namespace {

// "Ada", "Ada and Linus", "Ada, Grace and Linus".
std::string joined(std::span<const std::string> names) {
  if (names.size() == 1) return names.front();
  const auto separator = names.size() == 2 ? " and " : ", ";
  return names.front() + separator + joined(names.subspan(1));
}

}  // namespace

std::string greet(const std::vector<std::string>& names) {
  return names.empty() ? "Hello!" : "Hello, " + joined(names) + "!";
}

}  // namespace hello
