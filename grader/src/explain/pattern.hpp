// SPDX-License-Identifier: MIT
//
// Messages of tools, recognised by their words: "no member named '*' in '*'".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

// What the stars of `pattern` stand for, each as short as can be; nothing when
// `text` does not begin as the pattern does. What follows it is not looked at.
std::optional<std::vector<std::string>> match(std::string_view pattern,
                                              std::string_view text);

// `sentence` with $1 to $9 replaced by the parts; one that is not there leaves
// nothing.
std::string filled(std::string_view sentence,
                   const std::vector<std::string>& parts);

}  // namespace grader
