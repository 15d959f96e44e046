// SPDX-License-Identifier: MIT
//
// co_await or co_yield in the initialiser of a local static or thread_local
// variable. The standard forbids it ([expr.await]); clang 19 compiles it, and
// whoever enters the function while the coroutine is suspended there waits for
// ever. So the course looks for it itself, token by token.
#pragma once

#include <string_view>
#include <vector>

#include "report/locate.hpp"
#include "report/verdict.hpp"

namespace grader {

// Offsets of the forbidden words. An await in the body of a lambda inside such
// an initialiser belongs to the lambda, and is fine.
std::vector<std::size_t> find_static_awaits(std::string_view source);

// The same in files, as errors of the compiler would be told.
std::vector<diagnostic> static_await_errors(
    const std::vector<shown_file>& files);

}  // namespace grader
