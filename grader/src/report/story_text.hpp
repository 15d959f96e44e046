// SPDX-License-Identifier: MIT
//
// A verdict as text for a person: 80 columns, a story rather than an assertion.
#pragma once

#include <string>
#include <string_view>

#include "report/console.hpp"
#include "report/verdict.hpp"

namespace grader {

// "  PASS   3  title", and below a failure its story.
std::string case_line(const case_verdict& c, const console& on);
std::string case_story(const case_verdict& c, const console& on);
// Below a sanitizer's failure of a case whose story was told: what it found.
std::string finding_text(const case_verdict& c);
// "all 12 executions explored".
std::string explored_text(const explored_case& x);
// "  replay: COMMAND CHOICE --schedule SCHEDULE", over several lines if need
// be.
std::string replay_text(std::string_view command, const std::string& choice,
                        const std::string& schedule, std::size_t columns);
// A compiler's message with the learner's line.
std::string diagnostic_text(const diagnostic& d, const console& on);
// The text of `paragraph` at this indentation, wrapped at 80 columns.
std::string indented(std::string_view paragraph, std::size_t columns);

}  // namespace grader
