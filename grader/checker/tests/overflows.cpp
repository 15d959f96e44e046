// SPDX-License-Identifier: MIT
//
// What only AddressSanitizer sees: one element behind an array that is not of
// the heap. Without it the program is never run: it may do anything.
#include <checker/scenario.hpp>
#include <thread>

namespace {

// The compiler does not know them.
volatile int behind = 4;
volatile int first = 0;

int table[4];
CHECKER_SCENARIO(overflow_of_a_global) {
  std::thread other([] {
    table[behind] = 1;
    checker::outcome(table[first]);
  });
  other.join();
}

void overflow_the_stack() {
  volatile int room[4] = {};
  room[behind] = 1;
  checker::outcome(room[first]);
}
CHECKER_SCENARIO(overflow_of_the_stack) { overflow_the_stack(); }
CHECKER_SCENARIO(overflow_of_the_stack_of_a_thread) {
  std::thread other(overflow_the_stack);
  other.join();
}

}  // namespace
