// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/task/spawn.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/remote.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::spawn;

namespace {

bool is_cancelled(kioto::runtime& rt, kioto::join_handle<int>& handle) {
  const auto outcome = rt.block_on(handle);
  return !outcome.has_value() && outcome.error().is_cancelled();
}

}  // namespace

TEST_CASE("abort.01 a task that was never polled is destroyed unpolled",
          "[abort]") {
  test::remote<int> r;
  auto rt = test::current_thread();
  auto handle = rt.spawn(r.future());
  handle.abort();
  CHECK(is_cancelled(rt, handle));
  CHECK(r.polls == 0);
  CHECK(r.alive == 0);
}

TEST_CASE("abort.02 an idle task is destroyed by its scheduler, not by us",
          "[abort]") {
  test::remote<int> r;
  auto rt = test::current_thread();
  auto handle = rt.spawn(r.future());
  rt.block_on(test::settle());
  std::thread::id destroyed_by;
  r.on_destroy = [&] { destroyed_by = std::this_thread::get_id(); };
  std::jthread([&handle] {
    handle.abort();
    handle.abort();
  }).join();
  CHECK(r.alive == 1);
  CHECK(is_cancelled(rt, handle));
  CHECK(destroyed_by == std::this_thread::get_id());
  CHECK(r.polls == 1);
}

TEST_CASE("abort.03 a task in a run queue is not polled again", "[abort]") {
  test::remote<int> r;
  auto rt = test::current_thread();
  auto handle = rt.spawn(r.future());
  rt.block_on(test::settle());
  r.set(5);
  handle.abort();
  CHECK(is_cancelled(rt, handle));
  CHECK(r.polls == 1);
}

TEST_CASE("abort.04 a task in a poll is destroyed when that is pending",
          "[abort]") {
  test::remote<int> r;
  auto rt = test::current_thread();
  auto handle = rt.spawn(r.future());
  r.on_poll = [&] { std::jthread([&] { handle.abort(); }).join(); };
  CHECK(is_cancelled(rt, handle));
  CHECK(r.polls == 1);
  CHECK(r.alive == 0);
}

TEST_CASE("abort.05 a poll that is ready wins", "[abort]") {
  test::remote<int> r;
  auto rt = test::current_thread();
  r.set(5);
  auto handle = rt.spawn(r.future());
  r.on_poll = [&] { std::jthread([&] { handle.abort(); }).join(); };
  CHECK(rt.block_on(handle).value() == 5);
}

TEST_CASE("abort.06 a finished task keeps its value", "[abort]") {
  auto rt = test::current_thread();
  auto handle = rt.spawn(kioto::ready(5));
  auto other = handle.abort_handle();
  CHECK_FALSE(other.is_finished());
  rt.block_on(test::settle());
  CHECK(other.is_finished());
  other.abort();
  auto copy = other;
  copy.abort();
  CHECK(rt.block_on(handle).value() == 5);
  copy.abort();
}

TEST_CASE("abort.07 a task that aborts itself goes on to the next suspension",
          "[abort]") {
  auto rt = test::current_thread();
  int steps = 0;
  std::optional<kioto::join_handle<void>> handle;
  SECTION("that waits for ever") {
    handle = rt.spawn([](auto& own, int& steps) -> async<> {
      own->abort();
      co_await kioto::ready(1);
      ++steps;
      co_await kioto::pending<>();
      ++steps;
    }(handle, steps));
  }
  SECTION("that is a yield") {
    handle = rt.spawn([](auto& own, int& steps) -> async<> {
      own->abort();
      co_await kioto::ready(1);
      ++steps;
      co_await kioto::yield_now();
      ++steps;
    }(handle, steps));
  }
  CHECK(rt.block_on(*handle).error().is_cancelled());
  CHECK(steps == 1);
}

TEST_CASE("abort.08 the frame goes, though nobody has the handle any more",
          "[abort]") {
  test::remote<int> r;
  auto rt = test::current_thread();
  {
    auto handle = rt.spawn(r.future());
    rt.block_on(test::settle());
    handle.abort();
  }
  rt.block_on(test::settle());
  CHECK(r.alive == 0);
}

TEST_CASE("abort.10 a frame whose destructor throws ends the program",
          "[abort]") {
  struct thrower {
    ~thrower() noexcept(false) { throw std::runtime_error("in a destructor"); }
  };
  const auto death = test::dies([] {
    auto rt = test::current_thread();
    auto handle = rt.spawn([]() -> async<int> {
      const thrower guard;
      co_await kioto::pending<>();
      co_return 1;
    }());
    rt.block_on(test::settle());
    handle.abort();
    rt.block_on(test::settle());
  });
  CHECK(death.aborted);
  CHECK(
      death.said.find("a destructor threw while its coroutine was destroyed") !=
      std::string::npos);
}

TEST_CASE("abort.04 abort.05 an abort beside polls, wakes and the end",
          "[abort][stress]") {
  auto rt = test::current_thread();
  test::event done;
  std::jthread driver([&] { rt.block_on(done); });
  int values = 0, cancelled = 0;
  for (int round = 0; round < 500; ++round) {
    test::event event;
    auto handle = rt.spawn([](test::event& e) -> async<int> {
      co_await kioto::yield_now();
      co_return co_await e;
    }(event));
    {
      std::jthread waker([&event, round] { event.set(round); });
      if (round % 2 == 0) std::this_thread::yield();
      handle.abort();
    }
    const auto outcome = kioto::block_on(handle);
    ++(outcome.has_value() ? values : cancelled);
    if (outcome.has_value()) CHECK(*outcome == round);
  }
  CHECK(values + cancelled == 500);
  done.set(0);
}
