// SPDX-License-Identifier: MIT
//
// In a file of its own: a program that a learner runs by hand has another main,
// and the rest of the probe's runtime.
#include "internal.hpp"

int main(int count, char** arguments) {
  if (count == 2) return probe::detail::run_alone(arguments[1]);
  return probe::detail::serve();
}
