// SPDX-License-Identifier: MIT
//
// thread_parker: park() against unpark(), with and without a deadline.
//
// What holds: a token is never lost, whenever it comes; ten are one; what was
// done before any unpark() is visible behind the park() that comes after it.
//
// Seen to fail, one change at a time. relaxed for release in unpark(), for
// acquire in take_token() or at the end of park_until(): data race. Without the
// lock in unpark(); a look and a store for the exchange of park_until(): lost
// wakeup. A look for the exchange in unpark() when a token is there: data race
// in two_tokens_are_one. No second look after a wakeup: assertion.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <chrono>
#include <kioto/rt/thread_parker.hpp>
#include <thread>

namespace {

using kioto::thread_parker;
constexpr auto relaxed = std::memory_order_relaxed;

CHECKER_SCENARIO(thread_parker_one_token) {
  thread_parker parker;
  int payload = 0;
  std::thread other([&] {
    payload = 1;
    parker.unpark();
  });
  parker.park();
  assert(payload == 1);
  other.join();
}

// The second unpark() finds a token, and has to release what it did all the
// same.
CHECKER_SCENARIO(thread_parker_two_tokens_are_one) {
  thread_parker parker;
  int first = 0, second = 0;
  std::atomic<bool> first_done{false}, second_done{false};
  std::thread a([&] {
    first = 1;
    parker.unpark();
    first_done.store(true, relaxed);
  });
  std::thread b([&] {
    second = 1;
    parker.unpark();
    second_done.store(true, relaxed);
  });
  const bool both = first_done.load(relaxed) && second_done.load(relaxed);
  parker.park();
  if (both) assert(first == 1 && second == 1);
  a.join();
  b.join();
}

CHECKER_SCENARIO(thread_parker_deadline) {
  thread_parker parker;
  int payload = 0;
  std::thread other([&] {
    payload = 1;
    parker.unpark();
  });
  const bool in_time = parker.park_until(std::chrono::steady_clock::now() +
                                         std::chrono::seconds(1));
  if (!in_time) parker.park();
  assert(payload == 1);
  other.join();
  // There was one token.
  assert(!parker.park_until(std::chrono::steady_clock::now()));
}

// Each round needs a token of its own.
CHECKER_SCENARIO(thread_parker_ping_pong) {
  thread_parker ping, pong;
  int ball = 0;
  std::thread other([&] {
    for (int i = 0; i < 2; ++i) {
      ping.park();
      ++ball;
      pong.unpark();
    }
  });
  for (int i = 0; i < 2; ++i) {
    ++ball;
    ping.unpark();
    pong.park();
    assert(ball == 2 * (i + 1));
  }
  other.join();
}

}  // namespace
