// SPDX-License-Identifier: MIT
//
// Finds a sanitizer's report in what a program printed, and makes the rest fit
// to be shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace grader {

// The report, from its first line to its summary; empty when there is none.
std::string find_sanitizer_report(std::string_view output);
std::string without_sanitizer_report(std::string_view output);
// Without the lines in which the symbolizer regrets that a stack is no file.
std::string without_symbolizer(std::string_view output);

struct stack_frame {
  std::string function;
  std::string file;
  int line = 0;
};

struct sanitizer_finding {
  std::string sentence;             // "your code uses memory after it freed it"
  std::vector<stack_frame> frames;  // of the first stack, innermost first
  // Further stacks with their titles ("freed by", "previous write by thread").
  struct stack {
    std::string title;
    std::vector<stack_frame> frames;
  };
  std::vector<stack> others;
};

sanitizer_finding parse_sanitizer_report(std::string_view report);

// Text that may go to a terminal: valid UTF-8, no control codes but newline and
// tab (others become '?').
std::string printable(std::string_view text);

}  // namespace grader
