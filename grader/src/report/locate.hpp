// SPDX-License-Identifier: MIT
//
// Finds where a learner's function stands in their text. A search by eye, not a
// parser: it has to work on files that do not compile.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/verdict.hpp"

namespace grader {

struct shown_file {
  std::filesystem::path path;  // where it is
  std::string shown;           // as what it is shown
};

// The first definition of `symbol` ("kioto::poll::map") in the files; with a
// parameter list, "kioto::waker::waker(const waker &)", that of this list if
// there is one.
std::optional<place> locate(std::string_view symbol,
                            const std::vector<shown_file>& files);

// The first KIOTO_TODO in the files, and the one of `holes` (symbols) that it
// stands in; that in `wanted` if there is one.
std::optional<place> locate_todo(const std::vector<std::string>& holes,
                                 std::string_view wanted,
                                 const std::vector<shown_file>& files);

// The text with comments and literals blanked out, byte for byte as long.
std::string without_comments(std::string_view text);

// Line `number` (from 1) of the text, without white space around it.
std::string line_of(std::string_view text, int number);

// "kioto::poll<T>::map" of the compiler's spelling of a function: without
// template arguments, parameters and return type.
std::string plain_function_name(std::string_view pretty);

}  // namespace grader
