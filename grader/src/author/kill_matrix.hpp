// SPDX-License-Identifier: MIT
//
// The kill matrix of an exercise as text: cases down, what is wrong across,
// folded where it is wider than a page.
//
//   wrong answers          1
//                 1234567890
//    1 a poll is  x..x.....x    x the case fails, . it passes, blank: not run
#pragma once

#include <string>

#include "author/verify.hpp"

namespace grader {

// Lines of at most `columns`, with what each column is.
std::string matrix_text(const exercise_report& r, std::size_t columns = 80);

// "34 of 36 mutants killed, 2 argued, 5 do not compile"
std::string mutants_in_words(const exercise_report& r);

}  // namespace grader
