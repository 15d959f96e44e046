// SPDX-License-Identifier: MIT
#include "run/measured_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include "build/files.hpp"
#include "grader/wire.hpp"
#include "run/packets.hpp"
#include "run/process_tree.hpp"
#include "run/sanitizer_report.hpp"

namespace grader {
namespace {

using clock = std::chrono::steady_clock;

constexpr double start_limit_ms = 5'000;
// CPU time before the first batch.
constexpr double setup_limit_ms = 5'000;
constexpr int watch_every_ms = 10;
// A program that waits for a core on a busy machine has this many times its
// limit.
constexpr double waiting_factor = 5;
constexpr int dump_grace_ms = 100;

double ms_since(clock::time_point t) {
  return std::chrono::duration<double, std::milli>(clock::now() - t).count();
}

}  // namespace

measured_process::measured_process(const std::filesystem::path& program,
                                   isolation level)
    : program_(program, build_kind::perf, level, true), level_(level) {}

void measured_process::drain() {
  char buffer[65536];
  while (program_.output >= 0) {
    ssize_t n = ::read(program_.output, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) program_.close_output();
    if (n <= 0) return;
    auto size = static_cast<std::size_t>(n);
    printed_.append({buffer, size});
    record_.output_bytes += size;
    if (record_.output_bytes > output_limit) return;
  }
}

std::optional<measured_process::event> measured_process::take_packets() {
  char buffer[wire::max_packet];
  while (true) {
    ssize_t n = ::recv(program_.socket, buffer, sizeof buffer, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) return std::nullopt;
    if (n <= 0) return event::ended;
    std::string_view packet(buffer, static_cast<std::size_t>(n));
    wire::reader in(packet);
    switch (in.type()) {
      case wire::kind::ready:
        return event::ready;
      case wire::kind::answer:
        answer_ = in.get();
        return event::answer;
      default:
        take_packet(packet, record_, threads_);
        if (in.type() == wire::kind::hello) return event::hello;
    }
  }
}

// The sandbox's two processes stand around it.
bool measured_process::find_program() {
  pid_ = program_.pid;
  if (level_ == isolation::isolated)
    for (int level = 0; level < 2; ++level) {
      std::vector<pid_t> below = children_of(pid_);
      if (below.size() != 1) return false;
      pid_ = below.front();
    }
  clockid_t id{};
  if (::clock_getcpuclockid(pid_, &id) != 0) return false;
  clock_ = id;
  return true;
}

void measured_process::read_clocks(double& cpu_ns, std::int64_t& sleeps) const {
  timespec t{};
  ::clock_gettime(clock_, &t);
  cpu_ns = static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
  std::string status =
      try_read_file(fmt::format("/proc/{}/status", pid_)).value_or("");
  constexpr std::string_view key = "\nvoluntary_ctxt_switches:";
  std::size_t at = status.find(key);
  sleeps = at == std::string::npos
               ? 0
               : std::strtoll(status.c_str() + at + key.size(), nullptr, 10);
}

void measured_process::stop(ending why, double limit_ms) {
  if (why == ending::hung) {
    ::kill(pid_, wire::dump_signal);
    auto began = clock::now();
    while (record_.frames.empty() && ms_since(began) < dump_grace_ms) {
      pollfd fd{program_.socket, POLLIN, 0};
      ::poll(&fd, 1, watch_every_ms);
      if (take_packets() == event::ended) break;
    }
  }
  record_.how = why;
  record_.limit_ms = limit_ms;
  stopped_ = true;
}

bool measured_process::await(event wanted, double limit_ms) {
  auto began = clock::now();
  double next_watch = 5 * watch_every_ms;
  while (true) {
    pollfd fds[] = {{program_.socket, POLLIN, 0}, {program_.output, POLLIN, 0}};
    double wait = next_watch - ms_since(began);
    ::poll(fds, 2, std::max(0, static_cast<int>(wait) + 1));
    if (fds[1].revents != 0) drain();
    while (auto came = take_packets()) {
      if (*came == wanted) return true;
      if (*came == event::ended) return false;
    }
    if (record_.output_bytes > output_limit) {
      stop(ending::too_much_output, 0);
      return false;
    }
    double waited = ms_since(began);
    if (waited < next_watch) continue;
    next_watch = waited + watch_every_ms;
    if (count_holdings(program_.pid).bytes >
        limits_for(build_kind::perf).memory_bytes) {
      stop(ending::too_much_memory, 0);
      return false;
    }
    double cpu_ns = 0;
    std::int64_t sleeps = 0;
    if (pid_ > 0) read_clocks(cpu_ns, sleeps);
    bool works = cpu_ns - cpu_ns_ >= limit_ms * 1e6;
    if (!works && waited < waiting_factor * limit_ms) continue;
    stop(wanted == event::hello ? ending::no_start : ending::hung,
         works ? limit_ms : waiting_factor * limit_ms);
    return false;
  }
}

bool measured_process::begin(const std::string& probe,
                             const std::vector<probe_input>& inputs) {
  std::string request = run_request(probe, inputs, wire::kind::measure);
  if (!await(event::hello, start_limit_ms / waiting_factor)) {
    record_.how = ending::no_start;
    return false;
  }
  if (!find_program()) return false;
  program_.send(request);
  if (!await(event::ready, setup_limit_ms)) return false;
  read_clocks(cpu_ns_, sleeps_);
  setup_ms_ = cpu_ns_ / 1e6;
  return true;
}

std::optional<batch_cost> measured_process::batch(std::int64_t count,
                                                  std::int64_t start,
                                                  double limit_ms) {
  program_.send(wire::writer(wire::kind::batch).put(count).put(start).data());
  if (!await(event::answer, limit_ms)) return std::nullopt;
  double cpu_ns = 0;
  std::int64_t sleeps = 0;
  read_clocks(cpu_ns, sleeps);
  batch_cost c{answer_, cpu_ns - cpu_ns_, sleeps - sleeps_};
  cpu_ns_ = cpu_ns;
  sleeps_ = sleeps;
  return c;
}

void measured_process::stay_on(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(static_cast<std::size_t>(core), &cores);
  ::sched_setaffinity(pid_, sizeof cores, &cores);
}

record measured_process::how_it_ended() {
  drain();
  if (!stopped_) {
    int status = program_.reap();
    bool by_signal = WIFSIGNALED(status);
    // A probe that returned before the judge let it go, ended early, too.
    if (record_.how == ending::complete) record_.how = ending::exited;
    if (by_signal && record_.how == ending::exited)
      record_.how = ending::crashed;
    record_.status = by_signal ? WTERMSIG(status) : WEXITSTATUS(status);
  }
  record_.output = printable(printed_.text());
  return record_;
}

}  // namespace grader
