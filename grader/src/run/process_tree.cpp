// SPDX-License-Identifier: MIT
#include "run/process_tree.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>

namespace grader {
namespace {

std::size_t own_resident_bytes(pid_t pid) {
  std::ifstream statm(fmt::format("/proc/{}/statm", pid));
  std::size_t total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

holdings count_holdings(pid_t root) {
  holdings sum{own_resident_bytes(root), 1};
  std::error_code gone;
  for (auto& thread : std::filesystem::directory_iterator(
           fmt::format("/proc/{}/task", root), gone)) {
    std::ifstream children(thread.path() / "children");
    pid_t child;
    while (children >> child) {
      holdings below = count_holdings(child);
      sum.bytes += below.bytes;
      sum.processes += below.processes;
    }
  }
  return sum;
}

}  // namespace grader
