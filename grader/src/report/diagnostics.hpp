// SPDX-License-Identifier: MIT
//
// The compiler's messages, told in the learner's lines.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/locate.hpp"
#include "report/verdict.hpp"

namespace grader {

// Reads clang's messages (no colour, no carets). An error that clang reports
// inside the standard library, the runtime or a probe is given the learner's
// line that led to it: of the include stack or of the instantiation. Warnings
// that no learner's line has a part in are dropped.
std::vector<diagnostic> parse_diagnostics(std::string_view output,
                                          const std::vector<shown_file>& mine);

// Errors of the linker ("undefined symbol: ...") as diagnostics.
std::vector<diagnostic> parse_link_errors(std::string_view output,
                                          const std::vector<shown_file>& mine);

}  // namespace grader
