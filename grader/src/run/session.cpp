// SPDX-License-Identifier: MIT
#include "run/session.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>

#include "course/error.hpp"
#include "grader/wire.hpp"
#include "run/deadlock.hpp"
#include "run/kept_output.hpp"
#include "run/packets.hpp"
#include "run/process_tree.hpp"
#include "run/sanitizer_report.hpp"
#include "run/started_program.hpp"

namespace grader {
namespace {

using clock = std::chrono::steady_clock;

// A program whose static constructors take longer than this is stopped.
constexpr double start_limit_ms = 5'000;
constexpr double dump_grace_ms = 100;
// The watchdog looks this often, and not at all at a case that ends at once.
constexpr double watch_every_ms = 10;

// The sandbox's own and a few for a probe that forks.
constexpr int processes_limit = 64;

// A case that uses no CPU time may be waiting for a core on a busy machine: it
// has this many times its limit.
constexpr double waiting_factor = 5;

std::optional<ending> too_much(const holdings& now, std::size_t memory) {
  if (now.processes > processes_limit) return ending::too_many_processes;
  if (now.bytes > memory) return ending::too_much_memory;
  return std::nullopt;
}

double ms_since(clock::time_point t) {
  return std::chrono::duration<double, std::milli>(clock::now() - t).count();
}

}  // namespace

struct session::process : started_program {
  int threads = 0;      // as hello said; 0 before
  kept_output printed;  // since the case began
  bool ended = false;

  explicit process(const session_options& o)
      : started_program(o.program, o.build, o.level, false, o.mutant) {}

