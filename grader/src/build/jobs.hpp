// SPDX-License-Identifier: MIT
//
// Runs compilers, linkers and judges as child processes, a few at a time, from
// one thread: a poll loop, no locks. A finished job's callback submits the jobs
// that wait for it, which is all the dependency graph that a check needs.
//
// Every job is a process group of its own with no terminal input. When the pool
// ends, is cancelled or is interrupted (SIGINT, SIGTERM), every group that is
// still there is killed and reaped: no process outlives the pool, and if the
// grader itself is killed the kernel kills its jobs (PR_SET_PDEATHSIG).
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct job_limits {
  std::chrono::seconds wall{120};
  long cpu_seconds = 100;
  std::size_t memory_bytes = std::size_t{6} << 30;  // address space; 0: none
  std::size_t file_bytes = std::size_t{1} << 30;
  std::size_t output_bytes = std::size_t{4} << 20;  // more is dropped
};

struct job_result {
  int exit_code = -1;  // 0..255, or -1
  int signal = 0;
  bool timed_out = false;
  bool cancelled = false;
  std::string output;  // stdout and stderr together, capped
  double seconds = 0;

  bool ok() const {
    return exit_code == 0 && signal == 0 && !timed_out && !cancelled;
  }
};

struct job {
  std::string label;   // for --timings
  std::string group;   // for cancel_group, usually an exercise id
  int priority = 0;    // lower runs first
  bool alone = false;  // waits until nothing runs; nothing starts beside it
  std::vector<std::string> argv;
  // Instead of argv: runs in a forked copy of this process, and writes lines to
  // the descriptor it is given. Its result is the exit code.
  std::function<int(int output)> body;
  // Each complete line as it comes, instead of collecting `output`.
  std::function<void(std::string_view)> on_line;
  std::function<void(const job_result&)> then;
  job_limits limits;
};

// Set once SIGINT or SIGTERM came (see watch_interrupts).
bool interrupted();
// From now on SIGINT and SIGTERM ask pools to stop instead of killing us.
void watch_interrupts();

class job_pool {
 public:
  explicit job_pool(int width);
  ~job_pool();
  job_pool(const job_pool&) = delete;
  job_pool& operator=(const job_pool&) = delete;

  void submit(job j);
  // Drops the waiting jobs of the group and kills the running ones; their
  // callbacks are not called.
  void cancel_group(std::string_view group);
  // Runs until nothing is left. Throws error(interrupted) after a SIGINT.
  void run();

  struct timing {
    std::string label;
    double start, seconds;
  };
  const std::vector<timing>& timings() const { return timings_; }

 private:
  struct running;
  bool has_room_for(const job& j) const;
  void start(job j);
  void turn();
  void feed(running& r);
  void finish(std::list<std::unique_ptr<running>>::iterator at);
  void kill_all();

  int width_;
  std::chrono::steady_clock::time_point began_;
  std::list<job> waiting_;
  std::list<std::unique_ptr<running>> running_;
  std::vector<timing> timings_;
};

// Runs one command to its end, outside any pool. Its output is collected.
job_result run_command(std::vector<std::string> argv, job_limits limits = {});

}  // namespace grader
