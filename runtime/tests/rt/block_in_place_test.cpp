// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_in_place.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/local_set.hpp>
#include <kioto/rt/spawn_blocking.hpp>
#include <kioto/task/consume_budget.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::block_in_place;
using kioto::spawn;
using kioto::yield_now;

namespace {

async<> counts_down(std::latch& latch) {
  latch.count_down();
  co_return;
}

kioto::runtime one_worker_and_one_blocking_thread() {
  return kioto::runtime::builder()
      .worker_threads(1)
      .max_blocking_threads(1)
      .build();
}

}  // namespace

TEST_CASE("block_in_place.01 the worker's other tasks run meanwhile",
          "[block_in_place]") {
  std::latch others(3);  // one in the next slot, two in the ring
  auto rt = test::multi_thread(1);
  (void)rt.block_on(rt.spawn([](std::latch& others) -> async<> {
    for (int i = 0; i < 3; ++i) (void)spawn(counts_down(others));
    block_in_place([&] { others.wait(); });
    co_return;
  }(others)));
  CHECK(others.try_wait());
}

TEST_CASE("block_in_place.02 a current_thread runtime has no other thread",
          "[block_in_place]") {
  for (const bool in_a_task : {false, true}) {
    const auto death = test::dies([=] {
      auto rt = test::current_thread();
      auto blocks = []() -> async<> {
        block_in_place([] {});
        co_return;
      };
      if (in_a_task) {
        (void)rt.block_on(rt.spawn(blocks()));
      } else {
        rt.block_on(blocks());
      }
    });
    CHECK(death.aborted);
    CHECK(death.said.find("block_in_place_test.cpp") != std::string::npos);
    CHECK(death.said.find("a current_thread runtime has one thread") !=
          std::string::npos);
  }
}

TEST_CASE("block_in_place.03 elsewhere it is a call", "[block_in_place]") {
  const auto thread_of = [] {
    return block_in_place([] { return std::this_thread::get_id(); });
  };
  CHECK(thread_of() == std::this_thread::get_id());
  auto rt = test::multi_thread(1);
  const bool same_in_a_job = rt.block_on([&]() -> async<bool> {
    co_return (co_await kioto::spawn_blocking([&] {
      return thread_of() == std::this_thread::get_id();
    })).value();
  }());
  CHECK(same_in_a_job);
  const auto in_the_root =
      rt.block_on([&]() -> async<std::thread::id> { co_return thread_of(); }());
  CHECK(in_the_root == std::this_thread::get_id());
}

TEST_CASE("block_in_place.04 nested, with block_on between",
          "[block_in_place]") {
  auto rt = one_worker_and_one_blocking_thread();
  const auto handle = rt.get_handle();
  const int value = rt.block_on(rt.spawn([](auto handle) -> async<int> {
                        co_return block_in_place([&] {
                          return handle.block_on([]() -> async<int> {
                            co_await yield_now();
                            co_return block_in_place([] { return 7; });
                          }());
                        });
                      }(handle)))
                        .value();
  CHECK(value == 7);
}

TEST_CASE("block_in_place.05 the budget counts again afterwards",
          "[block_in_place]") {
  std::atomic<int> inside{0};
  std::atomic<bool> came_between{false};
  auto rt = test::multi_thread(1);
  (void)rt.block_on(rt.spawn([](auto& inside, auto& between) -> async<> {
    block_in_place([&] {
      kioto::block_on([](auto& inside) -> async<> {
        for (int i = 0; i < 200; ++i) {
          co_await kioto::consume_budget();
          ++inside;
        }
      }(inside));
    });
    auto other = spawn([](auto& between) -> async<> {
      between = true;
      co_return;
    }(between));
    // The thread goes on beside the one that has taken its worker.
    bool seen = false;
    for (int i = 0; i < 200 && !seen; ++i) {
      co_await kioto::consume_budget();
      seen = between;
    }
    (void)co_await other;
    between = seen;
  }(inside, came_between)));
  CHECK(inside == 200);
  CHECK(came_between);
}

TEST_CASE("block_in_place.06 a task of a local_set may not",
          "[block_in_place]") {
  for (const bool has_runtime : {false, true}) {
    const auto death = test::dies([=] {
      kioto::local_set set;
      (void)set.spawn_local([]() -> async<> {
        block_in_place([] {});
        co_return;
      }());
      if (has_runtime) {
        test::current_thread().block_on(set);
      } else {
        kioto::block_on(set);
      }
    });
    CHECK(death.aborted);
    CHECK(death.said.find("the tasks of a local_set share one thread") !=
          std::string::npos);
  }
}

TEST_CASE("block_in_place.07 what has yielded goes on before the call ends",
          "[block_in_place]") {
  std::latch went_on(1);
  auto rt = test::multi_thread(1);
  (void)rt.block_on(rt.spawn([](std::latch& went_on) -> async<> {
    (void)spawn([](std::latch& went_on) -> async<> {
      co_await yield_now();
      went_on.count_down();
    }(went_on));
    // Spawned last, it runs first; so it yields behind the other one.
    (void)co_await spawn([](std::latch& went_on) -> async<> {
      co_await yield_now();
      block_in_place([&] { went_on.wait(); });
    }(went_on));
  }(went_on)));
  CHECK(went_on.try_wait());
}

TEST_CASE("block_in_place.08 the end of the runtime waits for the function",
          "[block_in_place]") {
  std::latch begun(1), may_end(1);
  std::atomic<bool> ended{false};
  std::optional<kioto::join_handle<void>> handle;
  std::optional<kioto::runtime> rt(test::multi_thread(1));
  handle = rt->spawn([](auto& begun, auto& may_end, auto& ended) -> async<> {
    block_in_place([&] {
      begun.count_down();
      may_end.wait();
      ended = true;
    });
    co_await yield_now();
  }(begun, may_end, ended));
  begun.wait();
  std::jthread destroys([&] { rt.reset(); });
  may_end.count_down();
  destroys.join();
  CHECK(ended);
  CHECK(handle->is_finished());
}

TEST_CASE("block_in_place: an exception comes out, and the task goes on",
          "[block_in_place]") {
  auto rt = test::multi_thread(1);
  const bool caught =
      rt.block_on(rt.spawn([]() -> async<bool> {
          bool caught = false;
          try {
            block_in_place([] { throw std::runtime_error("no"); });
          } catch (const std::runtime_error&) {
            caught = true;
          }
          co_await yield_now();
          co_return caught;
        }()))
          .value();
  CHECK(caught);
}

TEST_CASE("block_in_place: many at once, beside wakes and aborts",
          "[block_in_place][stress]") {
  std::atomic<int> calls{0};
  {
    auto rt = test::multi_thread(2);
    rt.block_on([](std::atomic<int>& calls) -> async<> {
      std::vector<kioto::join_handle<void>> handles;
      for (int i = 0; i < 200; ++i) {
        handles.push_back(spawn([](std::atomic<int>& calls) -> async<> {
          co_await yield_now();
          block_in_place([&] { ++calls; });
          co_await yield_now();
          block_in_place([&] { ++calls; });
        }(calls)));
      }
      for (auto& handle : handles) CHECK((co_await handle).has_value());
    }(calls));
  }
  CHECK(calls == 400);
}
