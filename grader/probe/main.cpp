// SPDX-License-Identifier: MIT
//
// In a file of its own: a program that a learner runs by hand has another main,
// and the rest of the probe's runtime.
#include "internal.hpp"

int main() { return probe::detail::serve(); }
