// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <chrono>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/handle.hpp>
#include <kioto/rt/metrics.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "support/bare_runtime.hpp"
#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::spawn;
using kioto::yield_now;
using namespace std::chrono_literals;

namespace {

async<> yields(int n) {
  for (int i = 0; i < n; ++i) co_await yield_now();
}

}  // namespace

TEST_CASE("metrics: polls of the tasks and of the future in block_on",
          "[metrics]") {
  auto rt = test::current_thread();
  const auto metrics = rt.get_handle().metrics();
  CHECK(metrics.workers() == 1);
  CHECK(metrics.worker(0).polls == 0);
  rt.block_on([]() -> async<> { (void)co_await spawn(yields(9)); }());
  // The task: 10. The future: before it, and when it was over.
  CHECK(metrics.worker(0).polls == 12);
  CHECK(metrics.worker(0).steals == 0);
}

TEST_CASE("metrics: the polls of all workers are those of the tasks",
          "[metrics]") {
  std::vector<kioto::join_handle<void>> handles;
  auto rt = test::multi_thread(2);
  const auto metrics = rt.get_handle().metrics();
  REQUIRE(metrics.workers() == 2);
  for (int i = 0; i < 100; ++i) handles.push_back(rt.spawn(yields(9)));
  rt.block_on([](auto& handles) -> async<> {
    for (auto& handle : handles) (void)co_await handle;
  }(handles));
  CHECK(metrics.worker(0).polls + metrics.worker(1).polls == 1'000);
}

TEST_CASE("metrics: queues that grow while the only worker is busy",
          "[metrics]") {
  std::latch is_in(1), go_on(1);
  auto rt = test::multi_thread(1);
  const auto metrics = rt.get_handle().metrics();
  auto blocks = rt.spawn([](auto& is_in, auto& go_on) -> async<> {
    // The last one is in the next slot, which is not a part of the queue.
    for (int i = 0; i < 6; ++i) (void)spawn(yields(1));
    is_in.count_down();
    go_on.wait();
    co_return;
  }(is_in, go_on));
  is_in.wait();
  (void)rt.spawn(yields(0));
  (void)rt.spawn(yields(0));
  CHECK(metrics.worker(0).queue_depth == 5);
  CHECK(metrics.global_queue_depth() == 2);
  CHECK(metrics.worker(0).parks <= 1);
  go_on.count_down();
  rt.block_on(blocks);
}

TEST_CASE(
    "metrics: a worker whose tasks are taken did not steal, the other did",
    "[metrics]") {
  std::latch stolen(8);
  auto rt = test::multi_thread(2);
  const auto metrics = rt.get_handle().metrics();
  rt.block_on(rt.spawn([](auto& stolen) -> async<> {
    for (int i = 0; i < 9; ++i) {
      (void)spawn([](auto& stolen, bool is_last) -> async<> {
        if (!is_last) stolen.count_down();
        co_return;
      }(stolen, i == 8));
    }
    stolen.wait();  // only the other worker can run them
    co_return;
  }(stolen)));
  CHECK(metrics.worker(0).steals + metrics.worker(1).steals >= 1);
}

TEST_CASE("metrics: busy is the runtime's time outside of its sleeps",
          "[metrics]") {
  test::manual_clock clock;
  test::event event;
  kioto::detail::scheduler_config config;
  config.time = &clock;
  test::bare_runtime<kioto::detail::current_thread> rt(config);
  auto works = rt.spawn([](auto& clock, auto& event) -> async<> {
    clock.advance(3s);
    co_await event;
    clock.advance(4s);
  }(clock, event));
  const auto& activity = rt->activity(0);
  const std::jthread other([&] {
    // It sleeps when its busy time does not grow any more.
    const auto later = clock.now() + 1h;
    while (activity.parks() == 0 ||
           activity.busy(later) != activity.busy(later + 1s)) {
      std::this_thread::yield();
    }
    clock.advance(1h);
    event.set(1);
  });
  rt.block_on(works);
  CHECK(activity.busy(clock.now()) == 7s);
}

TEST_CASE("metrics: a worker that is not there stops the program",
          "[metrics][dies]") {
  const auto death = test::dies([] {
    auto rt = test::current_thread();
    (void)rt.get_handle().metrics().worker(1);
  });
  CHECK(death.aborted);
  CHECK(death.said.find("there is no such worker") != std::string::npos);
}
