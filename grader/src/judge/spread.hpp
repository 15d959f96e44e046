// SPDX-License-Identifier: MIT
//
// The middle of measured values, and how far it can be trusted. Nothing is
// assumed about their distribution: on a busy machine it has a long tail.
#pragma once

#include <vector>

namespace grader {

struct spread {
  double low = 0, middle = 0, high = 0;

  bool above(double limit) const { return low > limit; }
  bool below(double limit) const { return high <= limit; }
};

// The median, and two of the values between which the true median lies in 999
// of 1000 such series. With fewer than 18 values these are the smallest and the
// largest. `values` must not be empty.
spread median_of(std::vector<double> values);

}  // namespace grader
