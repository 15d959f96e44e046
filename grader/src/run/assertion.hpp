// SPDX-License-Identifier: MIT
//
// The sentence of a KIOTO_ASSERT that has stopped a program.
#pragma once

#include <string>
#include <string_view>

namespace grader {

// "awaited twice: ..." of "kioto: FILE:LINE: awaited twice: ...", if that is
// the last line of what the program printed; else empty.
std::string assertion_of(std::string_view output);

}  // namespace grader
