// SPDX-License-Identifier: MIT
#include "run/started_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include "course/error.hpp"
#include "grader/wire.hpp"
#include "sandbox/one_process.hpp"

namespace grader {
namespace {

constexpr int reap_grace_ms = 1000;

void close_fd(int& fd) {
  if (fd >= 0) ::close(std::exchange(fd, -1));
}

// In the child, between fork and exec: the descriptors where the program and
// the sandbox look for them, and no other.
struct descriptors {
  int packets, pipe, program, filter;

  void put_in_place() {
    program = ::fcntl(program, F_DUPFD, 64);  // out of the way of the others
    filter = ::fcntl(filter, F_DUPFD, 64);
    ::dup2(pipe, 1);
    ::dup2(pipe, 2);
    // The packet socket last: its number may be one of the others'.
    ::dup2(packets, wire::probe_fd);
    ::fcntl(wire::probe_fd, F_SETFD, 0);
    ::dup2(program, program_fd);
    int last = program_fd;
    if (filter >= 0) last = ::dup2(filter, filter_fd);
    for (int fd = last + 1; fd <= std::max(program, filter); ++fd) ::close(fd);
  }
};

}  // namespace

started_program::started_program(const std::filesystem::path& program,
                                 build_kind b, isolation level,
                                 bool one_process, int mutant) {
  int packets[2], pipes[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, packets) < 0 ||
      ::pipe2(pipes, O_CLOEXEC) < 0)
    throw environment_error("cannot make a socket");
  int filter =
      one_process && level == isolation::isolated ? one_process_filter() : -1;
  std::vector<std::string> command =
      sandbox_command(level, program, b, filter >= 0, mutant);
  std::vector<char*> argv;
  for (std::string& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  // A sandbox stays in the judge's group, and goes with it in one stroke: its
  // second process, left alone before it is set up, would wait for ever.
  int file = ::open(program.c_str(), O_RDONLY | O_CLOEXEC);
  const bool own_group = level == isolation::unsafe_local;
  pid_t parent = ::getpid();
  pid = ::fork();
  if (pid < 0) throw environment_error("cannot start a process");
  if (pid == 0) {
    if (own_group) ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    descriptors{packets[1], pipes[1], file, filter}.put_in_place();
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    apply_limits(limits_for(b), b);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  if (own_group) ::setpgid(pid, pid);
  close_fd(file);
  close_fd(filter);
  ::close(packets[1]);
  ::close(pipes[1]);
  socket = packets[0];
  output = pipes[0];
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  ::fcntl(output, F_SETFL, O_NONBLOCK);
  pid_fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

started_program::~started_program() {
  if (pid > 0) {
    // The sandbox's first process takes all others with it; outside of a
    // sandbox the group is what there is, and the kernel kills the cases.
    ::kill(-pid, SIGKILL);
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
  close_fd(pid_fd);
  close_fd(socket);
  close_fd(output);
}

void started_program::send(std::string_view packet) const {
  ::send(socket, packet.data(), packet.size(), MSG_NOSIGNAL);
}

void started_program::close_output() { close_fd(output); }

int started_program::reap() {
  pollfd gone{pid_fd, POLLIN, 0};
  ::poll(&gone, 1, reap_grace_ms);
  ::kill(-pid, SIGKILL);
  ::kill(pid, SIGKILL);
  int status = 0;
  ::waitpid(std::exchange(pid, -1), &status, 0);
  // The sandbox tells of a signal in its exit status.
  if (WIFEXITED(status) && WEXITSTATUS(status) > 128)
    status = WEXITSTATUS(status) - 128;
  return status;
}

}  // namespace grader
