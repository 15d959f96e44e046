// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <cstddef>
#include <kioto/async/async.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/task/consume_budget.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/late_wakes.hpp"
#include "support/remote.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::join_handle;
using kioto::spawn;
using kioto::yield_now;

namespace {

async<> note(std::string& log, char who) {
  log += who;
  co_return;
}

async<std::size_t> sum_of_tasks(std::size_t n) {
  std::vector<join_handle<std::size_t>> handles;
  for (std::size_t i = 0; i < n; ++i) {
    handles.push_back(spawn([](std::size_t i) -> async<std::size_t> {
      for (std::size_t k = 0; k < i % 4; ++k) co_await yield_now();
      co_return i;
    }(i)));
  }
  std::size_t sum = 0;
  for (auto& handle : handles) sum += (co_await handle).value();
  co_return sum;
}

}  // namespace

TEST_CASE("multi_thread: a task runs on a worker, block_on here", "[rt]") {
  for (const unsigned workers : {1u, 4u}) {
    auto rt = test::multi_thread(workers);
    const auto here = std::this_thread::get_id();
    const auto there = rt.block_on(rt.spawn([]() -> async<std::thread::id> {
      co_await yield_now();
      co_return std::this_thread::get_id();
    }()));
    CHECK(there.value() != here);
    CHECK(rt.block_on([]() -> async<std::thread::id> {
      co_await yield_now();
      co_return std::this_thread::get_id();
    }()) == here);
  }
}

TEST_CASE("multi_thread: each of many tasks gives its value", "[rt][stress]") {
  for (const unsigned workers : {1u, 2u, 4u}) {
    auto rt = test::multi_thread(workers);
    for (const std::size_t n : {1u, 10u, 1'000u, 5'000u}) {
      CHECK(rt.block_on(rt.spawn(sum_of_tasks(n))).value() == n * (n - 1) / 2);
      CHECK(rt.block_on(sum_of_tasks(n)) == n * (n - 1) / 2);
    }
  }
}

TEST_CASE("rt.09 with workers: each frame is destroyed once", "[rt]") {
  std::atomic<int> destroyed{0};
  std::vector<join_handle<void>> handles;
  {
    std::latch begun(100);
    auto rt = test::multi_thread(4);
    for (int i = 0; i < 100; ++i) {
      handles.push_back(rt.spawn(
          [](std::atomic<int>& destroyed, std::latch& begun, int i) -> async<> {
            test::at_exit guard([&destroyed] { ++destroyed; });
            begun.count_down();
            if (i % 3 == 0) co_await yield_now();
            co_await kioto::pending<>();
          }(destroyed, begun, i)));
    }
    begun.wait();
    CHECK(destroyed == 0);
  }
  CHECK(destroyed == 100);
  for (auto& handle : handles) {
    CHECK(kioto::now_or_never(handle)->error().is_cancelled());
  }
}

TEST_CASE("rt.10 a poll that runs ends before the runtime is gone", "[rt]") {
  std::latch begun(1), go_on(1);
  std::atomic<bool> destroyed{false}, resumed{false};
  {
    auto rt = test::multi_thread(2);
    (void)rt.spawn([](auto& begun, auto& go_on, auto& destroyed,
                      auto& resumed) -> async<> {
      test::at_exit guard([&destroyed] { destroyed = true; });
      begun.count_down();
      go_on.wait();
      co_await yield_now();
      resumed = true;
    }(begun, go_on, destroyed, resumed));
    begun.wait();
    go_on.count_down();
  }
  CHECK(destroyed);
}

TEST_CASE("rt.12 with workers: a guard that spawns while its runtime goes",
          "[rt]") {
  std::optional<join_handle<void>> spawned;
  {
    std::latch begun(1);
    auto rt = test::multi_thread(2);
    (void)rt.spawn([](auto& spawned, auto& begun) -> async<> {
      test::at_exit guard([&spawned] {
        CHECK(kioto::handle::try_current().has_value());
        spawned = spawn([]() -> async<> { co_return; }());
      });
      begun.count_down();
      co_await kioto::pending<>();
    }(spawned, begun));
    begun.wait();
  }
  REQUIRE(spawned.has_value());
  CHECK(kioto::now_or_never(*spawned)->error().is_cancelled());
}

