// SPDX-License-Identifier: MIT
//
// report: an exploration, and the execution that failed, as JSON: facts and
// code addresses. Whoever reads it knows the source (docs/checker.md says what
// is in it).
#pragma once

#include <checker/explorer.hpp>
#include <string>
#include <string_view>

namespace checker {

/// Requires: if it failed, `run` has just run the schedule again, with a trace.
[[nodiscard]] std::string report(std::string_view scenario,
                                 const exploration& what, const execution& run,
                                 const list<long>& outcomes);

}  // namespace checker
