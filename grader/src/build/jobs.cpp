// SPDX-License-Identifier: MIT
#include "build/jobs.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "course/error.hpp"

namespace grader {
namespace {

using clock = std::chrono::steady_clock;

volatile std::sig_atomic_t interrupt_seen = 0;
int interrupt_pipe[2] = {-1, -1};

void on_interrupt(int) {
  int saved = errno;
  interrupt_seen = 1;
  // A full pipe already wakes the loop.
  [[maybe_unused]] ssize_t n = ::write(interrupt_pipe[1], "", 1);
  errno = saved;
}

void set_limit(int resource, rlim_t value) {
  rlimit r{value, value};
  ::setrlimit(resource, &r);
}

void apply(const job_limits& l) {
  set_limit(RLIMIT_CPU, static_cast<rlim_t>(l.cpu_seconds));
  set_limit(RLIMIT_FSIZE, l.file_bytes);
  set_limit(RLIMIT_CORE, 0);
  if (l.memory_bytes != 0) set_limit(RLIMIT_AS, l.memory_bytes);
}

// In the child, between fork and the job's own code.
void become_job(int output, const job& j, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
  int null = ::open("/dev/null", O_RDONLY);
  ::dup2(null, 0);
  if (!j.body) {
    ::dup2(output, 1);
    ::dup2(output, 2);
  }
  apply(j.limits);
}

[[noreturn]] void exec(const job& j) {
  std::vector<char*> argv;
  for (const std::string& a : j.argv)
    argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  std::string message = "cannot run " + j.argv[0] + ": " + std::strerror(errno);
  [[maybe_unused]] ssize_t n = ::write(2, message.data(), message.size());
  ::_exit(127);
}

double seconds_since(clock::time_point t) {
  return std::chrono::duration<double>(clock::now() - t).count();
}

}  // namespace

bool interrupted() { return interrupt_seen != 0; }

void watch_interrupts() {
  if (interrupt_pipe[0] < 0 &&
      ::pipe2(interrupt_pipe, O_CLOEXEC | O_NONBLOCK) < 0)
    throw environment_error("cannot make a pipe");
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

struct job_pool::running {
  job j;
  pid_t pid = -1;
  int pid_fd = -1;
  int output = -1;  // our end of its pipe; -1 after its end
  clock::time_point began;
  std::string line;  // an incomplete line for on_line
  job_result result;

  ~running() {
    if (pid_fd >= 0) ::close(pid_fd);
    if (output >= 0) ::close(output);
  }
};

job_pool::job_pool(int width)
    : width_(std::max(1, width)), began_(clock::now()) {}

job_pool::~job_pool() { kill_all(); }

void job_pool::submit(job j) {
  auto at = std::find_if(waiting_.begin(), waiting_.end(),
                         [&](const job& w) { return w.priority > j.priority; });
  waiting_.insert(at, std::move(j));
}

void job_pool::start(job j) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) < 0)
    throw environment_error("cannot make a pipe");
  auto r = std::make_unique<running>();
  r->j = std::move(j);
  r->began = clock::now();
  pid_t parent = ::getpid();
  r->pid = ::fork();
  if (r->pid < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    throw environment_error("cannot start a process");
  }
  if (r->pid == 0) {
    become_job(ends[1], r->j, parent);
    if (!r->j.body) exec(r->j);
    int code = 5;
    try {
      code = r->j.body(ends[1]);
    } catch (const std::exception& e) {
      std::string message = std::string("fault: ") + e.what() + "\n";
      [[maybe_unused]] ssize_t n =
          ::write(ends[1], message.data(), message.size());
    }
    ::_exit(code);
  }
  ::setpgid(r->pid, r->pid);
  ::close(ends[1]);
  r->output = ends[0];
  ::fcntl(r->output, F_SETFL, O_NONBLOCK);
  r->pid_fd = static_cast<int>(::syscall(SYS_pidfd_open, r->pid, 0));
  running_.push_back(std::move(r));
}

