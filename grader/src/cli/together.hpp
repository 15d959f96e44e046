// SPDX-License-Identifier: MIT
//
// The end of a chapter's check: do its passing files go together?
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "check/pipeline.hpp"
#include "check/together.hpp"
#include "cli/verbs.hpp"

namespace grader {

// Builds together what passed of each chapter that was asked for as a whole.
std::vector<integration> integrate_chapters(
    session_context& s, const std::vector<std::string>& asked,
    const std::vector<submission>& all, const check_result& result);

std::string integration_text(const integration& i, const console& on);
nlohmann::json integration_json(const integration& i);
// As a verdict, for formats that know nothing but verdicts.
exercise_verdict integration_verdict(const integration& i);

}  // namespace grader
