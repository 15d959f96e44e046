// SPDX-License-Identifier: MIT
#include "sandbox/sandbox.hpp"

#include <sys/personality.h>
#include <sys/resource.h>
#include <unistd.h>

#include "build/jobs.hpp"

namespace grader {
namespace {

void add(std::vector<std::string>& to,
         std::initializer_list<const char*> words) {
  to.insert(to.end(), words.begin(), words.end());
}

// Set by find_isolation when root runs the grader: the sandbox then belongs to
// another user. Root's own would own every file of the machine's root that it
// can see, and no limit on processes holds for it.
bool leaves_root = false;

std::vector<std::string> bubblewrap(bool as_nobody) {
  std::vector<std::string> c;
  if (as_nobody)
    add(c, {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
            "--pdeathsig=KILL", "--"});
  add(c, {"bwrap", "--unshare-user", "--unshare-pid", "--unshare-net",
          "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
          "--disable-userns", "--die-with-parent", "--new-session", "--uid",
          "65534", "--gid", "65534", "--hostname", "sandbox"});
  add(c, {"--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib",
          "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin"});
  add(c, {"--proc", "/proc", "--dev", "/dev"});
  // The first user's files in /proc are writable for a grader that root runs,
  // and what grows in /dev would be memory that nobody counts.
  std::error_code ec;
  for (const char* folder : {"/proc/sys", "/proc/irq", "/proc/bus", "/proc/fs"})
    if (std::filesystem::exists(folder, ec))
      add(c, {"--tmpfs", folder, "--remount-ro", folder});
  constexpr const char* trigger = "/proc/sysrq-trigger";
  if (std::filesystem::exists(trigger, ec))
    add(c, {"--ro-bind", "/dev/null", trigger});
  add(c, {"--remount-ro", "/dev"});
  return c;
}

void set_limit(int resource, rlim_t value) {
  rlimit r{value, value};
  ::setrlimit(resource, &r);
}

}  // namespace

std::string_view name_of(isolation level) {
  return level == isolation::isolated ? "isolated" : "unsafe-local";
}

isolation find_isolation(std::string* why_not) {
  if (find_program("bwrap").empty()) {
    if (why_not != nullptr) *why_not = "bubblewrap is not installed";
    return isolation::unsafe_local;
  }
  job_result r;
  for (bool as_nobody : {true, false}) {
    if (as_nobody && ::geteuid() != 0) continue;
    std::vector<std::string> command = bubblewrap(as_nobody);
    add(command, {"--", "/usr/bin/true"});
    r = run_command(std::move(command));
    leaves_root = as_nobody;
    if (r.ok()) return isolation::isolated;
  }
  if (why_not != nullptr) *why_not = r.output.substr(0, r.output.find('\n'));
  return isolation::unsafe_local;
}

sandbox_limits limits_for(build_kind b) {
  if (b == build_kind::plain || b == build_kind::perf)
    return {.memory_bytes = 512u << 20, .address_bytes = std::size_t{4} << 30};
  return {.memory_bytes = 1536u << 20, .address_bytes = 0};
}

std::vector<std::string> sandbox_command(isolation level,
                                         const std::filesystem::path& program,
                                         build_kind b, bool filtered,
                                         int mutant) {
  std::vector<std::string> environment = runtime_environment(b);
  if (mutant != 0)
    environment.push_back("KIOTO_MUTANT=" + std::to_string(mutant));
  std::vector<std::string> c;
  if (level == isolation::unsafe_local) {
    add(c, {"/usr/bin/env", "-i"});
    c.insert(c.end(), environment.begin(), environment.end());
    c.push_back(program.string());
    return c;
  }
  c = bubblewrap(leaves_root);
  if (filtered) c.insert(c.end(), {"--seccomp", std::to_string(filter_fd)});
  add(c, {"--size"});
  c.push_back(std::to_string(limits_for(b).tmp_bytes));
  // A copy: the user of the sandbox may not reach the folder of the program.
  add(c, {"--tmpfs", "/tmp", "--perms", "0555", "--file"});
  c.push_back(std::to_string(program_fd));
  add(c, {"/probe", "--remount-ro", "/", "--chdir", "/tmp", "--clearenv"});
  for (const std::string& e : environment) {
    std::size_t equals = e.find('=');
    c.insert(c.end(), {"--setenv", e.substr(0, equals), e.substr(equals + 1)});
  }
  // Processes are counted a user namespace: set in here, before the program's
  // static constructors run, the limit stops a fork bomb in its own sandbox.
  add(c, {"--", "/usr/bin/prlimit", "--nproc=256:256", "/probe"});
  return c;
}

void apply_limits(const sandbox_limits& l, build_kind b) {
  set_limit(RLIMIT_CPU, static_cast<rlim_t>(l.cpu_seconds));
  set_limit(RLIMIT_FSIZE, l.file_bytes);
  set_limit(RLIMIT_CORE, 0);
  set_limit(RLIMIT_NOFILE, 256);
  set_limit(RLIMIT_STACK, 8u << 20);
  if (l.address_bytes != 0) set_limit(RLIMIT_AS, l.address_bytes);
  // The same memory in each run: what comes out by chance, such as a value that
  // was never written or what select draws, comes out alike. And
  // ThreadSanitizer needs its shadow where it expects it. What is measured is
  // measured at many addresses: they may cost or save some time.
  if (b != build_kind::perf) ::personality(ADDR_NO_RANDOMIZE);
}

}  // namespace grader
