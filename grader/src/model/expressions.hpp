// SPDX-License-Identifier: MIT
//
// The learner's own words for what an operation is about. A search by eye in a
// line of theirs, at the column that debug information gives: what is not plain
// there has no name.
#pragma once

#include <string>
#include <string_view>

namespace grader {

// The object of an operation: "state_" of "if (state_.exchange(empty))" at the
// column of "exchange"; also of "++hits", "done = true" and "while (!done)".
// Empty when it is not plain. Columns count from 1.
std::string object_at(std::string_view line, int column);

// The first argument of a constructor: "mutex_" of "std::lock_guard l(mutex_);"
// at the column of "l". Empty when there is none.
std::string argument_at(std::string_view line, int column);

// The identifier at the column: "notify_one"; empty when there is none.
std::string_view word_at(std::string_view line, int column);

// What a line names that begins a thread or a lambda: "waker" of
// "std::thread waker([&] {" and of "auto waker = [&] {".
std::string thread_name_in(std::string_view line);

}  // namespace grader
