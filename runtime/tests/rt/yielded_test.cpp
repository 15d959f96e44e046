// SPDX-License-Identifier: MIT
//
// Tasks that yield, on a runtime of several workers: who runs them next.
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/metrics.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <thread>

#include "support/runtimes.hpp"

using kioto::async;
using kioto::spawn;
using kioto::yield_now;

TEST_CASE(
    "multi_thread: a task that yields has its turn, and the ring is never "
    "empty",
    "[sched]") {
  std::atomic<bool> over{false};
  auto rt = test::multi_thread(1);
  rt.block_on(rt.spawn([](auto& over) -> async<> {
    struct turns {
      static async<> for_ever(std::atomic<bool>& over) {
        if (over) co_return;
        (void)spawn(for_ever(over));
        (void)spawn(done());
      }
      static async<> done() { co_return; }
    };
    for (int i = 0; i < 100; ++i) (void)spawn(turns::for_ever(over));
    for (int i = 0; i < 1'000; ++i) co_await yield_now();
    over = true;
  }(over)));
}

TEST_CASE(
    "multi_thread: what has yielded is shared with a worker that has "
    "nothing to do",
    "[sched]") {
  using id = std::thread::id;
  std::latch is_in(1), go_on(1);
  std::atomic<id> ran_on[2];
  bool began_on_one = false;
  auto rt = test::multi_thread(2);
  auto blocker = rt.spawn([](auto& is_in, auto& go_on) -> async<> {
    is_in.count_down();
    go_on.wait();
    co_return;
  }(is_in, go_on));
  is_in.wait();
  rt.block_on(
      rt.spawn([](auto& go_on, auto& ran_on, bool& began_on_one) -> async<> {
        const auto yields = [](auto& mine, auto& others) -> async<> {
          // Both begin on one worker, as the other one is blocked.
          do {
            mine = std::this_thread::get_id();
            co_await yield_now();
          } while (others == id() || others == mine.load());
        };
        auto one = spawn(yields(ran_on[0], ran_on[1]));
        auto other = spawn(yields(ran_on[1], ran_on[0]));
        co_await test::settle(200);
        began_on_one = ran_on[0].load() == ran_on[1].load();
        go_on.count_down();
        (void)co_await one;
        (void)co_await other;
      }(go_on, ran_on, began_on_one)));
  CHECK(began_on_one);
  rt.block_on(blocker);
}

TEST_CASE(
    "multi_thread: a worker whose tasks yield takes a share of what others "
    "spawn, not one at a time",
    "[sched]") {
  constexpr int yielders = 2'000, spawned = 50;
  std::latch is_in(1), go_on(1);
  std::atomic<int> polled{0};
  int yields = 0;  // the worker's
  auto rt = test::multi_thread(1);
  auto root = rt.spawn(
      [](auto& is_in, auto& go_on, auto& polled, int& yields) -> async<int> {
        const auto yielder = [](auto& polled, int& yields) -> async<> {
          for (; polled < spawned; ++yields) co_await yield_now();
        };
        for (int i = 0; i < yielders; ++i) {
          spawn(yielder(polled, yields)).detach();
        }
        while (yields < 10 * yielders) co_await yield_now();
        is_in.count_down();
        go_on.wait();
        yields = 0;
        while (polled < spawned) co_await yield_now();
        co_return yields;
      }(is_in, go_on, polled, yields));
  is_in.wait();
  for (int i = 0; i < spawned; ++i) {
    rt.spawn([](auto& polled) -> async<> {
        ++polled;
        co_return;
      }(polled))
        .detach();
  }
  go_on.count_down();
  // It looks at each 61st poll.
  CHECK(rt.block_on(root).value() < 61 * spawned / 2 + yielders);
}

TEST_CASE("multi_thread: one task that yields wakes no other worker",
          "[sched]") {
  auto rt = test::multi_thread(2);
  const auto metrics = rt.get_handle().metrics();
  rt.block_on(rt.spawn(test::settle(100'000)));
  // Those of the begin, and of the end.
  CHECK(metrics.worker(0).parks + metrics.worker(1).parks <= 10);
}
