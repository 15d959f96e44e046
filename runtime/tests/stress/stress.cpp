// SPDX-License-Identifier: MIT
//
// The stress command: rounds of everything that tasks can do at once, each with
// a fresh runtime, until the time is over. What it looks for:
//
//   a lost wakeup, a hang   a round that does not end within its time
//   a leak, a double end    tasks that were made and not destroyed once
//   a wrong result          sums that do not come out
//
//   kioto_stress [SECONDS [SEED]]      10 seconds, seed 1
//
// The seed chooses the rounds; how the threads meet is up to the machine. Exit
// status: 0, or 1 and a line that says which round, or the program's abort.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_in_place.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/rt/spawn_blocking.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/event.hpp"

namespace {

using kioto::async;
using kioto::join_handle;
using kioto::spawn;
using kioto::yield_now;

// --- what is counted ---

std::atomic<long> guards_made{0};
std::atomic<long> guards_gone{0};
std::atomic<long> operations{0};

// In the frame of each task.
class guard {
 public:
  guard() { ++guards_made; }
  guard(const guard&) = delete;
  guard& operator=(const guard&) = delete;
  ~guard() {
    ++guards_gone;
    ++operations;
  }
};

void expect(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

// Stops the program when a round takes too long.
class watchdog {
 public:
  watchdog() : thread_([this](std::stop_token stop) { watch(stop); }) {}

  void begin(std::string round) {
    const std::lock_guard lock(mutex_);
    round_ = std::move(round);
    began_ = std::chrono::steady_clock::now();
  }

 private:
  void watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      changed_.wait_for(lock, stop, std::chrono::seconds(1),
                        [] { return false; });
      if (std::chrono::steady_clock::now() - began_ > longest) {
        std::fprintf(stderr, "stress: hangs: %s\n", round_.c_str());
        std::abort();
      }
    }
  }

  // A round takes milliseconds; a busy machine under a sanitizer, seconds.
  static constexpr std::chrono::seconds longest{120};

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::string round_;
  std::chrono::steady_clock::time_point began_ =
      std::chrono::steady_clock::now();
  std::jthread thread_;
};

// --- rounds ---

using dice = std::mt19937;

int below(dice& d, int n) {
  return static_cast<int>(d() % static_cast<unsigned>(n));
}

async<int> waits_for(test::event& e) {
  const guard g;
  co_return co_await e;
}

// Threads set the events of many tasks, in any order.
void wakes(kioto::runtime& rt, dice& d) {
  const int n = 1 + below(d, 300), threads = 1 + below(d, 4);
  std::vector<test::event> events(static_cast<std::size_t>(n));
  std::vector<join_handle<int>> handles;
  for (auto& e : events) handles.push_back(rt.spawn(waits_for(e)));
  std::vector<std::jthread> others;
  for (int t = 0; t < threads; ++t) {
    others.emplace_back([&, t] {
      for (int i = t; i < n; i += threads) {
        events[static_cast<std::size_t>(i)].set(i);
      }
    });
  }
  const long sum = rt.block_on([](auto& handles) -> async<long> {
    long sum = 0;
    for (auto& h : handles) sum += (co_await h).value();
    co_return sum;
  }(handles));
  expect(sum == long{n} * (n - 1) / 2, "wakes: a result is wrong");
}

// One wake at a time, each when everybody sleeps.
void idle_wakes(kioto::runtime& rt, dice& d) {
  const int n = 1 + below(d, 100);
  std::vector<test::event> asked(static_cast<std::size_t>(n));
  std::vector<test::event> answered(static_cast<std::size_t>(n));
  auto handle = rt.spawn([](auto& asked, auto& answered) -> async<> {
    const guard g;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      answered[i].set(co_await asked[i]);
    }
  }(asked, answered));
  std::jthread asks([&] {
    for (int i = 0; i < n; ++i) {
      asked[static_cast<std::size_t>(i)].set(i);
      const int got = kioto::block_on(answered[static_cast<std::size_t>(i)]);
      if (got != i) std::abort();
    }
  });
  expect(rt.block_on(handle).has_value(), "idle wakes: the task has failed");
}

async<long> tree(int depth, int width) {
  const guard g;
  if (depth == 0) co_return 1;
  std::vector<join_handle<long>> children;
  for (int i = 0; i < width; ++i) {
    children.push_back(spawn(tree(depth - 1, width)));
  }
  long sum = 0;
  for (auto& child : children) {
    if (sum % 3 == 0) co_await yield_now();
    sum += (co_await child).value();
  }
  co_return sum;
}

void trees(kioto::runtime& rt, dice& d) {
  const int depth = 1 + below(d, 4), width = 1 + below(d, 6);
  long leaves = 1;
  for (int i = 0; i < depth; ++i) leaves *= width;
  const long sum = rt.block_on(rt.spawn(tree(depth, width))).value();
  expect(sum == leaves, "trees: a result is wrong");
}

