// SPDX-License-Identifier: MIT
//
// main() of every probe program: waits for the judge's requests and forks one
// process a case, from a process in which no case ever ran.
#include <grader/probe.hpp>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

#include "internal.hpp"

namespace probe {
namespace {

entry* first_entry = nullptr;

int count_threads() {
  DIR* dir = ::opendir("/proc/self/task");
  if (dir == nullptr) return 1;
  int count = 0;
  while (dirent* e = ::readdir(dir)) count += e->d_name[0] != '.' ? 1 : 0;
  ::closedir(dir);
  return count;
}

entry* named(std::string_view name) {
  entry* e = first_entry;
  while (e != nullptr && name != e->name) e = e->next;
  if (e == nullptr)
    detail::fault("the probe has no PROBE(" + std::string(name) + ")");
  return e;
}

// Runs the case and never returns. Leaves with _exit, so that the learner's
// static destructors, which belong to the first process, do not run here.
[[noreturn]] void run_case(wire::reader request) {
  const entry* e = named(request.get_text());
  detail::take_inputs(request);
  detail::count_allocations();
  try {
    detail::mark_stack();
    e->run();
  } catch (const std::exception& x) {
    detail::send(wire::writer(wire::kind::threw).put_text(x.what()));
    ::_exit(1);
  } catch (...) {
    detail::send(
        wire::writer(wire::kind::threw).put_text("not a std::exception"));
    ::_exit(1);
  }
  std::fflush(nullptr);
  detail::check_leaks();
  detail::send(wire::writer(wire::kind::end).put(detail::events_sent()));
  ::_exit(0);
}

pid_t fork_case(const wire::reader& request) {
  pid_t server = ::getpid();
  pid_t child = ::fork();
  if (child != 0) {
    if (child > 0) ::setpgid(child, child);
    return child;
  }
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != server) ::_exit(1);
  detail::install_crash_handlers();
  run_case(request);
}

struct buffer {
  char bytes[wire::max_packet];
  std::string_view take() {
    ssize_t n;
    do n = ::recv(wire::probe_fd, bytes, sizeof bytes, 0);
    while (n < 0 && errno == EINTR);
    return {bytes, n > 0 ? static_cast<std::size_t>(n) : 0};
  }
};

// Waits for the end of the case; meanwhile the judge may ask to dump or to stop
// it. False when the judge has gone.
bool await_case(pid_t child, buffer& requests) {
  int pid_fd = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  bool judge_there = true;
  while (true) {
    pollfd fds[] = {{pid_fd, POLLIN, 0}, {wire::probe_fd, POLLIN, 0}};
    if (::poll(fds, 2, -1) < 0) continue;
    if (fds[0].revents != 0) break;
    std::string_view packet = requests.take();
    if (packet.empty()) judge_there = false;
    bool dump = judge_there && wire::reader(packet).type() == wire::kind::dump;
    ::kill(dump ? child : -child, dump ? detail::dump_signal() : SIGKILL);
    if (!judge_there) break;
  }
  ::close(pid_fd);
  ::kill(-child, SIGKILL);  // what the case left behind
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  while (::waitpid(-1, nullptr, WNOHANG) > 0) {
  }
  if (judge_there)
    detail::send(
        wire::writer(wire::kind::exited)
            .put(status)
            .put((used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000 +
                 used.ru_utime.tv_usec + used.ru_stime.tv_usec)
            .put(used.ru_maxrss));
  return judge_there;
}

}  // namespace

void enlist(entry& e) noexcept {
  e.next = first_entry;
  first_entry = &e;
}

int detail::serve() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::fcntl(wire::probe_fd, F_SETFD, FD_CLOEXEC);
  detail::send(
      wire::writer(wire::kind::hello).put(wire::protocol).put(count_threads()));
  static buffer requests;
  while (true) {
    std::string_view packet = requests.take();
    if (packet.empty()) return 0;
    wire::reader request(packet);
    if (request.type() == wire::kind::measure) {
      detail::install_crash_handlers();
      detail::expect_batches();
      run_case(request);
    }
    if (request.type() != wire::kind::run) continue;
    pid_t child = fork_case(request);
    if (child < 0) detail::fault(std::string("fork: ") + std::strerror(errno));
    if (!await_case(child, requests)) return 0;
  }
}

int detail::run_alone(const char* file) {
  static buffer request;
  const int fd = ::open(file, O_RDONLY | O_CLOEXEC);
  const ssize_t size = ::read(fd, request.bytes, sizeof request.bytes);
  ::close(fd);
  detail::expect_no_judge();
  if (size <= 0) detail::fault(std::string("cannot read ") + file);
  wire::reader packet({request.bytes, static_cast<std::size_t>(size)});
  const entry* e = named(packet.get_text());
  detail::take_inputs(packet);
  detail::count_allocations();
  detail::mark_stack();
  e->run();
  std::fflush(nullptr);
  ::_exit(0);  // as a case leaves: no static destructors
}

}  // namespace probe
