// SPDX-License-Identifier: MIT
//
// The runtime's thread_parker and block_on for a scenario that has one thread.
// They are the real files; the mutex and the condition variable in them are
// these, which sleep nowhere. Where a thread would lock or sleep, they call the
// scenario: it lets the other side take its turn there, in a chosen place.
//
// wasm32-wasi has no std::mutex at all. The native build uses these as well, so
// that both do the same. Include this last: the names stay changed.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

namespace figure {

/// The owner of the mutex is about to lock it.
void on_lock();
/// The thread sleeps, until this returns. Returns only if somebody notified.
void on_sleep();
/// The thread that sleeps, or nobody, is notified.
void on_notify();

}  // namespace figure

// In std, because the runtime says std::mutex; under another name, because the
// native library has one.
namespace std {

enum class one_thread_status { no_timeout, timeout };

struct one_thread_mutex {
  void lock() { figure::on_lock(); }
  void unlock() {}
};

template <class Mutex>
struct one_thread_lock {
  explicit one_thread_lock(Mutex& mutex) : mutex_(mutex) { mutex_.lock(); }
  ~one_thread_lock() { mutex_.unlock(); }
  one_thread_lock(const one_thread_lock&) = delete;
  one_thread_lock& operator=(const one_thread_lock&) = delete;
  Mutex& mutex_;
};

struct one_thread_condition {
  template <class Lock>
  void wait(Lock&) {
    figure::on_sleep();
  }
  template <class Lock, class Time>
  one_thread_status wait_until(Lock&, Time) {
    figure::on_sleep();
    return one_thread_status::no_timeout;
  }
  void notify_one() { figure::on_notify(); }
};

}  // namespace std

#define mutex one_thread_mutex
#define condition_variable one_thread_condition
#define lock_guard one_thread_lock
#define unique_lock one_thread_lock
#define cv_status one_thread_status
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/thread_parker.hpp>
