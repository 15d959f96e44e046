// SPDX-License-Identifier: MIT
//
// What stories and performance cases have in common.
#pragma once

#include <grader/judge.hpp>
#include <vector>

#include "run/session.hpp"

namespace grader {

std::vector<probe_input> to_probe(std::vector<judge::input> inputs);

// Leaves the case as failed, with the verdict as it is now.
[[noreturn]] void fail_case();

}  // namespace grader
