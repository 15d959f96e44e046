// SPDX-License-Identifier: MIT
//
// Time, futexes, static variables, thread exits, assertions and the end of the
// program, as the program under test finds them.
#include <linux/futex.h>
#include <sys/single_threaded.h>
#include <sys/syscall.h>
#include <cerrno>
#include <checker/execution.hpp>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#define CALLER __builtin_return_address(0)

namespace checker {
namespace {

constexpr std::uint64_t second = 1'000'000'000;  // ns

std::uint64_t nanoseconds(const timespec* t) {
  return static_cast<std::uint64_t>(t->tv_sec) * second +
         static_cast<std::uint64_t>(t->tv_nsec);
}

long system_call(long number, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
}

int sleep_until(std::uint64_t deadline, const void* pc) {
  execution& e = *the_execution;
  const execution::inside own(e);
  e.sleep_until(deadline, e.place(pc));
  return 0;
}

// Returns: -1 with errno set, or what the call returns.
long futex(long word, long command, long value, long timeout, const void* pc) {
  execution& e = *the_execution;
  const execution::inside own(e);
  const code_place place = e.place(pc);
  const auto at = static_cast<address>(word);
  const int kind = static_cast<int>(command) & FUTEX_CMD_MASK;
  if (kind == FUTEX_WAKE) {
    return e.sync().futex_wake(at, static_cast<int>(value), place);
  }
  if (kind != FUTEX_WAIT && kind != FUTEX_WAIT_BITSET) {
    e.fail(problem::limit, place, "a futex operation that is not modelled");
  }
  std::uint64_t deadline = 0;
  if (timeout != 0) {
    deadline = nanoseconds(reinterpret_cast<const timespec*>(timeout));
    if (kind == FUTEX_WAIT) deadline += e.now();
  }
  switch (e.sync().futex_wait(at, 4, static_cast<std::uint32_t>(value),
                              deadline, place)) {
    case sync_objects::futex_result::woken:
      return 0;
    case sync_objects::futex_result::differs:
      errno = EAGAIN;
      return -1;
    case sync_objects::futex_result::timed_out:
      errno = ETIMEDOUT;
      return -1;
  }
  return 0;
}

}  // namespace
}  // namespace checker

using checker::execution;
using checker::is_modelled;
using checker::the_execution;

// While this is set, std::shared_ptr counts without atomic operations: libc
// does not see the threads that we make.
[[gnu::constructor(101)]] static void expect_threads() {
  __libc_single_threaded = 0;
}

extern "C" {

// --- time ---

int clock_gettime(clockid_t clock, timespec* to) {
  if (is_modelled()) {
    to->tv_sec = static_cast<time_t>(the_execution->now() / checker::second);
    to->tv_nsec = static_cast<long>(the_execution->now() % checker::second);
    return 0;
  }
  const long result = checker::system_call(
      SYS_clock_gettime, clock, reinterpret_cast<long>(to), 0, 0, 0, 0);
  if (result == 0) return 0;
  errno = static_cast<int>(-result);
  return -1;
}
int nanosleep(const timespec* time, timespec*) {
  if (!is_modelled()) return 0;
  return checker::sleep_until(the_execution->now() + checker::nanoseconds(time),
                              CALLER);
}
int clock_nanosleep(clockid_t, int flags, const timespec* time, timespec*) {
  if (!is_modelled()) return 0;
  const std::uint64_t from = flags == TIMER_ABSTIME ? 0 : the_execution->now();
  return checker::sleep_until(from + checker::nanoseconds(time), CALLER);
}

// --- futexes ---

long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long a[6];
  for (long& argument : a) argument = va_arg(list, long);
  va_end(list);
  if (number == SYS_futex && is_modelled()) {
    return checker::futex(a[0], a[1], a[2], a[3], CALLER);
  }
  const long result =
      checker::system_call(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  if (result >= 0 || result < -4095) return result;
  errno = static_cast<int>(-result);
  return -1;
}

// --- static variables of functions ---
//
// The first byte of a guard says whether the variable is there; code looks at
// it with an atomic load before it comes here.

int __cxa_guard_acquire(unsigned char* guard) {
  if (!is_modelled()) return *guard == 0;
  execution& e = *the_execution;
  const execution::inside own(e);
  const checker::code_place place = e.place(CALLER);
  const auto at = reinterpret_cast<checker::address>(guard);
  e.sync().lock(at + 1, false, place);
  if (*guard == 0) return 1;
  e.sync().unlock(at + 1, place);
  return 0;
}
void __cxa_guard_release(unsigned char* guard) {
  if (!is_modelled()) {
    *guard = 1;
    return;
  }
  execution& e = *the_execution;
  const execution::inside own(e);
  const checker::code_place place = e.place(CALLER);
  const auto at = reinterpret_cast<checker::address>(guard);
  e.mem().store(at, 1, 1, __ATOMIC_RELEASE, place);
  e.sync().unlock(at + 1, place);
}
void __cxa_guard_abort(unsigned char* guard) {
  if (!is_modelled()) return;
  execution& e = *the_execution;
  const execution::inside own(e);
  e.sync().unlock(reinterpret_cast<checker::address>(guard) + 1,
                  e.place(CALLER));
}

int __cxa_thread_atexit(void (*destroy)(void*), void* object, void*) {
  if (is_modelled()) {
    const execution::inside own(*the_execution);
    the_execution->self().at_exit.push_back({destroy, object});
  }
  return 0;
}

// --- the end ---

[[noreturn]] void __assert_fail(const char* expression, const char* file,
                                unsigned line, const char*) {
  if (is_modelled()) {
    execution& e = *the_execution;
    const execution::inside own(e);
    e.fail(checker::problem::assertion, e.place(CALLER), expression);
  }
  std::fprintf(stderr, "%s:%u: assertion failed: %s\n", file, line, expression);
  std::_Exit(134);
}

void abort() {
  if (is_modelled()) {
    execution& e = *the_execution;
    const execution::inside own(e);
    e.fail(checker::problem::crash, e.place(CALLER), "abort() was called");
  }
  std::_Exit(134);
}

void exit(int status) {
  if (is_modelled()) {
    execution& e = *the_execution;
    const execution::inside own(e);
    e.fail(checker::problem::misuse, e.place(CALLER), "exit() was called");
  }
  std::fflush(nullptr);
  std::_Exit(status);
}

}  // extern "C"
