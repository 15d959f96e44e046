// SPDX-License-Identifier: MIT
#include "judge/spread.hpp"

#include <algorithm>
#include <cmath>

namespace grader {

// Each value lies below the true median with probability 1/2: how many do is
// binomial, of mean n / 2 and deviation sqrt(n) / 2.
spread median_of(std::vector<double> values) {
  constexpr double deviations = 3.29;  // 99.9 %, both sides
  std::sort(values.begin(), values.end());
  auto n = static_cast<double>(values.size());
  auto left_out = static_cast<std::size_t>(
      std::max(1.0, (n - deviations * std::sqrt(n)) / 2));
  std::size_t half = values.size() / 2;
  double middle = values.size() % 2 == 1
                      ? values[half]
                      : (values[half - 1] + values[half]) / 2;
  return {values[left_out - 1], middle, values[values.size() - left_out]};
}

std::vector<double> means_of_two(const std::vector<double>& values) {
  std::vector<double> means;
  for (std::size_t i = 1; i < values.size(); i += 2)
    means.push_back((values[i - 1] + values[i]) / 2);
  return means;
}

}  // namespace grader
