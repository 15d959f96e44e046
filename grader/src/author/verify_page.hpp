// SPDX-License-Identifier: MIT
//
// What `author verify --full` leaves behind: a file for each exercise in
// .grader/verify/, and docs/verify-report.md, made of those that are still
// true. So exercises may be verified one at a time.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "author/verify.hpp"

namespace grader {

// Changes when the exercise does: its hidden files, answers, manifest.
std::string report_key(const workspace& w, const exercise& e);

void store_report(const workspace& w, const exercise_report& r);
// Those of every exercise that was verified as it is now, in the order of the
// course.
std::vector<exercise_report> stored_reports(const workspace& w);

// The page for people who read.
std::string report_page(const workspace& w,
                        const std::vector<exercise_report>& all);

nlohmann::json report_json(const verify_report& r);

}  // namespace grader
