// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/task/spawn.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/event.hpp"
#include "support/late_wakes.hpp"
#include "support/remote.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::spawn;
using kioto::yield_now;

namespace {

async<> note(std::string& log, char who) {
  log += who;
  co_return;
}

}  // namespace

TEST_CASE("rt.01 rt.02 tasks run only while somebody is in block_on", "[rt]") {
  auto rt = test::current_thread();
  int steps = 0;
  auto handle = rt.spawn([](int& steps) -> async<> {
    for (;;) {
      ++steps;
      co_await yield_now();
    }
  }(steps));
  CHECK(steps == 0);
  rt.block_on(test::settle());
  const int then = steps;
  CHECK(then > 0);
  std::this_thread::yield();
  CHECK(steps == then);
  rt.block_on(test::settle());
  CHECK(steps > then);
}

TEST_CASE("rt.05 another thread takes over when the one that drives leaves",
          "[rt][stress]") {
  for (int round = 0; round < 50; ++round) {
    auto rt = test::current_thread();
    test::event first, second, task;
    int got[3] = {};
    auto handle = rt.spawn([](test::event& e) -> async<int> {
      co_await yield_now();
      co_return co_await e;
    }(task));
    {
      std::jthread a([&] { got[0] = rt.block_on(first); });
      std::jthread b([&] {
        got[1] = rt.block_on(second);
        got[2] = rt.block_on(handle).value();
      });
      while (first.polls() == 0 || second.polls() == 0) {
        std::this_thread::yield();
      }
      (round % 2 == 0 ? first : second).set(round % 2 == 0 ? 1 : 2);
      (round % 2 == 0 ? second : first).set(round % 2 == 0 ? 2 : 1);
      task.set(3);
    }
    CHECK((got[0] == 1 && got[1] == 2 && got[2] == 3));
  }
}

TEST_CASE("rt.06 an exception leaves block_on, and the runtime goes on",
          "[rt]") {
  test::remote<int> other;
  auto rt = test::current_thread();
  auto handle = rt.spawn(other.future());
  CHECK_THROWS_WITH(rt.block_on([]() -> async<int> {
    co_await yield_now();
    throw std::runtime_error("out of the root");
  }()),
                    "out of the root");
  CHECK(other.alive == 1);
  other.set(5);
  CHECK(rt.block_on(handle).value() == 5);
}

TEST_CASE("rt.09 each frame is destroyed once, before the runtime is gone",
          "[rt]") {
  int destroyed = 0;
  std::vector<kioto::join_handle<void>> handles;
  {
    auto rt = test::current_thread();
    for (int i = 0; i < 100; ++i) {
      handles.push_back(rt.spawn([](int& destroyed, int i) -> async<> {
        test::at_exit guard([&destroyed] { ++destroyed; });
        if (i % 3 == 0) co_await yield_now();
        co_await kioto::pending<>();
      }(destroyed, i)));
    }
    rt.block_on(test::settle());
    CHECK(destroyed == 0);
  }
  CHECK(destroyed == 100);
  for (auto& handle : handles) {
    CHECK(kioto::now_or_never(handle)->error().is_cancelled());
  }
}

TEST_CASE("rt.11 guards that complete each other's events at the end", "[rt]") {
  test::event a, b;
  int destroyed = 0, resumed = 0;
  const auto waits = [](test::event& mine, test::event& other, int& destroyed,
                        int& resumed) -> async<> {
    test::at_exit guard([&] {
      ++destroyed;
      other.set(1);
    });
    co_await mine;
    ++resumed;
  };
  {
    auto rt = test::current_thread();
    (void)rt.spawn(waits(a, b, destroyed, resumed));
    (void)rt.spawn(waits(b, a, destroyed, resumed));
    rt.block_on(test::settle());
  }
  CHECK(destroyed == 2);
  CHECK(resumed == 0);
}

TEST_CASE("rt.12 a guard that spawns while its runtime goes", "[rt]") {
  bool ran = false;
  std::optional<kioto::join_handle<void>> spawned;
  {
    auto rt = test::current_thread();
    (void)rt.spawn([](auto& spawned, bool& ran) -> async<> {
      test::at_exit guard([&] {
        CHECK(kioto::handle::try_current().has_value());
        spawned = spawn([](bool& ran) -> async<> {
          ran = true;
          co_return;
        }(ran));
      });
      co_await kioto::pending<>();
    }(spawned, ran));
    rt.block_on(test::settle());
  }
  CHECK_FALSE(ran);
  REQUIRE(spawned.has_value());
  CHECK(kioto::now_or_never(*spawned)->error().is_cancelled());
}

TEST_CASE("rt.14 the runtime goes while another thread wakes its tasks",
          "[rt][stress]") {
  test::wake_while_the_runtime_goes(test::current_thread);
}

