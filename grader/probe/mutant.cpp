// SPDX-License-Identifier: MIT
//
// Which mutant runs. Linked only into programs that hold mutants.
#include <grader/mutant.hpp>

#include <cstdlib>

namespace grader {

int selected_mutant = 0;

}  // namespace grader

namespace {

// Before the static objects of every other file.
[[gnu::constructor(101)]] void select_mutant() {
  if (const char* number = std::getenv("KIOTO_MUTANT"))
    grader::selected_mutant = std::atoi(number);
}

}  // namespace
