// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "model/told.hpp"

namespace grader {
namespace {

constexpr std::size_t longest_period = 8;

bool is_alike(const told_step& a, const told_step& b) {
  return a.thread == b.thread && a.place == b.place && a.what == b.what &&
         a.more == b.more && !a.is_bad && !b.is_bad;
}

// How often the `period` steps from `at` come there, one after the other.
std::size_t rounds(const std::vector<told_step>& steps, std::size_t at,
                   std::size_t period) {
  std::size_t end = at + period;
  while (end < steps.size() && is_alike(steps[end], steps[end - period])) ++end;
  return (end - at) / period;
}

told_step remark(std::size_t rounds, std::size_t period, int thread) {
  told_step r;
  r.is_remark = true;
  r.thread = thread;
  r.what = fmt::format("these {} steps {} times in all", period, rounds);
  return r;
}

}  // namespace

std::vector<told_step> collapsed(std::vector<told_step> steps,
                                 std::vector<std::size_t>& same) {
  std::vector<told_step> kept;
  same.assign(steps.size(), 0);
  for (std::size_t at = 0; at < steps.size();) {
    std::size_t period = 1, times = 1;
    for (std::size_t p = 1; p <= longest_period; ++p) {
      const std::size_t least = p == 1 ? 2 : 3;
      const std::size_t found = rounds(steps, at, p);
      if (found < least) continue;
      period = p;
      times = found;
      break;
    }
    for (std::size_t i = 0; i < period * times; ++i)
      same[at + i] = kept.size() + i % period;
    for (std::size_t i = 0; i < period; ++i)
      kept.push_back(std::move(steps[at + i]));
    if (period == 1) kept.back().times = static_cast<int>(times);
    if (period > 1) kept.push_back(remark(times, period, kept.back().thread));
    at += period * times;
  }
  return kept;
}

}  // namespace grader
