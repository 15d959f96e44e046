// SPDX-License-Identifier: MIT
//
// What the user has to type to call this program: `grader` where it is
// installed, `./kioto` before. Texts say "grader check ch01"; they are shown as
// they have to be typed.
#pragma once

#include <string>
#include <string_view>

namespace grader {

// `text` with the command in the place of each "grader VERB".
std::string as_typed(std::string_view text, std::string_view command);

// The same with the command of the environment variable KIOTO_COMMAND, which
// the launcher sets; without it, or if it is no plain path, `text`.
std::string as_typed(std::string_view text);

}  // namespace grader
