// SPDX-License-Identifier: MIT
//
// "Did you mean": the words closest to a mistyped one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

// How many letters must be added, dropped, replaced or swapped with their
// neighbour. Cost: length of a times length of b.
std::size_t edit_distance(std::string_view a, std::string_view b);

// Whether a person may well have meant `word` when typing `typed`: at most one
// letter in three is wrong, and never all of them.
bool is_close(std::string_view typed, std::string_view word);

// The closest words, best first, none that is too far away.
std::vector<std::string> closest(std::string_view typed,
                                 const std::vector<std::string>& words,
                                 std::size_t most = 3);

// "a", "b" and "c", each in double quotes; empty for no word.
std::string quoted_list(const std::vector<std::string>& words,
                        std::string_view last_joint = "and");

}  // namespace grader
