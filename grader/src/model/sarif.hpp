// SPDX-License-Identifier: MIT
//
// Failures as SARIF 2.1.0: a result a scenario, its interleaving as a code flow
// with a thread flow for each thread. Viewers put the steps of all threads into
// one order by executionOrder.
#pragma once

#include <string>
#include <vector>

#include "model/scenario_report.hpp"

namespace grader {

// Without those that did not fail. `version` of the grader.
nlohmann::json to_sarif(const std::vector<scenario_report>& all,
                        const source_lines& sources,
                        const std::string& version);

}  // namespace grader
