// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <condition_variable>
#include <kioto/future/countdown.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <mutex>
#include <stop_token>
#include <thread>

namespace {

void block_on_ready(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(kioto::block_on(kioto::ready(5)));
}
BENCHMARK(block_on_ready);

/// A future that yields: each item is a wake, a park that finds the token, and
/// a poll.
void block_on_yield(benchmark::State& state) {
  constexpr unsigned polls = 1000;
  for (auto _ : state) {
    benchmark::DoNotOptimize(kioto::block_on(kioto::countdown(polls)));
  }
  state.SetItemsProcessed(state.iterations() * polls);
}
BENCHMARK(block_on_yield);

void parker_unpark_park(benchmark::State& state) {
  kioto::thread_parker parker;
  for (auto _ : state) {
    parker.unpark();
    parker.park();
  }
}
BENCHMARK(parker_unpark_park);

/// The design that thread_parker rejects: a bool under a mutex.
class locked_parker {
 public:
  void park() {
    std::unique_lock lock(mutex_);
    condition_.wait(lock, [this] { return token_; });
    token_ = false;
  }
  void unpark() {
    {
      std::lock_guard lock(mutex_);
      token_ = true;
    }
    condition_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
  bool token_ = false;
};

void locked_parker_unpark_park(benchmark::State& state) {
  locked_parker parker;
  for (auto _ : state) {
    parker.unpark();
    parker.park();
  }
}
BENCHMARK(locked_parker_unpark_park);

/// Two threads that unpark each other in turn: two wakes of a sleeping thread
/// an iteration.
template <class Parker>
void ping_pong(benchmark::State& state) {
  Parker here;
  Parker there;
  std::jthread other([&](std::stop_token stop) {
    for (;;) {
      there.park();
      if (stop.stop_requested()) return;
      here.unpark();
    }
  });
  for (auto _ : state) {
    there.unpark();
    here.park();
  }
  other.request_stop();
  there.unpark();
}
BENCHMARK(ping_pong<kioto::thread_parker>)->UseRealTime();
BENCHMARK(ping_pong<locked_parker>)->UseRealTime();

/// Is pending until the parker thread has woken it; asks that thread each time.
class asks_another_thread {
 public:
  using output_type = void;

  asks_another_thread(kioto::waker& mailbox, kioto::thread_parker& other)
      : mailbox_(mailbox), other_(other) {}

  kioto::poll<void> poll(kioto::context& cx) {
    if (asked_) return kioto::poll<void>::ready();
    asked_ = true;
    mailbox_ = cx.waker();
    other_.unpark();  // publishes the mailbox
    return kioto::poll<void>::pending();
  }

 private:
  kioto::waker& mailbox_;
  kioto::thread_parker& other_;
  bool asked_ = false;
};

/// block_on of a future that another thread wakes: there and back again.
void block_on_cross_thread(benchmark::State& state) {
  kioto::waker mailbox;
  kioto::thread_parker parker;
  std::jthread other([&](std::stop_token stop) {
    for (;;) {
      parker.park();
      if (stop.stop_requested()) return;
      kioto::waker waiting = std::move(mailbox);
      std::move(waiting).wake();
    }
  });
  for (auto _ : state) {
    kioto::block_on(asks_another_thread(mailbox, parker));
  }
  other.request_stop();
  parker.unpark();
}
BENCHMARK(block_on_cross_thread)->UseRealTime();

}  // namespace
