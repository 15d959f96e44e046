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

// The mean of the first and the second, of the third and the fourth, and so on.
// Of counts that a reading may book one too late, such a mean is wrong by half
// of one at most, while a single one may be twice what it should be.
std::vector<double> means_of_two(const std::vector<double>& values);

}  // namespace grader
