// SPDX-License-Identifier: MIT
//
// What the C++ programs of the comparison share: a program does one workload,
// with so many workers, and prints what it took.
//
//   $ compare_kioto spawn 1          $ compare_kioto idle_task 1
//   wall 39.2                        bytes 224.0
//   cpu 39.1
//
// Nanoseconds an operation, of the clock and of CPU time of the process, or
// bytes of memory a task. Exit status: 2 if the program has no such workload.
// The Rust program does the same (tokio/src/main.rs).
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <string>

namespace comparison {

/// Does the workload once. Returns: how many operations that were.
using workload = std::function<double()>;

/// Makes a workload for so many workers; what it needs is not measured.
using maker = std::function<workload(unsigned workers)>;

using workloads = std::map<std::string, maker>;

inline double seconds_of(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * now.tv_nsec;
}

/// Repeats it for so many seconds. With `print`, says what it took.
inline void measure_time(const workload& once, double seconds, bool print) {
  const double wall = seconds_of(CLOCK_MONOTONIC);
  const double cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  double operations = 0;
  double took = 0;
  do {
    operations += once();
    took = seconds_of(CLOCK_MONOTONIC) - wall;
  } while (took < seconds);
  if (!print) return;
  const double cpu_took = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  std::printf("wall %.2f\ncpu %.2f\n", 1e9 * took / operations,
              1e9 * cpu_took / operations);
}

inline double resident_bytes() {
  unsigned long pages = 0, resident = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr || std::fscanf(file, "%lu %lu", &pages, &resident) != 2) {
    std::abort();
  }
  std::fclose(file);
  return static_cast<double>(resident) *
         static_cast<double>(::sysconf(_SC_PAGESIZE));
}

/// What the workload makes stays until it is destroyed.
inline void measure_memory(const workload& once) {
  const double before = resident_bytes();
  const double made = once();
  std::printf("bytes %.1f\n", (resident_bytes() - before) / made);
}

/// `timed` and `kept`: workloads of which the time, or the memory, counts.
inline int run(const workloads& timed, const workloads& kept, int argc,
               char** argv) {
  const std::string name = argc > 1 ? argv[1] : "";
  const unsigned workers =
      argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1;
  if (const auto found = timed.find(name); found != timed.end()) {
    const workload once = found->second(workers);
    measure_time(once, 0.02, false);  // warm
    measure_time(once, 0.1, true);
  } else if (const auto found = kept.find(name); found != kept.end()) {
    measure_memory(found->second(workers));
  } else {
    std::fprintf(stderr, "%s: no workload %s\n", argv[0], name.c_str());
    return 2;
  }
  std::fflush(stdout);
  ::_exit(0);  // what is kept goes with the process
}

/// A value that the compiler has to compute.
template <class T>
void keep(T&& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

}  // namespace comparison
