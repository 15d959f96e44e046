// SPDX-License-Identifier: MIT
//
// What a program printed, below a failure: no line of it is cut off, and of
// many lines the first and the last are shown. The last one often says why the
// program ended.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace grader {

// "your code printed:" and its lines, `columns` to the right. `bytes`: of all
// that it printed, of which `output` has the begin and the end. Empty for none.
std::string printed_text(std::string_view output, std::size_t bytes,
                         std::size_t columns);

}  // namespace grader
