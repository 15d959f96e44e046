// SPDX-License-Identifier: MIT
//
// Runs a probe's program as code from an enemy: user, pid, network, ipc and
// mount namespaces through bubblewrap, a read-only root that holds /usr and the
// program, a /tmp of limited size, an empty environment, resource limits.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "build/toolchain.hpp"

namespace grader {

// How much a run is kept apart, printed in every report.
enum class isolation { isolated, unsafe_local };
std::string_view name_of(isolation level);  // "isolated", "unsafe-local"

// The level that this machine allows, found by trying once (a few ms).
// `why_not` gets the reason when it is not isolated.
isolation find_isolation(std::string* why_not = nullptr);

struct sandbox_limits {
  std::size_t memory_bytes;   // resident: the watchdog's
  std::size_t address_bytes;  // address space; 0: none (sanitizers)
  std::size_t file_bytes = 64u << 20;
  std::size_t tmp_bytes = 64u << 20;
  long cpu_seconds = 20;
};
sandbox_limits limits_for(build_kind b);

// Where the command of a sandbox expects the program, open for reading.
inline constexpr int program_fd = 4;
// Where it expects the filter of one_process.hpp, if it is to have one.
inline constexpr int filter_fd = 5;

// The command that runs `program` at this level. `filtered`: the filter lies
// at filter_fd. `mutant`: see grader/mutant.hpp; 0: none.
std::vector<std::string> sandbox_command(isolation level,
                                         const std::filesystem::path& program,
                                         build_kind b, bool filtered = false,
                                         int mutant = 0);

// Also makes its memory lie the same way in each run, but where time is
// measured. To be called in the child between fork and exec.
void apply_limits(const sandbox_limits& limits, build_kind b);

}  // namespace grader