// Takes what its output pipe holds now.
void job_pool::feed(running& r) {
  char buffer[65536];
  while (r.output >= 0) {
    ssize_t n = ::read(r.output, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;  // nothing more for now
    if (n == 0) {
      ::close(std::exchange(r.output, -1));
      return;
    }
    std::string_view text(buffer, static_cast<size_t>(n));
    if (!r.j.on_line) {
      size_t room = r.j.limits.output_bytes - r.result.output.size();
      r.result.output.append(text.substr(0, room));
      continue;
    }
    r.line.append(text);
    size_t end;
    while ((end = r.line.find('\n')) != std::string::npos) {
      std::string line = r.line.substr(0, end);
      r.line.erase(0, end + 1);
      r.j.on_line(line);
    }
  }
}

void job_pool::finish(std::list<std::unique_ptr<running>>::iterator at) {
  running& r = **at;
  int status = 0;
  // The leader has ended: whatever it left in its group goes with it.
  ::kill(-r.pid, SIGKILL);
  ::waitpid(r.pid, &status, 0);
  feed(r);
  r.result.seconds = seconds_since(r.began);
  if (WIFEXITED(status)) r.result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) r.result.signal = WTERMSIG(status);
  timings_.push_back(
      {r.j.label, seconds_since(began_) - r.result.seconds, r.result.seconds});
  std::unique_ptr<running> done = std::move(*at);
  running_.erase(at);
  if (done->j.then) done->j.then(done->result);
}

void job_pool::turn() {
  std::vector<pollfd> fds;
  fds.push_back({interrupt_pipe[0], POLLIN, 0});
  int wait_ms = 1000;
  for (auto& r : running_) {
    fds.push_back({r->pid_fd, POLLIN, 0});
    fds.push_back({r->output, POLLIN, 0});
    double left =
        static_cast<double>(r->j.limits.wall.count()) - seconds_since(r->began);
    wait_ms = std::min(wait_ms, std::max(1, static_cast<int>(left * 1000)));
  }
  ::poll(fds.data(), fds.size(), wait_ms);
  if (interrupted()) {
    kill_all();
    throw error(exit_status::interrupted, "interrupted");
  }
  // Callbacks may cancel other jobs: collect the processes that ended first.
  std::vector<pid_t> ended;
  size_t i = 1;
  for (auto& r : running_) {
    bool over = (fds[i].revents & POLLIN) != 0;
    if (fds[i + 1].revents != 0) feed(*r);
    i += 2;
    if (!over && seconds_since(r->began) >
                     static_cast<double>(r->j.limits.wall.count())) {
      r->result.timed_out = true;
      ::kill(-r->pid, SIGKILL);
      over = true;
    }
    if (over) ended.push_back(r->pid);
  }
  for (pid_t pid : ended) {
    auto at = std::find_if(running_.begin(), running_.end(),
                           [&](auto& r) { return r->pid == pid; });
    if (at != running_.end()) finish(at);
  }
}

bool job_pool::has_room_for(const job& j) const {
  if (running_.empty()) return true;
  if (j.alone || running_.front()->j.alone) return false;
  return running_.size() < static_cast<size_t>(width_);
}

void job_pool::run() {
  while (!waiting_.empty() || !running_.empty()) {
    while (!waiting_.empty() && has_room_for(waiting_.front())) {
      job next = std::move(waiting_.front());
      waiting_.pop_front();
      start(std::move(next));
    }
    turn();
  }
}

void job_pool::cancel_group(std::string_view group) {
  std::erase_if(waiting_, [&](const job& j) { return j.group == group; });
  for (auto& r : running_) {
    if (r->j.group != group) continue;
    r->j.then = nullptr;
    r->j.on_line = nullptr;
    r->result.cancelled = true;
    ::kill(-r->pid, SIGKILL);
  }
}

void job_pool::kill_all() {
  waiting_.clear();
  for (auto& r : running_) ::kill(-r->pid, SIGKILL);
  for (auto& r : running_) ::waitpid(r->pid, nullptr, 0);
  running_.clear();
}

job_result run_command(std::vector<std::string> argv, job_limits limits) {
  job_result result;
  job_pool pool(1);
  job j;
  j.label = argv.front();
  j.argv = std::move(argv);
  j.limits = limits;
  j.then = [&](const job_result& r) { result = r; };
  pool.submit(std::move(j));
  pool.run();
  return result;
}

}  // namespace grader
