// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "course/course.hpp"

namespace grader {

// This process goes on as that program. Throws environment_error if it cannot.
[[noreturn]] void become(const fs::path& program,
                         const std::vector<std::string>& arguments);

}  // namespace grader
