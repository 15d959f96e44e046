// SPDX-License-Identifier: MIT
//
// Moments that no test can wait for: between a look and a sleep, between a wake
// and its end.
#include <atomic>
#include <cassert>
#include <ch01/poll_with.hpp>
#include <chrono>
#include <grader/model.hpp>
#include <kioto/future/context.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <thread>
#include <utility>

using ch01::answer;
using ch01::poll_with;
using kioto::thread_parker;

// case: an unpark at any moment of a park is not lost
PROBE_MODEL(unpark_at_any_moment) {
  thread_parker parker;
  int note = 0;
  std::thread other([&] {
    note = 1;
    parker.unpark();
  });
  parker.park();
  assert(note == 1);
  other.join();
}

// case: one park sees what was done before each of two unparks
PROBE_MODEL(two_unparks) {
  thread_parker parker;
  int first_note = 0, second_note = 0;
  // relaxed: says that it has happened, and publishes nothing.
  std::atomic<bool> first_is_done{false}, second_is_done{false};
  std::thread first([&] {
    first_note = 1;
    parker.unpark();
    first_is_done.store(true, std::memory_order_relaxed);
  });
  std::thread second([&] {
    second_note = 1;
    parker.unpark();
    second_is_done.store(true, std::memory_order_relaxed);
  });
  while (!first_is_done.load(std::memory_order_relaxed) ||
         !second_is_done.load(std::memory_order_relaxed))
    std::this_thread::yield();
  parker.park();
  assert(first_note + second_note == 2);
  first.join();
  second.join();
}

// case: an unpark at the moment of the deadline leaves its token
PROBE_MODEL(unpark_at_the_deadline) {
  thread_parker parker;
  int note = 0;
  std::thread other([&] {
    note = 1;
    parker.unpark();
  });
  const auto soon =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(1);
  if (!parker.park_until(soon)) parker.park();
  assert(note == 1);
  other.join();
}

// case: a wake is not lost at any moment of block_on
PROBE_MODEL(wake_at_any_moment) {
  int note = 0, polls = 0;
  std::thread other;
  const int got = kioto::block_on(poll_with<int>([&](kioto::context& cx) {
    if (++polls > 1) return answer<int>::ready(note);
    other = std::thread([&note, w = cx.waker()]() mutable {
      note = 1;
      w.wake_by_ref();
      std::move(w).wake();
    });
    return answer<int>::pending();
  }));
  assert(got == 1);
  other.join();
}
