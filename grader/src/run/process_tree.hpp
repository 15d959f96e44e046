// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <vector>

namespace grader {

// What a process and all its descendants hold now, as the kernel counts it from
// outside of their namespaces.
struct holdings {
  std::size_t bytes = 0;  // of memory
  int processes = 0;
  double cpu_ms = 0;  // used by those that are there now
};
holdings count_holdings(pid_t root);

// The processes that its threads have started and that are still there.
std::vector<pid_t> children_of(pid_t pid);

}  // namespace grader
