// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace grader {

// Memory that a process and all its descendants hold now, in bytes, as the
// kernel counts it from outside of their namespaces.
std::size_t resident_bytes(pid_t root);

}  // namespace grader
