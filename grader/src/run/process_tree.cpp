// SPDX-License-Identifier: MIT
#include "run/process_tree.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
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

// User and system time, fields 14 and 15 of /proc/PID/stat.
double own_cpu_ms(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string text;
  std::getline(file, text);
  std::size_t behind_name = text.rfind(')');
  unsigned long user = 0, system = 0;
  if (behind_name == std::string::npos ||
      std::sscanf(text.c_str() + behind_name,
                  ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                  &user, &system) != 2)
    return 0;
  return static_cast<double>(user + system) * 1000 /
         static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

holdings count_holdings(pid_t root) {
  holdings sum{own_resident_bytes(root), 1, own_cpu_ms(root)};
  for (pid_t child : children_of(root)) {
    holdings below = count_holdings(child);
    sum.bytes += below.bytes;
    sum.processes += below.processes;
    sum.cpu_ms += below.cpu_ms;
  }
  return sum;
}

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> found;
  std::error_code gone;
  for (auto& thread : std::filesystem::directory_iterator(
           fmt::format("/proc/{}/task", pid), gone)) {
    std::ifstream children(thread.path() / "children");
    pid_t child;
    while (children >> child) found.push_back(child);
  }
  return found;
}

}  // namespace grader
