// SPDX-License-Identifier: MIT
//
// A probe that works batch by batch, with a clock beside it: the kernel's
// clock of the CPU time of all its threads, read from here, between batches.
//
//   the probe  | set-up |  waits  | batch |  waits  | batch |
//   clock      0        a                 b                 c
//   cost         a                  b - a             c - b
//
// The clock is never set back, and each reading ends one bill and begins the
// next: what a thread does while the probe says it waits, is on one of them.
// The process cannot start another in its sandbox, so nothing is on a clock
// that is not read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "run/kept_output.hpp"
#include "run/record.hpp"
#include "run/session.hpp"
#include "run/started_program.hpp"

namespace grader {

struct batch_cost {
  std::int64_t answer = 0;
  double cpu_ns = 0;
  // How often its main thread gave up the core to wait for something. The
  // wait for the next batch is one.
  std::int64_t sleeps = 0;
};

class measured_process {
 public:
  measured_process(const std::filesystem::path& program, isolation level);

  // Runs the PROBE_PERF up to its first batch. False: it ended or was stopped,
  // and how_it_ended() says how.
  bool begin(const std::string& probe, const std::vector<probe_input>& inputs);
  // CPU time from the program's start to the end of begin.
  double setup_ms() const { return setup_ms_; }

  // Nothing: as above. A batch that uses more CPU time than `limit_ms` is
  // stopped, and so is one that neither works nor ends.
  std::optional<batch_cost> batch(std::int64_t count, std::int64_t start,
                                  double limit_ms);
  // From now on its main thread runs on this core.
  void stay_on(int core);

  record how_it_ended();

 private:
  enum class event { hello, ready, answer, ended };
  bool await(event wanted, double limit_ms);
  std::optional<event> take_packets();
  void drain();
  bool find_program();
  void read_clocks(double& cpu_ns, std::int64_t& sleeps) const;
  void stop(ending why, double limit_ms);

  started_program program_;
  isolation level_;
  pid_t pid_ = -1;  // of the probe itself
  int clock_ = 0;   // its clockid_t
  double cpu_ns_ = 0;
  std::int64_t sleeps_ = 0;
  double setup_ms_ = 0;
  std::int64_t answer_ = 0;
  int threads_ = 0;
  bool stopped_ = false;
  kept_output printed_;
  record record_;
};

}  // namespace grader