TEST_CASE("rt.13 with workers: a handle that outlives its runtime", "[rt]") {
  std::optional<kioto::handle> kept;
  {
    auto rt = test::multi_thread(2);
    kept = rt.get_handle();
  }
  test::remote<int> r;
  auto task = kept->spawn(r.future());
  CHECK(r.alive == 0);
  CHECK(r.polls == 0);
  CHECK(kioto::now_or_never(task)->error().is_cancelled());
}

TEST_CASE("rt.14 with workers: the runtime goes while its tasks are woken",
          "[rt][stress]") {
  test::wake_while_the_runtime_goes([] { return test::multi_thread(2); });
}

TEST_CASE("rt.21 worker_threads(0)", "[rt]") {
  const auto death =
      test::dies([] { kioto::runtime::builder().worker_threads(0); });
  CHECK(death.aborted);
  CHECK(death.said.find("worker_threads: at least 1") != std::string::npos);
}

TEST_CASE("sched.02 of two tasks spawned by one, the later one runs first",
          "[sched]") {
  auto rt = test::multi_thread(1);
  std::string log;
  (void)rt.block_on(rt.spawn([](std::string& log) -> async<> {
    auto a = spawn(note(log, 'A'));
    auto b = spawn(note(log, 'B'));
    co_await yield_now();
    (void)co_await a;
    (void)co_await b;
  }(log)));
  CHECK(log == "BA");
}

TEST_CASE("sched.03 two tasks that wake each other starve nobody", "[sched]") {
  test::remote<int> a, b;
  std::atomic<int> turns{0};
  int at = -1;
  auto rt = test::multi_thread(1);
  (void)rt.block_on(
      rt.spawn([](auto& a, auto& b, auto& turns, int& at) -> async<> {
        auto first = spawn(a.future());
        auto second = spawn(b.future());
        co_await yield_now();
        a.on_poll = [&] { ++turns, b.wake(); };
        b.on_poll = [&] { ++turns, a.wake(); };
        turns = 0;
        auto third = spawn([](auto& turns, int& at) -> async<> {
          at = turns;
          co_return;
        }(turns, at));
        a.wake();  // pushes the third out of the next slot
        (void)co_await third;
        a.on_poll = b.on_poll = nullptr;
      }(a, b, turns, at)));
  CHECK(at >= 0);
  CHECK(at <= 3);
}

TEST_CASE("sched.04 a chain of spawns does not keep a worker for ever",
          "[sched]") {
  struct chain {
    static async<> link(std::atomic<int>& n) {
      if (++n > 0) (void)spawn(link(n));
      co_return;
    }
  };
  std::atomic<int> n{0};
  test::event first;
  auto rt = test::multi_thread(1);
  (void)rt.spawn([](test::event& e) -> async<> {
    e.set(1);
    co_return;
  }(first));
  (void)rt.spawn(chain::link(n));
  CHECK(rt.block_on(first) == 1);
  auto other = rt.spawn([]() -> async<int> { co_return 5; }());
  CHECK(rt.block_on(other).value() == 5);
}

TEST_CASE("sched.05 tasks in the ring of a stuck worker are stolen",
          "[sched]") {
  std::latch begun(1), go_on(1), all(50);
  std::atomic<bool> last_ran{false};
  auto rt = test::multi_thread(2);
  auto stuck = rt.spawn(
      [](auto& begun, auto& go_on, auto& all, auto& last_ran) -> async<> {
        for (int i = 0; i < 50; ++i) {
          (void)spawn([](std::latch& all) -> async<> {
            all.count_down();
            co_return;
          }(all));
        }
        (void)spawn([](std::atomic<bool>& last_ran) -> async<> {
          last_ran = true;
          co_return;
        }(last_ran));
        begun.count_down();
        go_on.wait();  // the worker is stuck here
        co_return;
      }(begun, go_on, all, last_ran));
  begun.wait();
  all.wait();
  CHECK_FALSE(last_ran);  // in the next slot of the stuck worker
  go_on.count_down();
  (void)rt.block_on(stuck);
}

