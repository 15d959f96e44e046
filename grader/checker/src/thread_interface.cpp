// SPDX-License-Identifier: MIT
//
// Threads, mutexes and condition variables of the C library, as the program
// under test finds them. What the checker itself calls does nothing: it has one
// thread.
#include <pthread.h>
#include <sched.h>
#include <cerrno>
#include <checker/execution.hpp>
#include <checker/program.hpp>
#include <ctime>

#define CALLER __builtin_return_address(0)

// Where std::call_once puts what it wants to be called: libstdc++'s, and not of
// a fiber.
namespace std {
extern __thread void* __once_callable;
extern __thread void (*__once_call)();
}  // namespace std

namespace checker {
namespace {

template <class T>
address address_of(T* object) {
  return reinterpret_cast<address>(object);
}

std::uint64_t nanoseconds(const timespec* t) {
  return static_cast<std::uint64_t>(t->tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(t->tv_nsec);
}

bool is_recursive(const pthread_mutex_t* m) {
  return (m->__data.__kind & 3) == PTHREAD_MUTEX_RECURSIVE_NP;
}

// What a call needs that is modelled.
struct call {
  explicit call(const void* pc)
      : run(*the_execution), own(run), place(run.place(pc)) {}
  sync_objects& sync() const { return run.sync(); }

  execution& run;
  execution::inside own;
  code_place place;
};

int wait(pthread_cond_t* condition, pthread_mutex_t* mutex,
         const timespec* deadline, const void* pc) {
  if (!is_modelled()) return 0;
  const call c(pc);
  const std::uint64_t until = deadline == nullptr ? 0 : nanoseconds(deadline);
  return c.sync().wait(address_of(condition), address_of(mutex), until, c.place)
             ? 0
             : ETIMEDOUT;
}

int notify(pthread_cond_t* condition, bool all, const void* pc) {
  if (!is_modelled()) return 0;
  const call c(pc);
  c.sync().notify(address_of(condition), all, c.place);
  return 0;
}

template <class T>
int destroy(T* object, const void* pc) {
  if (!is_modelled()) return 0;
  const call c(pc);
  c.run.mem().destroy(address_of(object), sizeof(T), c.place);
  return 0;
}

int lock_until(pthread_mutex_t* m, const timespec* deadline, const void* pc) {
  if (!is_modelled()) return 0;
  const call c(pc);
  return c.sync().lock_until(address_of(m), nanoseconds(deadline), c.place)
             ? 0
             : ETIMEDOUT;
}

bool is_modelled_for(const void* pc) {
  return is_modelled() && !is_in_unwinder(reinterpret_cast<address>(pc));
}

// Threads have the numbers from 1.
pthread_t handle_of(thread_id t) { return static_cast<pthread_t>(t + 1); }
thread_id thread_of(pthread_t t) { return static_cast<thread_id>(t) - 1; }

}  // namespace
}  // namespace checker

using checker::call;
using checker::is_modelled;

extern "C" {

// --- threads ---

int pthread_create(pthread_t* thread, const pthread_attr_t*,
                   void* (*routine)(void*), void* argument) {
  if (!is_modelled()) return EAGAIN;
  const call c(CALLER);
  *thread = checker::handle_of(c.run.spawn(routine, argument, c.place));
  return 0;
}
int pthread_join(pthread_t thread, void** result) {
  if (!is_modelled()) return EINVAL;
  const call c(CALLER);
  void* const its = c.run.join(checker::thread_of(thread), c.place);
  if (result != nullptr) *result = its;
  return 0;
}
int pthread_detach(pthread_t thread) {
  if (!is_modelled()) return 0;
  checker::the_execution->thread(checker::thread_of(thread)).is_detached = true;
  return 0;
}
void pthread_exit(void* result) {
  const call c(CALLER);
  c.run.exit_thread(result);
}
pthread_t pthread_self() {
  if (is_modelled()) {
    return checker::handle_of(checker::the_execution->current());
  }
  pthread_t own;  // where the C library keeps it
  asm("movq %%fs:0x10, %0" : "=r"(own));
  return own;
}
int pthread_setname_np(pthread_t, const char*) { return 0; }
int sched_yield() {
  if (!is_modelled()) return 0;
  const call c(CALLER);
  c.run.yield(c.place);
  return 0;
}
int get_nprocs() { return 2; }

// --- mutexes ---

int pthread_mutex_lock(pthread_mutex_t* m) {
  if (!checker::is_modelled_for(CALLER)) return 0;
  const call c(CALLER);
  c.sync().lock(checker::address_of(m), checker::is_recursive(m), c.place);
  return 0;
}
int pthread_mutex_trylock(pthread_mutex_t* m) {
  if (!checker::is_modelled_for(CALLER)) return 0;
  const call c(CALLER);
  return c.sync().try_lock(checker::address_of(m), checker::is_recursive(m),
                           c.place)
             ? 0
             : EBUSY;
}
int pthread_mutex_timedlock(pthread_mutex_t* m, const timespec* deadline) {
  return checker::lock_until(m, deadline, CALLER);
}
int pthread_mutex_clocklock(pthread_mutex_t* m, clockid_t,
                            const timespec* deadline) {
  return checker::lock_until(m, deadline, CALLER);
}
int pthread_mutex_unlock(pthread_mutex_t* m) {
  if (!checker::is_modelled_for(CALLER)) return 0;
  const call c(CALLER);
  c.sync().unlock(checker::address_of(m), c.place);
  return 0;
}
int pthread_mutex_destroy(pthread_mutex_t* object) {
  return checker::destroy(object, CALLER);
}

// --- shared mutexes ---

int pthread_rwlock_wrlock(pthread_rwlock_t* m) {
  if (!is_modelled()) return 0;
  const call c(CALLER);
  c.sync().lock(checker::address_of(m), false, c.place);
  return 0;
}
int pthread_rwlock_trywrlock(pthread_rwlock_t* m) {
  if (!is_modelled()) return 0;
  const call c(CALLER);
  return c.sync().try_lock(checker::address_of(m), false, c.place) ? 0 : EBUSY;
}
int pthread_rwlock_rdlock(pthread_rwlock_t* m) {
  if (!is_modelled()) return 0;
  const call c(CALLER);
  c.sync().lock_shared(checker::address_of(m), c.place);
  return 0;
}
int pthread_rwlock_tryrdlock(pthread_rwlock_t* m) {
  if (!is_modelled()) return 0;
  const call c(CALLER);
  return c.sync().try_lock_shared(checker::address_of(m), c.place) ? 0 : EBUSY;
}
int pthread_rwlock_unlock(pthread_rwlock_t* m) {
  if (!is_modelled()) return 0;
  const call c(CALLER);
  c.sync().unlock(checker::address_of(m), c.place);
  return 0;
}
int pthread_rwlock_destroy(pthread_rwlock_t* object) {
  return checker::destroy(object, CALLER);
}

// --- condition variables ---

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  return checker::wait(condition, mutex, nullptr, CALLER);
}
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* deadline) {
  return checker::wait(condition, mutex, deadline, CALLER);
}
int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           clockid_t, const timespec* deadline) {
  return checker::wait(condition, mutex, deadline, CALLER);
}
int pthread_cond_signal(pthread_cond_t* condition) {
  return checker::notify(condition, false, CALLER);
}
int pthread_cond_broadcast(pthread_cond_t* condition) {
  return checker::notify(condition, true, CALLER);
}
int pthread_cond_destroy(pthread_cond_t* object) {
  return checker::destroy(object, CALLER);
}

// --- once ---

int pthread_once(pthread_once_t* once, void (*routine)()) {
  constexpr pthread_once_t done = 2;
  if (!checker::is_modelled_for(CALLER)) {
    if (*once != done) routine();
    *once = done;
    return 0;
  }
  void* const callable = std::__once_callable;
  void (*const its_call)() = std::__once_call;
  pthread_mutex_t* const mutex = reinterpret_cast<pthread_mutex_t*>(once);
  {
    const call c(CALLER);
    c.sync().lock(checker::address_of(mutex), false, c.place);
  }
  if (*once != done) {
    std::__once_callable = callable;
    std::__once_call = its_call;
    try {
      routine();
    } catch (...) {
      const call c(CALLER);
      c.sync().unlock(checker::address_of(mutex), c.place);
      throw;
    }
    *once = done;
  }
  const call c(CALLER);
  c.sync().unlock(checker::address_of(mutex), c.place);
  return 0;
}

}  // extern "C"
