// SPDX-License-Identifier: MIT
//
// The switch of `author verify`: an answer's file with all its mutants in it
// asks mutant(N) where the Nth differs from the answer. One program holds them
// all; the environment of its process chooses one. Learners' files never
// include this.
#pragma once

namespace grader {

// Read once, before any static constructor runs; 0: none.
extern int selected_mutant;

// False while the compiler evaluates: there the answer stands.
constexpr bool mutant(int number) noexcept {
  if consteval {
    return false;
  } else {
    return selected_mutant == number;
  }
}

}  // namespace grader
