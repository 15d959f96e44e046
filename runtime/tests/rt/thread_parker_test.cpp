// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <kioto/rt/thread_parker.hpp>
#include <thread>
#include <type_traits>
#include <vector>

using kioto::thread_parker;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

static_assert(!std::is_copy_constructible_v<thread_parker>);
static_assert(noexcept(std::declval<thread_parker&>().unpark()));

steady_clock::time_point long_ago() { return steady_clock::time_point(); }
steady_clock::time_point far_away() { return steady_clock::now() + 1h; }

}  // namespace

TEST_CASE("parker: a token that is there is taken at once", "[parker]") {
  thread_parker parker;
  parker.unpark();
  parker.park();
  parker.unpark();
  CHECK(parker.park_until(far_away()));
}

TEST_CASE("parker: many tokens are one", "[parker]") {
  thread_parker parker;
  parker.unpark();
  parker.unpark();
  parker.unpark();
  CHECK(parker.park_until(long_ago()));
  CHECK_FALSE(parker.park_until(long_ago()));
}

TEST_CASE("parker: without a token the deadline comes", "[parker]") {
  thread_parker parker;
  CHECK_FALSE(parker.park_until(long_ago()));

  const auto deadline = steady_clock::now() + 1ms;
  CHECK_FALSE(parker.park_until(deadline));
  CHECK(steady_clock::now() >= deadline);
}

TEST_CASE("parker: a deadline that came leaves nothing behind", "[parker]") {
  thread_parker parker;
  CHECK_FALSE(parker.park_until(long_ago()));
  CHECK_FALSE(parker.park_until(long_ago()));
  parker.unpark();
  CHECK(parker.park_until(long_ago()));
}

TEST_CASE("parker: another thread ends a park, with or without a deadline",
          "[parker]") {
  const bool with_deadline = GENERATE(false, true);
  thread_parker parker;
  int written = 0;  // plain: the token carries it over
  std::jthread other([&] {
    written = 7;
    parker.unpark();
  });
  if (with_deadline) {
    CHECK(parker.park_until(far_away()));
  } else {
    parker.park();
  }
  CHECK(written == 7);
}

TEST_CASE("parker: two threads hand plain memory to and fro",
          "[parker][stress]") {
  constexpr int rounds = 5'000;
  thread_parker ping;
  thread_parker pong;
  int ball = 0;
  std::jthread other([&] {
    for (int i = 0; i < rounds; ++i) {
      pong.park();
      ++ball;
      ping.unpark();
    }
  });
  for (int i = 0; i < rounds; ++i) {
    ++ball;
    pong.unpark();
    ping.park();
  }
  CHECK(ball == 2 * rounds);
}

TEST_CASE("parker: no unpark is lost, from however many threads",
          "[parker][stress]") {
  constexpr int threads = 3;
  constexpr int each = 5'000;
  thread_parker parker;
  std::atomic<int> done{0};
  std::vector<std::jthread> others;
  for (int t = 0; t < threads; ++t) {
    others.emplace_back([&] {
      for (int i = 0; i < each; ++i) {
        // relaxed: the token is what makes it visible
        done.fetch_add(1, std::memory_order_relaxed);
        parker.unpark();
      }
    });
  }
  // The token of the last unpark comes after the last add, so this ends.
  int parks = 0;
  while (done.load(std::memory_order_relaxed) < threads * each) {
    parker.park();
    ++parks;
  }
  CHECK(parks <= threads * each);
}

namespace {

/// Lets some time pass, another amount in each round: the threads of a stress
/// test should meet at every point of the code.
void drift(int round) {
  std::atomic<int> steps{round % 64};
  while (steps.fetch_sub(1, std::memory_order_relaxed) > 0) {
  }
}

/// Waits for another thread that is about to do something. Sleeps only if that
/// takes long: a machine may have fewer free cores than the test has threads.
template <class Condition>
void spin_until(Condition condition) {
  for (int i = 0; !condition(); ++i) {
    if (i > 1'000) std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE("parker: an unpark may come at any moment of a park",
          "[parker][stress]") {
  constexpr int rounds = 20'000;
  thread_parker parker;
  std::atomic<int> asked{0};
  std::atomic<int> answered{0};
  std::jthread other([&] {
    for (int i = 1; i <= rounds; ++i) {
      spin_until([&] { return asked.load(std::memory_order_relaxed) == i; });
      drift(i);
      // relaxed: only the unpark makes it visible
      answered.store(i, std::memory_order_relaxed);
      parker.unpark();
    }
  });
  for (int i = 1; i <= rounds; ++i) {
    asked.store(i, std::memory_order_relaxed);
    // Every other round the second unpark finds the token of this one, and
    // must still publish the answer.
    if (i % 2 == 0) parker.unpark();
    while (answered.load(std::memory_order_relaxed) != i) parker.park();
  }
  CHECK(answered.load(std::memory_order_relaxed) == rounds);
}

TEST_CASE("parker: an unpark meets a deadline, and the token is not lost",
          "[parker][stress]") {
  using duration = steady_clock::duration;
  constexpr int rounds = 3'000;
  thread_parker parker;
  std::atomic<duration::rep> when{0};
  int written = 0;  // plain: the token carries it over
  std::jthread other([&] {
    duration::rep last = 0;
    for (int i = 0; i < rounds; ++i) {
      duration::rep next = 0;
      spin_until([&] {
        // acquire: the owner has read `written`; pairs with the store below
        next = when.load(std::memory_order_acquire);
        return next != last;
      });
      last = next;
      const auto then = steady_clock::time_point(duration(next));
      spin_until([&] { return steady_clock::now() >= then; });
      drift(i);
      ++written;
      parker.unpark();
    }
  });
  for (int i = 0; i < rounds; ++i) {
    const auto now = steady_clock::now();
    // By turns: both at the same time; unpark first; deadline first.
    const auto soon = now + (i % 3 == 0 ? duration(20us) : duration(0));
    const auto deadline = i % 3 == 0 ? soon : i % 3 == 1 ? now + 1h : now;
    // release: pairs with the load above
    when.store(soon.time_since_epoch().count(), std::memory_order_release);
    // Whoever was first: the token is taken here or there, and only once.
    if (!parker.park_until(deadline)) parker.park();
    CHECK(written == i + 1);
  }
  CHECK_FALSE(parker.park_until(long_ago()));
}
