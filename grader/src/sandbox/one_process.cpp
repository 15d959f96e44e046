// SPDX-License-Identifier: MIT
#include "sandbox/one_process.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace grader {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t machine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t machine = 0;
#endif

sock_filter load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

sock_filter give(std::uint32_t verdict) {
  return BPF_STMT(BPF_RET | BPF_K, verdict);
}

// When the loaded word is `word`, the next instruction; else the one behind it.
sock_filter unless_skip(std::uint32_t word) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, word, 0, 1);
}

std::vector<sock_filter> program() {
  constexpr std::uint32_t no = SECCOMP_RET_ERRNO | EPERM;
  std::vector<sock_filter> p;
  p.push_back(load(offsetof(seccomp_data, arch)));
  p.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0));
  p.push_back(give(SECCOMP_RET_KILL_PROCESS));
  p.push_back(load(offsetof(seccomp_data, nr)));
#ifdef __x86_64__
  // The second table of system calls that this machine has.
  constexpr std::uint32_t x32_bit = 0x40000000;
  p.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, x32_bit, 0, 1));
  p.push_back(give(no));
  for (std::uint32_t call : {SYS_fork, SYS_vfork}) {
    p.push_back(unless_skip(call));
    p.push_back(give(no));
  }
#endif
  // Its flags are behind a pointer, which a filter cannot follow. The C library
  // takes clone for a system without it.
  p.push_back(unless_skip(SYS_clone3));
  p.push_back(give(SECCOMP_RET_ERRNO | ENOSYS));
  p.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 1, 0));
  p.push_back(give(SECCOMP_RET_ALLOW));
  p.push_back(load(offsetof(seccomp_data, args[0])));
  p.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1));
  p.push_back(give(SECCOMP_RET_ALLOW));
  p.push_back(give(no));
  return p;
}

}  // namespace

int one_process_filter() {
  if (machine == 0) return -1;
  int fd = ::memfd_create("filter", 0);
  if (fd < 0) return -1;
  std::vector<sock_filter> p = program();
  auto size = static_cast<ssize_t>(p.size() * sizeof(sock_filter));
  if (::write(fd, p.data(), p.size() * sizeof(sock_filter)) != size ||
      ::lseek(fd, 0, SEEK_SET) != 0) {
    ::close(fd);
    return -1;
  }
  return fd;
}

}  // namespace grader
