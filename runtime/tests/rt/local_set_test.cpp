// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/local_set.hpp>
#include <kioto/task/consume_budget.hpp>
#include <kioto/task/spawn.hpp>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/remote.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::join_handle;
using kioto::local_set;
using kioto::spawn_local;
using kioto::yield_now;

namespace {

async<int> count_down_here(int n, std::thread::id here) {
  int wrong = std::this_thread::get_id() != here;
  co_await yield_now();
  if (n > 0)
    wrong += (co_await spawn_local(count_down_here(n - 1, here))).value();
  co_return wrong + (std::this_thread::get_id() != here);
}

async<> note(std::string& log, char who) {
  log += who;
  co_return;
}

}  // namespace

TEST_CASE("local_set.01 nested local tasks stay on the thread of the set",
          "[local_set]") {
  auto rt = test::multi_thread(2);
  local_set set;
  const auto here = std::this_thread::get_id();
  CHECK(rt.block_on(set.run_until(count_down_here(5, here))) == 0);
}

TEST_CASE("local_set.02 run_until ends with its future; tasks go on later",
          "[local_set]") {
  auto rt = test::current_thread();
  local_set set;
  int steps = 0;
  auto handle = set.spawn_local([](int& steps) -> async<> {
    for (;;) {
      ++steps;
      co_await yield_now();
    }
  }(steps));
  rt.block_on(set.run_until(test::settle()));
  const int then = steps;
  CHECK(then > 0);
  rt.block_on(test::settle());
  CHECK(steps == then);
  rt.block_on(set.run_until(test::settle()));
  CHECK(steps > then);
}

TEST_CASE("local_set.03 a set is ready when all of its tasks have ended",
          "[local_set]") {
  auto rt = test::current_thread();
  local_set set;
  std::string log;
  (void)set.spawn_local([](std::string& log) -> async<> {
    co_await yield_now();
    (void)spawn_local(note(log, 'b'));
    log += 'a';
  }(log));
  rt.block_on(set);
  CHECK(log == "ab");
  rt.block_on(set);  // empty: ready at once
}

TEST_CASE("local_set.04 an idle set is woken by a spawn, and from outside",
          "[local_set][stress]") {
  for (int round = 0; round < 100; ++round) {
    auto rt = test::current_thread();
    local_set set;
    test::event event;
    int got = 0;
    std::optional<join_handle<int>> spawned;
    (void)set.spawn_local([](test::event& e, int& got) -> async<> {
      got = co_await e;
    }(event, got));
    std::jthread waker([&event] { event.set(4); });
    rt.block_on(set);
    CHECK(got == 4);
  }
  // A spawn by whoever drives it, beside run_until.
  auto rt = test::current_thread();
  local_set set;
  int ran = 0;
  auto driver = set.run_until(kioto::pending<>());
  rt.block_on([](local_set& set, auto& driver, int& ran) -> async<> {
    struct poll_once {
      using output_type = void;
      decltype(driver)& d;
      kioto::poll<void> poll(kioto::context& cx) {
        (void)d.poll(cx);
        return kioto::poll<void>::ready();
      }
    };
    co_await poll_once{driver};
    auto handle = set.spawn_local([](int& ran) -> async<> {
      ++ran;
      co_return;
    }(ran));
    co_await poll_once{driver};
    CHECK(ran == 1);
    CHECK(handle.is_finished());
  }(set, driver, ran));
}

TEST_CASE("local_set.05 a set that goes destroys its tasks here",
          "[local_set]") {
  test::remote<int> r;
  std::optional<kioto::waker> late;
  std::optional<join_handle<int>> handle;
  std::thread::id destroyed_by;
  r.on_destroy = [&] { destroyed_by = std::this_thread::get_id(); };
  {
    auto rt = test::current_thread();
    local_set set;
    handle = set.spawn_local([](auto& late, auto& r) -> async<int> {
      struct leaf {
        using output_type = void;
        std::optional<kioto::waker>& waker;
        kioto::poll<void> poll(kioto::context& cx) {
          waker = cx.waker();
          return kioto::poll<void>::ready();
        }
      };
      co_await leaf{late};
      co_return co_await r.future();
    }(late, r));
    rt.block_on(set.run_until(test::settle()));
    CHECK(r.alive == 1);
  }
  CHECK(r.alive == 0);
  CHECK(destroyed_by == std::this_thread::get_id());
  CHECK(kioto::now_or_never(*handle)->error().is_cancelled());
  std::jthread([&late] { std::move(*late).wake(); }).join();
}

TEST_CASE("local_set.06 spawn_local where no set is driven", "[local_set]") {
  const auto death = test::dies([] {
    local_set set;
    (void)spawn_local(yield_now());
  });
  CHECK(death.aborted);
  CHECK(death.said.find("spawn_local: no local_set is driven") !=
        std::string::npos);
}

TEST_CASE("local_set.07 a normal task awaits a local one", "[local_set]") {
  auto rt = test::multi_thread(2);
  local_set set;
  const auto here = std::this_thread::get_id();
  rt.block_on(set.run_until([](std::thread::id here) -> async<> {
    auto local = spawn_local([]() -> async<std::thread::id> {
      co_await yield_now();
      co_return std::this_thread::get_id();
    }());
    auto normal = kioto::spawn(
        [](join_handle<std::thread::id> local) -> async<std::thread::id> {
          co_return (co_await local).value();
        }(std::move(local)));
    const auto ran_on = co_await normal;
    CHECK(ran_on.value() == here);
  }(here)));
}

TEST_CASE("local_set.08 at most 61 polls before the set lets others run",
          "[local_set]") {
  auto rt = test::current_thread();
  local_set set;
  int polls = 0, seen = -1;
  for (int i = 0; i < 1'000; ++i) {
    (void)set.spawn_local([](int& polls) -> async<> {
      ++polls;
      co_return;
    }(polls));
  }
  (void)rt.spawn([](int& polls, int& seen) -> async<> {
    seen = polls;
    co_return;
  }(polls, seen));
  rt.block_on(set);
  CHECK(polls == 1'000);
  CHECK(seen == 61);
}

TEST_CASE("coop.10 each local task has a budget of its own", "[coop]") {
  auto rt = test::current_thread();
  local_set set;
  int local = 0, outer = 0;
  const auto spends = [](int& done) -> async<> {
    for (int i = 0; i < 200; ++i) {
      co_await kioto::consume_budget();
      ++done;
    }
  };
  (void)set.spawn_local(spends(local));
  auto driver = set.run_until([](int& local, int& outer) -> async<> {
    for (int i = 0; i < 100; ++i) {
      co_await kioto::consume_budget();
      ++outer;
    }
    CHECK(local == 0);
    co_await yield_now();
    CHECK(local >= 128);
  }(local, outer));
  rt.block_on(driver);
  CHECK(outer == 100);
}

TEST_CASE("abort.09 a local task aborted from another thread goes here",
          "[abort][local_set]") {
  test::remote<int> r;
  std::thread::id destroyed_by;
  auto rt = test::current_thread();
  local_set set;
  auto handle = set.spawn_local(r.future());
  rt.block_on(set.run_until(test::settle()));
  r.on_destroy = [&] { destroyed_by = std::this_thread::get_id(); };
  std::jthread([&handle] { handle.abort(); }).join();
  CHECK(r.alive == 1);
  CHECK(rt.block_on(set.run_until(std::move(handle))).error().is_cancelled());
  CHECK(destroyed_by == std::this_thread::get_id());
}
