// SPDX-License-Identifier: MIT
//
// A check as JUnit XML, as Jenkins, GitLab and others read it: an exercise is a
// test suite, a case in a build is a test case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/verdict.hpp"

namespace grader {

struct junit_suite {
  const exercise_verdict* verdict = nullptr;
  // Builds that the exercise asks for; one that did not run is skipped.
  std::vector<build_kind> wanted;
};

// Valid XML 1.0 whatever a learner's program printed.
std::string to_junit(const std::vector<junit_suite>& suites, std::uint64_t seed,
                     std::string_view isolation);

// For text and for attributes in double quotes. What is no UTF-8, or no
// character of XML, becomes U+FFFD.
std::string xml_escaped(std::string_view text);

}  // namespace grader
