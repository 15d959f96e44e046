// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstddef>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/task/observer.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <mutex>
#include <string>
#include <thread>

#include "support/bare_runtime.hpp"
#include "support/event.hpp"

using kioto::async;
using kioto::spawn;
using kioto::detail::task_header;
using namespace std::chrono_literals;

namespace {

// Writes down what happens; by one thread at a time, if a test knows the order.
class log_of_one final : public kioto::detail::observer {
 public:
  void on_spawn(const task_header&) noexcept override { note('s'); }
  void on_wake(const task_header&) noexcept override { note('w'); }
  void on_poll_begin(const task_header&, std::size_t) noexcept override {
    note('(');
  }
  void on_poll_end(std::size_t) noexcept override { note(')'); }
  void on_park(std::size_t) noexcept override { note('['); }
  void on_unpark(std::size_t) noexcept override { note(']'); }

  std::string log() const {
    const std::lock_guard lock(mutex_);
    return log_;
  }

 private:
  void note(char what) {
    const std::lock_guard lock(mutex_);
    log_ += what;
  }

  mutable std::mutex mutex_;
  std::string log_;
};

class counts_of_many final : public kioto::detail::observer {
 public:
  std::atomic<int> spawns{0}, begins{0}, ends{0}, steals{0}, parks{0},
      unparks{0};

  void on_spawn(const task_header&) noexcept override { ++spawns; }
  void on_poll_begin(const task_header&, std::size_t) noexcept override {
    ++begins;
  }
  void on_poll_end(std::size_t) noexcept override { ++ends; }
  void on_steal(std::size_t thief, std::size_t victim) noexcept override {
    if (thief != victim) ++steals;
  }
  void on_park(std::size_t) noexcept override { ++parks; }
  void on_unpark(std::size_t) noexcept override { ++unparks; }
};

async<> yields(int n) {
  for (int i = 0; i < n; ++i) co_await kioto::yield_now();
}

}  // namespace

TEST_CASE("observer: spawn, polls and wakes of a current_thread runtime",
          "[observer]") {
  log_of_one seen;
  kioto::detail::scheduler_config config;
  config.observed_by = &seen;
  test::event event;
  {
    test::bare_runtime<kioto::detail::current_thread> rt(config);
    auto waits =
        rt.spawn([](auto& event) -> async<> { co_await event; }(event));
    auto sets = rt.spawn([](auto& event) -> async<> {
      event.set(1);
      co_return;
    }(event));
    rt.block_on(waits);
  }
  // Both were spawned; the first waits; the second wakes it, in its own poll.
  CHECK(seen.log() == "ss()(w)()");
}

TEST_CASE("observer: a sleep, ended by another thread", "[observer]") {
  log_of_one seen;
  kioto::detail::scheduler_config config;
  config.observed_by = &seen;
  test::event event;
  {
    test::bare_runtime<kioto::detail::current_thread> rt(config);
    const auto& activity = rt->activity(0);
    const std::jthread other([&] {
      // It sleeps when its busy time does not grow any more.
      while (activity.parks() == 0 ||
             activity.busy(rt->now() + 1h) != activity.busy(rt->now() + 2h)) {
        std::this_thread::yield();
      }
      event.set(1);
    });
    rt.block_on([](auto& event) -> async<> {
      (void)co_await spawn(
          [](auto& event) -> async<> { co_await event; }(event));
    }(event));
  }
  CHECK(seen.log() == "s()[w]()");
}

TEST_CASE("observer: what begins ends, with several workers", "[observer]") {
  counts_of_many seen;
  kioto::detail::scheduler_config config;
  config.worker_threads = 3;
  config.observed_by = &seen;
  std::latch stolen(8);
  {
    test::bare_runtime<kioto::detail::multi_thread> rt(config);
    rt.block_on(rt.spawn([](auto& stolen) -> async<> {
      for (int i = 0; i < 9; ++i) {
        (void)spawn([](auto& stolen, bool is_last) -> async<> {
          co_await yields(3);
          if (!is_last) stolen.count_down();
        }(stolen, i == 8));
      }
      stolen.wait();  // only the others can run them
      co_return;
    }(stolen)));
  }
  CHECK(seen.spawns == 10);
  CHECK(seen.begins >= 8 * 4 + 1);
  CHECK(seen.begins == seen.ends);
  CHECK(seen.steals >= 1);
  CHECK(seen.parks == seen.unparks);
}

TEST_CASE(
    "idle hook: asked when nothing is left to run, and nobody holds the "
    "clock",
    "[observer]") {
  struct sets_event final : kioto::detail::idle_hook {
    test::event event;
    int asked = 0;
    bool on_idle() noexcept override {
      ++asked;
      event.set(asked);
      return true;
    }
  } hook;
  test::bare_runtime<kioto::detail::current_thread> rt({});
  rt->set_idle_hook(&hook);
  auto waits =
      rt.spawn([](auto& event) -> async<> { co_await event; }(hook.event));
  auto yields_first = rt.spawn(yields(500));
  rt->hold_clock();
  const std::jthread other([&] {
    while (rt->activity(0).parks() == 0) std::this_thread::yield();
    // It has gone to sleep without a question.
    rt->release_clock();
  });
  rt.block_on(waits);
  CHECK(hook.asked == 1);
  CHECK(yields_first.is_finished());
}