  void drain(record& r);
  // Packets that have come; true when the case or the program has ended.
  bool take_packets(record& r);
  void wait_hello(record& r);
  void wait_case(record& r, const session_options& o,
                 const std::function<double()>& limit);
  void stop(record& r, ending why);
  void ask(wire::kind k) { send(wire::writer(k).data()); }
};

void session::process::drain(record& r) {
  char buffer[65536];
  while (output >= 0) {
    ssize_t n = ::read(output, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) close_output();
    if (n <= 0) return;
    auto size = static_cast<std::size_t>(n);
    printed.append({buffer, size});
    r.output_bytes += size;
    if (r.output_bytes > output_limit) return;
  }
}

bool session::process::take_packets(record& r) {
  char buffer[wire::max_packet];
  while (true) {
    ssize_t n = ::recv(socket, buffer, sizeof buffer, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) return false;
    if (n <= 0) {
      ended = true;
      return true;
    }
    if (take_packet({buffer, static_cast<std::size_t>(n)}, r, threads))
      return true;
  }
}

void session::process::wait_hello(record& r) {
  auto began = clock::now();
  while (threads == 0 && !ended) {
    pollfd fds[] = {{socket, POLLIN, 0}, {output, POLLIN, 0}};
    double left = start_limit_ms - ms_since(began);
    if (left <= 0) {
      r.how = ending::no_start;
      r.limit_ms = start_limit_ms;
      ended = true;
      break;
    }
    ::poll(fds, 2, static_cast<int>(std::min(left + 1, watch_every_ms)));
    drain(r);
    take_packets(r);
    if (r.output_bytes > output_limit) {
      r.how = ending::too_much_output;
      ended = true;
    }
    if (ms_since(began) < 5 * watch_every_ms) continue;
    if (auto why = too_much(count_holdings(pid),
                            limits_for(build_kind::asan).memory_bytes)) {
      r.how = *why;
      ended = true;
    }
  }
  if (!ended) return;
  if (r.how == ending::exited) r.how = ending::no_start;
}

// Ends the case from outside: says why, asks where it is, kills it.
void session::process::stop(record& r, ending why) {
  r.how = why;
  bool waits = why == ending::hung || why == ending::deadlocked;
  if (waits) ask(wire::kind::dump);
  auto began = clock::now();
  bool over = false;
  while (!over && waits && r.frames.empty() &&
         ms_since(began) < dump_grace_ms) {
    pollfd fds[] = {{socket, POLLIN, 0}};
    ::poll(fds, 1, 10);
    over = take_packets(r);
  }
  r.how = why;
  ask(wire::kind::stop);
  began = clock::now();
  std::size_t printed = std::exchange(r.output_bytes, 0);
  while (!over && ms_since(began) < 1000) {
    pollfd fds[] = {{socket, POLLIN, 0}, {output, POLLIN, 0}};
    ::poll(fds, 2, 100);
    drain(r);
    printed += std::exchange(r.output_bytes, 0);
    over = take_packets(r);
  }
  r.output_bytes = printed;
  r.how = why;
  if (!over) ended = true;  // its first process does not answer: all of it goes
}

void session::process::wait_case(record& r, const session_options& o,
                                 const std::function<double()>& limit) {
  auto began = clock::now();
  std::size_t memory = limits_for(o.build).memory_bytes;
  double allowed = o.patience_ms;
  bool measured = !o.limit;
  double next_watch = 5 * watch_every_ms;
  bool over = false;
  while (!over) {
    pollfd fds[] = {{socket, POLLIN, 0}, {output, POLLIN, 0}};
    double wait = next_watch - ms_since(began);
    ::poll(fds, 2, std::max(0, static_cast<int>(wait) + 1));
    drain(r);
    over = take_packets(r);
    r.wall_ms = ms_since(began);
    if (over) break;
    if (r.output_bytes > output_limit) return stop(r, ending::too_much_output);
    if (r.wall_ms < next_watch) continue;
    next_watch = r.wall_ms + watch_every_ms;
    holdings now = count_holdings(pid);
    if (auto why = too_much(now, memory)) return stop(r, *why);
    if (waits_for_ever(pid, o.level, o.build))
      return stop(r, ending::deadlocked);
    if (r.wall_ms < allowed) continue;
    if (!measured) {
      measured = true;
      allowed = std::max(allowed, limit());
    }
    bool works = now.cpu_ms >= allowed;
    if (!works && ms_since(began) < waiting_factor * allowed) continue;
    r.limit_ms = works ? allowed : waiting_factor * allowed;
    return stop(r, ending::hung);
  }
  drain(r);
}

namespace {

bool has_sanitizer(build_kind b) {
  return b == build_kind::asan || b == build_kind::tsan;
}

// Tells the endings apart that a signal or an exit status shows. A sanitizer
// that reports ends the program: what reads like a report, and does not, is
// what the program printed.
void classify(record& r, const std::string& raw_output, build_kind b) {
  bool by_signal = WIFSIGNALED(r.status);
  int number = by_signal ? WTERMSIG(r.status) : WEXITSTATUS(r.status);
  bool clean = !by_signal && number == 0;
  if (std::string report = find_sanitizer_report(raw_output);
      !report.empty() && !clean && has_sanitizer(b)) {
    if (r.how == ending::complete || r.how == ending::exited) {
      r.how = ending::sanitizer;
      r.text = std::move(report);
    }
  } else if (by_signal &&
             (r.how == ending::exited || r.how == ending::complete)) {
    r.how = ending::crashed;
  } else if (r.how == ending::complete && !clean) {
    r.how = ending::exited;
  }
  r.status = number;
}

// What is left of the output for the learner to read.
void show_output(record& r) {
  bool whole = r.output_bytes <= r.output.size();
  std::string own = r.how == ending::sanitizer
                        ? without_sanitizer_report(r.output)
                        : without_symbolizer(r.output);
  if (own.size() != r.output.size()) {
    // Lines that the report was set apart with.
    while (own.ends_with('\n')) own.pop_back();
  }
  r.output = printable(own);
  if (whole) r.output_bytes = r.output.size();
}

}  // namespace

session::session(session_options o) : options_(std::move(o)) {}
session::~session() = default;

record session::run(const std::string& probe,
                    const std::vector<probe_input>& inputs, bool fresh) {
  std::string request = run_request(probe, inputs);
  if (never_started_) return *never_started_;
  record r;
  if (process_ && (fresh || process_->ended || process_->threads != 1))
    process_.reset();
  if (!process_) {
    process_ = std::make_unique<process>(options_);
    process_->wait_hello(r);
  }
  if (process_->ended) {
    bool by_itself = r.how == ending::no_start && r.limit_ms == 0;
    if (!by_itself) ::kill(process_->pid, SIGKILL);
    r.status = process_->reap();
    process_->drain(r);
    r.output = process_->printed.text();
  } else {
    process_->send(request);
    process_->wait_case(r, options_,
                        [&] { return options_.limit(probe, inputs); });
    bool server_gone = process_->ended && r.how == ending::exited;
    if (process_->ended && r.how == ending::complete) r.how = ending::exited;
    if (server_gone) r.status = process_->reap();
    r.output = process_->printed.text();
    classify(r, r.output, options_.build);
  }
  process_->printed.clear();
  show_output(r);
  if (r.how == ending::no_start) never_started_ = r;
  return r;
}

}  // namespace grader