// Tasks that yield, wait and end, aborted by several threads meanwhile.
void aborts(kioto::runtime& rt, dice& d) {
  const int n = 1 + below(d, 200);
  std::vector<test::event> events(static_cast<std::size_t>(n));
  std::vector<join_handle<int>> handles;
  std::vector<kioto::abort_handle> ends;
  for (int i = 0; i < n; ++i) {
    handles.push_back(rt.spawn([](test::event& e, int yields) -> async<int> {
      const guard g;
      for (int k = 0; k < yields; ++k) co_await yield_now();
      co_return co_await e;
    }(events[static_cast<std::size_t>(i)], below(d, 5))));
    ends.push_back(handles.back().abort_handle());
  }
  std::jthread aborts([&] {
    for (auto& end : ends) end.abort();
  });
  std::jthread sets([&] {
    for (int i = n; i-- > 0;) events[static_cast<std::size_t>(i)].set(1);
  });
  const int ended = rt.block_on([](auto& handles) -> async<int> {
    int ended = 0;
    for (auto& h : handles) {
      const auto result = co_await h;
      expect(result.has_value() || result.error().is_cancelled(),
             "aborts: neither a value nor cancelled");
      ++ended;
    }
    co_return ended;
  }(handles));
  expect(ended == n, "aborts: a task is missing");
}

// Functions that block, on the pool and in place.
void blocking(kioto::runtime& rt, dice& d, bool has_workers) {
  const int n = 1 + below(d, 40);
  const long sum = rt.block_on([](int n, bool in_place) -> async<long> {
    std::vector<join_handle<int>> handles;
    for (int i = 0; i < n; ++i) {
      handles.push_back(spawn([](int i, bool in_place) -> async<int> {
        const guard g;
        if (in_place && i % 4 == 0) {
          co_return kioto::block_in_place([i] { return i; });
        }
        co_return (co_await kioto::spawn_blocking([i] { return i; })).value();
      }(i, in_place)));
    }
    long sum = 0;
    for (auto& h : handles) sum += (co_await h).value();
    co_return sum;
  }(n, has_workers));
  expect(sum == long{n} * (n - 1) / 2, "blocking: a result is wrong");
}

// The runtime goes while other threads wake, spawn and abort.
void sudden_end(kioto::runtime rt, dice& d) {
  const int n = 1 + below(d, 200);
  std::vector<test::event> events(static_cast<std::size_t>(n));
  std::vector<join_handle<int>> handles;
  for (auto& e : events) handles.push_back(rt.spawn(waits_for(e)));
  const kioto::handle handle = rt.get_handle();
  std::latch go(3);
  std::jthread wakes([&] {
    go.arrive_and_wait();
    for (auto& e : events) e.set(1);
  });
  std::jthread spawns([&] {
    go.arrive_and_wait();
    for (int i = 0; i < n; ++i) {
      (void)handle.spawn([]() -> async<> {
        const guard g;
        co_await yield_now();
      }());
    }
  });
  if (below(d, 2) == 0) {
    rt.block_on([](int n) -> async<> {
      for (int i = 0; i < n; ++i) co_await yield_now();
    }(below(d, 20)));
  }
  go.arrive_and_wait();
  const kioto::runtime ends = std::move(rt);
}

void round(dice& d, watchdog& dog, unsigned seed) {
  const int workers = below(d, 5), kind = below(d, 6);
  dog.begin("seed " + std::to_string(seed) + ", workers " +
            std::to_string(workers) + ", kind " + std::to_string(kind));
  auto builder = kioto::runtime::builder();
  builder.max_blocking_threads(2);
  if (workers > 0) builder.worker_threads(static_cast<unsigned>(workers));
  auto rt = builder.build();
  switch (kind) {
    case 0:
      return wakes(rt, d);
    case 1:
      return idle_wakes(rt, d);
    case 2:
      return trees(rt, d);
    case 3:
      return aborts(rt, d);
    case 4:
      return blocking(rt, d, workers > 0);
    default:
      return sudden_end(std::move(rt), d);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 10;
  unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
  std::printf("stress: %g seconds from seed %u\n", seconds, seed);
  std::fflush(stdout);
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  watchdog dog;
  long rounds = 0;
  for (; std::chrono::steady_clock::now() < end; ++seed, ++rounds) {
    dice d(seed);
    try {
      round(d, dog, seed);
    } catch (const std::exception& e) {
      std::fprintf(stderr, "stress: seed %u: %s\n", seed, e.what());
      return 1;
    }
    if (guards_made != guards_gone) {
      std::fprintf(stderr, "stress: seed %u: %ld tasks made, %ld destroyed\n",
                   seed, guards_made.load(), guards_gone.load());
      return 1;
    }
  }
  std::printf("stress: %ld rounds, %ld tasks; no lost wakeup, no leak\n",
              rounds, operations.load());
}