TEST_CASE("sched.08 a task spawned when every worker sleeps runs",
          "[sched][stress]") {
  for (const unsigned workers : {1u, 2u, 4u}) {
    auto rt = test::multi_thread(workers);
    for (int i = 0; i < 2'000; ++i) {
      auto handle = rt.spawn([](int i) -> async<int> { co_return i; }(i));
      if (kioto::block_on(handle).value() != i) FAIL("another value");
    }
  }
}

TEST_CASE("sched.09 more tasks than a ring holds are polled, each once",
          "[sched]") {
  for (const unsigned workers : {1u, 2u}) {
    auto rt = test::multi_thread(workers);
    std::vector<std::atomic<int>> polls(2'000);
    (void)rt.block_on(rt.spawn([](auto& polls) -> async<> {
      std::vector<join_handle<void>> handles;
      for (auto& p : polls) {
        handles.push_back(spawn([](std::atomic<int>& p) -> async<> {
          ++p;
          co_return;
        }(p)));
      }
      for (auto& handle : handles) (void)co_await handle;
    }(polls)));
    int wrong = 0;
    for (auto& p : polls) wrong += p != 1;
    CHECK(wrong == 0);
  }
}

TEST_CASE("coop.06 what runs from the next slot gets what is left", "[coop]") {
  int done = 0, seen = -1;
  test::event end;
  auto rt = test::multi_thread(1);
  (void)rt.block_on(rt.spawn([](int& done, int& seen, auto& end) -> async<> {
    for (int i = 0; i < 100; ++i) co_await kioto::consume_budget();
    // To the ring, when the next one comes.
    (void)spawn([](int& done, int& seen, auto& end) -> async<> {
      seen = done;
      end.set(1);
      co_return;
    }(done, seen, end));
    (void)spawn([](int& done) -> async<> {
      for (int i = 0; i < 200; ++i) {
        co_await kioto::consume_budget();
        ++done;
      }
    }(done));
    co_await end;
  }(done, seen, end)));
  CHECK(seen == 28);
}

namespace {

thread_local const std::thread::id this_thread_is = std::this_thread::get_id();

// Not inlined: the compiler may keep an address of a thread_local only within
// a function.
[[gnu::noinline]] std::thread::id thread_local_value() {
  return this_thread_is;
}

}  // namespace

TEST_CASE("async.31 a thread_local is that of the thread a task runs on",
          "[async][stress]") {
  auto rt = test::multi_thread(4);
  std::vector<join_handle<int>> handles;
  for (int i = 0; i < 4; ++i) {
    handles.push_back(rt.spawn([]() -> async<int> {
      int wrong = 0;
      for (int k = 0; k < 10'000; ++k) {
        wrong += thread_local_value() != std::this_thread::get_id();
        co_await yield_now();
        wrong += thread_local_value() != std::this_thread::get_id();
      }
      co_return wrong;
    }()));
  }
  for (auto& handle : handles) CHECK(rt.block_on(handle).value() == 0);
}

TEST_CASE("abort: beside polls, steals and the end of the runtime",
          "[abort][stress]") {
  for (int round = 0; round < 20; ++round) {
    auto rt = test::multi_thread(3);
    std::vector<join_handle<void>> handles;
    for (int i = 0; i < 100; ++i) {
      handles.push_back(rt.spawn([](int i) -> async<> {
        for (int k = 0; k < i; ++k) co_await yield_now();
        if (i % 2 == 0) co_await kioto::pending<>();
      }(i)));
    }
    for (int i = 0; i < 100; i += 3) handles[i].abort();
    for (int i = 0; i < 100; i += 6) {
      const auto outcome = rt.block_on(handles[i]);
      CHECK((outcome.has_value() || outcome.error().is_cancelled()));
    }
  }
}
