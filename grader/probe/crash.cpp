// SPDX-License-Identifier: MIT
//
// Says where a case was when it crashed, or when the judge asks because it
// hangs: addresses relative to the program, which the judge turns into lines.
#include <dlfcn.h>
#include <sys/resource.h>
#include <unistd.h>
#include <unwind.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

#include <grader/probe.hpp>

#include "internal.hpp"

extern "C" char __executable_start;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PROBE_SANITIZED 1
#endif
#endif

namespace probe::detail {
namespace {

constexpr int max_frames = 48;

// A crash packet, built without allocating.
struct packet {
  char kind;
  char fields[8 * (max_frames + 3)];
  unsigned size = 0;

  void put(std::int64_t v) {
    __builtin_memcpy(fields + size, &v, sizeof v);
    size += sizeof v;
  }
};

struct frames {
  std::int64_t at[max_frames];
  int count = 0;
};

_Unwind_Reason_Code visit(_Unwind_Context* context, void* into) {
  auto& f = *static_cast<frames*>(into);
  std::uintptr_t pc = _Unwind_GetIP(context);
  std::uintptr_t base = reinterpret_cast<std::uintptr_t>(&__executable_start);
  if (pc > base) f.at[f.count++] = static_cast<std::int64_t>(pc - base);
  return f.count == max_frames ? _URC_END_OF_STACK : _URC_NO_REASON;
}

void report(packet& p) {
  frames f;
  _Unwind_Backtrace(visit, &f);
  p.put(f.count);
  for (int i = 0; i < f.count; ++i) p.put(f.at[i]);
  send_raw(&p.kind, 1 + p.size);
}

// True when the address lies just outside of the stack's end: the stack is
// full.
bool near_stack_end(const siginfo_t* info, const ucontext_t* context) {
  if (info->si_signo != SIGSEGV) return false;
  auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  auto pointer =
      static_cast<std::uintptr_t>(context->uc_mcontext.gregs[REG_RSP]);
  std::uintptr_t distance =
      address > pointer ? address - pointer : pointer - address;
  return distance < (1u << 16);
}

void on_crash(int number, siginfo_t* info, void* context) {
  packet p{.kind = static_cast<char>(wire::kind::crash), .fields = {}};
  p.put(number);
  p.put(near_stack_end(info, static_cast<ucontext_t*>(context)) ? 1 : 0);
  report(p);
  std::signal(number, SIG_DFL);
  ::raise(number);
}

void on_dump(int) {
  int saved = errno;
  packet p{.kind = static_cast<char>(wire::kind::backtrace), .fields = {}};
  report(p);
  errno = saved;
}

void handle(int number, void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action{};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND;
  ::sigaction(number, &action, nullptr);
}

}  // namespace
}  // namespace probe::detail

void probe::remember_stack() noexcept {
  if (detail::is_alone()) return;
  detail::packet p{.kind = static_cast<char>(wire::kind::backtrace),
                   .fields = {}};
  detail::report(p);
}

namespace probe::detail {

int dump_signal() noexcept { return wire::dump_signal; }

void install_crash_handlers() noexcept {
  static char stack[1 << 16];
  stack_t alternate{};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof stack;
  // The sanitizers have handlers of their own for the faults of memory.
#ifndef PROBE_SANITIZED
  ::sigaltstack(&alternate, nullptr);
  for (int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) handle(number, on_crash);
#endif
  handle(SIGABRT, on_crash);
  struct sigaction action{};
  action.sa_handler = on_dump;
  action.sa_flags = SA_RESTART;
  ::sigaction(dump_signal(), &action, nullptr);
  // The first unwinding loads libgcc: not in a handler.
  frames f;
  _Unwind_Backtrace(visit, &f);
}

}  // namespace probe::detail
