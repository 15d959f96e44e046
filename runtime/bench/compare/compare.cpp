// SPDX-License-Identifier: MIT
//
// Runs the programs of the comparison in turns and reports the medians: a table
// on standard output, and with --out a folder with results.json and a chart.
//
//   compare [--only ROW]... [--samples N] [--out DIR] NAME=PROGRAM...
//
// One sample is one process, which measures for a tenth of a second; the
// programs take turns, so that what disturbs one disturbs all. Exit status: 3
// usage, 4 a program does not start, 1 a program failed.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "report.hpp"

namespace {

using comparison::measured;
using comparison::results;
using comparison::row;

// The rows of the table of targets. Units: nanoseconds an operation; the last
// two, bytes a task.
const std::vector<row> rows = {
    {"spawn", 1, "spawn + join, 1,000 tasks", 40},
    {"spawn", 2, "spawn + join, 1,000 tasks", 150},
    {"spawn_many", 1, "spawn + join, 100,000 tasks", 45},
    {"spawn_many", 2, "spawn + join, 100,000 tasks", 150},
    {"yield", 1, "yield, 1,000 tasks", 13},
    {"yield", 2, "yield, 1,000 tasks", 18},
    {"chain", 1, "await chain, a frame at depth 100", 10},
    {"leaf_wake", 1, "wake of a leaf at depth 100", 14},
    {"spawn_blocking", 1, "spawn_blocking, pool of 2", 200},
    {"hop", 1, "spawn_blocking, there and back", 5000},
    {"idle_task", 1, "idle task, bytes", 150},
    {"idle_future", 1, "idle task without a coroutine, bytes", 150},
};

struct program {
  std::string name;
  std::string path;
};

program parse_program(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw CLI::ValidationError("program", "NAME=PROGRAM, not " + text);
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

// Empty: the program has no such workload.
std::map<std::string, double> run(const program& p, const row& r) {
  const std::string command =
      fmt::format("'{}' {} {} 2>/dev/null", p.path, r.workload, r.workers);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot start " + p.path);
  std::map<std::string, double> values;
  std::array<char, 32> name{};
  double value = 0;
  while (std::fscanf(pipe, "%31s %lf", name.data(), &value) == 2) {
    values[name.data()] = value;
  }
  const int status = ::pclose(pipe);
  constexpr int no_such_workload = 2 << 8;
  if (status == no_such_workload) return {};
  if (status != 0) {
    throw std::runtime_error(fmt::format("{} {} {}: status {:#x}", p.path,
                                         r.workload, r.workers, status));
  }
  return values;
}

results measure(const std::vector<program>& programs,
                const std::vector<row>& chosen, int samples) {
  results all;
  for (const program& p : programs) all.programs.push_back(p.name);
  for (const row& r : chosen) {
    std::map<std::string, std::map<std::string, std::vector<double>>> seen;
    for (int i = 0; i < samples; ++i) {
      for (const program& p : programs) {
        for (const auto& [what, value] : run(p, r)) {
          seen[p.name][what].push_back(value);
        }
      }
      std::fprintf(stderr, "\r%s, %u worker%s: %d of %d   ", r.workload.c_str(),
                   r.workers, r.workers == 1 ? "" : "s", i + 1, samples);
    }
    measured m{r, {}};
    for (auto& [name, values] : seen) {
      for (auto& [what, list] : values) {
        m.cells[name][what] = comparison::spread_of(std::move(list));
      }
    }
    all.rows.push_back(std::move(m));
  }
  std::fprintf(stderr, "\r%60s\r", "");
  return all;
}

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Runs kioto's benchmarks beside those of others.");
  std::vector<std::string> texts, only;
  int samples = 9;
  std::string out;
  app.add_option("programs", texts, "NAME=PROGRAM")->required();
  app.add_option("--only", only, "a workload; all as a rule");
  app.add_option("--samples", samples, "of each")->check(CLI::Range(1, 1000));
  app.add_option("--out", out, "a folder for results.json and chart.svg");
  std::vector<program> programs;
  std::vector<row> chosen;
  try {
    app.parse(argc, argv);
    for (const auto& text : texts) programs.push_back(parse_program(text));
    std::ranges::copy_if(rows, std::back_inserter(chosen), [&](const row& r) {
      return only.empty() || std::ranges::find(only, r.workload) != only.end();
    });
    if (chosen.empty()) {
      std::string names;
      for (const row& r : rows) {
        if (!names.contains(r.workload)) names += " " + r.workload;
      }
      throw CLI::ValidationError("--only", "the workloads are" + names);
    }
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 3;
  }
  try {
    for (const program& p : programs) {
      if (!std::filesystem::exists(p.path)) {
        std::fprintf(stderr, "compare: no program %s\n", p.path.c_str());
        return 4;
      }
    }
    const results all = measure(programs, chosen, samples);
    std::fputs(comparison::table_of(all).c_str(), stdout);
    if (!out.empty()) {
      std::filesystem::create_directories(out);
      write(std::filesystem::path(out) / "results.json",
            comparison::json_of(all));
      write(std::filesystem::path(out) / "chart.svg",
            comparison::chart_of(all));
    }
  } catch (const std::exception& e) {
    std::fprintf(stderr, "compare: %s\n", e.what());
    return 1;
  }
}