TEST_CASE("rt.15 tasks that own each other's handles do not leak", "[rt]") {
  int destroyed = 0;
  {
    auto rt = test::current_thread();
    std::optional<kioto::join_handle<void>> a, b;
    const auto waits = [](auto& other, int& destroyed) -> async<> {
      test::at_exit guard([&destroyed] { ++destroyed; });
      auto own = *std::move(other);
      (void)co_await own;
    };
    a = rt.spawn(waits(b, destroyed));
    b = rt.spawn(waits(a, destroyed));
    rt.block_on(test::settle());
  }
  CHECK(destroyed == 2);
}

TEST_CASE("sched.01 tasks are polled in the order of spawns, then of wakes",
          "[sched]") {
  std::string log;
  test::event a, b, c;
  auto rt = test::current_thread();
  for (char who : {'A', 'B', 'C'}) (void)rt.spawn(note(log, who));
  rt.block_on(test::settle());
  CHECK(log == "ABC");
  const auto waits = [](test::event& e, std::string& log, char who) -> async<> {
    co_await e;
    log += who;
  };
  (void)rt.spawn(waits(a, log, 'a'));
  (void)rt.spawn(waits(b, log, 'b'));
  (void)rt.spawn(waits(c, log, 'c'));
  rt.block_on(test::settle());
  c.set(0);
  a.set(0);
  b.set(0);
  rt.block_on(test::settle());
  CHECK(log == "ABCcab");
}

TEST_CASE("sched.07 what another thread spawns is polled within 61 ticks",
          "[sched]") {
  // Two tasks that wake each other: the queue is never empty.
  test::remote<int> a, b;
  auto rt = test::current_thread();
  a.on_poll = [&] { b.wake(); };
  b.on_poll = [&] { a.wake(); };
  (void)rt.spawn(a.future());
  (void)rt.spawn(b.future());
  rt.block_on(yield_now());
  int before = 0, at = 0;
  rt.block_on([](kioto::runtime& rt, auto& a, auto& b, int& before,
                 int& at) -> async<> {
    std::optional<kioto::join_handle<void>> seen;
    std::jthread([&] {
      before = a.polls + b.polls;
      seen = rt.spawn([](auto& a, auto& b, int& at) -> async<> {
        at = a.polls + b.polls;
        co_return;
      }(a, b, at));
    }).join();
    (void)co_await *seen;
  }(rt, a, b, before, at));
  CHECK(at - before <= 62);
}

TEST_CASE("sched.10 a task woken 5 times is polled once", "[sched]") {
  test::remote<int> r;
  std::optional<kioto::waker> waker;
  auto rt = test::current_thread();
  auto handle = rt.spawn([](test::remote<int>& r, auto& waker) -> async<> {
    struct leaf {
      using output_type = void;
      test::remote<int>& r;
      std::optional<kioto::waker>& waker;
      kioto::poll<void> poll(kioto::context& cx) {
        ++r.polls;
        waker = cx.waker();
        return kioto::poll<void>::pending();
      }
    };
    co_await leaf{r, waker};
  }(r, waker));
  rt.block_on(test::settle());
  CHECK(r.polls == 1);
  for (int i = 0; i < 5; ++i) waker->wake_by_ref();
  rt.block_on(test::settle());
  CHECK(r.polls == 2);
  waker.reset();
}

TEST_CASE("sched.11 a wake from another thread during a poll is one more poll",
          "[sched]") {
  test::remote<int> r;
  auto rt = test::current_thread();
  auto handle = rt.spawn(r.future());
  rt.block_on(test::settle());
  CHECK(r.polls == 1);
  bool once = false;
  // The waker of the poll before: it is still there while this one runs.
  r.on_poll = [&] {
    if (!std::exchange(once, true)) std::jthread([&] { r.set(4); }).join();
  };
  r.wake();
  CHECK(rt.block_on(handle).has_value());
}

TEST_CASE("sched.12 the waker of a task that has ended does nothing",
          "[sched]") {
  std::optional<kioto::waker> kept;
  {
    auto rt = test::current_thread();
    struct leaf {
      using output_type = int;
      std::optional<kioto::waker>& waker;
      kioto::poll<int> poll(kioto::context& cx) {
        waker = cx.waker();
        return kioto::poll<int>::ready(1);
      }
    };
    CHECK(rt.block_on(rt.spawn(leaf{kept})).value() == 1);
    kept->wake_by_ref();
    rt.block_on(test::settle());
  }
  auto copy = *kept;
  std::move(copy).wake();
  kept->wake_by_ref();
  std::jthread([&] { kept.reset(); }).join();
}

TEST_CASE("sched.13 a task that yields goes behind the others", "[sched]") {
  auto rt = test::current_thread();
  std::string log;
  const auto steps = [](std::string& log, char who) -> async<> {
    for (int i = 0; i < 2; ++i) {
      log += who;
      co_await yield_now();
    }
  };
  (void)rt.spawn(steps(log, 'a'));
  (void)rt.spawn(steps(log, 'b'));
  (void)rt.spawn(note(log, '.'));
  rt.block_on(test::settle());
  CHECK(log == "ab.ab");
}
