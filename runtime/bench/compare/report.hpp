// SPDX-License-Identifier: MIT
//
// What the comparison has measured, and its three forms: a table, JSON, a
// chart.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace comparison {

/// A row of the table of targets.
struct row {
  std::string workload;
  unsigned workers;
  std::string title;
  double target;  // nanoseconds an operation, or bytes
};

/// Of all samples.
struct cell {
  double median;
  double least;
  double most;
};

/// Requires: not empty.
cell spread_of(std::vector<double> samples);

struct measured {
  row of;
  // By program, then by what was measured: wall, cpu, bytes.
  std::map<std::string, std::map<std::string, cell>> cells;

  /// What counts for the target: the clock, or bytes. Null: not measured.
  const cell* headline(const std::string& program) const;
};

struct results {
  std::vector<std::string> programs;  // the first one is kioto
  std::vector<measured> rows;
};

/// Markdown: medians, the spread of the first program, what the target says.
std::string table_of(const results& all);
std::string json_of(const results& all);
/// SVG: a group of bars a row, each as long as it takes beside the slowest.
std::string chart_of(const results& all);

}  // namespace comparison
