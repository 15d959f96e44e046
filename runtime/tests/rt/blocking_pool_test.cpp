// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <kioto/async/async.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/spawn_blocking.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/bare_runtime.hpp"
#include "support/dies.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::spawn_blocking;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

kioto::runtime with_blocking_threads(unsigned most) {
  return kioto::runtime::builder()
      .worker_threads(1)
      .max_blocking_threads(most)
      .build();
}

}  // namespace

TEST_CASE("spawn_blocking: the value of the function, on another thread",
          "[blocking]") {
  auto rt = test::current_thread();
  const auto here = std::this_thread::get_id();
  rt.block_on([](std::thread::id here) -> async<> {
    const auto there =
        co_await spawn_blocking([] { return std::this_thread::get_id(); });
    CHECK(there.value() != here);
    auto moved =
        co_await spawn_blocking([owned = std::make_unique<int>(5)]() mutable {
          return std::move(owned);
        });
    CHECK(*moved.value() == 5);
    bool called = false;
    CHECK((co_await spawn_blocking([&called] { called = true; })).has_value());
    CHECK(called);
  }(here));
}

// Nobody else may be started at the limit, and the one that is there has looked
// for jobs for the last time.
TEST_CASE("spawn_blocking: a job that comes while the last thread ends",
          "[blocking]") {
  std::latch ends(1), second_has_run(1);
  std::atomic<int> stops{0};
  auto rt = kioto::runtime::builder()
                .current_thread()
                .max_blocking_threads(1)
                .thread_keep_alive(milliseconds(1))
                .on_thread_stop([&] {
                  if (stops.fetch_add(1) != 0) return;
                  ends.count_down();
                  second_has_run.wait();
                })
                .build();
  (void)rt.block_on(rt.get_handle().spawn_blocking([] {}));
  ends.wait();
  (void)rt.block_on(
      rt.get_handle().spawn_blocking([&] { second_has_run.count_down(); }));
}

TEST_CASE("blocking.01 a job whose handle goes at once runs", "[blocking]") {
  std::latch ran(1);
  auto rt = test::current_thread();
  (void)rt.get_handle().spawn_blocking([&ran] { ran.count_down(); });
  ran.wait();
}

TEST_CASE("blocking.02 a job that throws, and the next one", "[blocking]") {
  auto rt = with_blocking_threads(1);
  const auto handle = rt.get_handle();
  auto fails = handle.spawn_blocking(
      []() -> int { throw std::runtime_error("in the job"); });
  const auto outcome = rt.block_on(fails);
  CHECK(outcome.error().is_panicked());
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.error().exception()),
                    "in the job");
  CHECK(rt.block_on(handle.spawn_blocking([] { return 2; })).value() == 2);
}

TEST_CASE("blocking.03 with one thread, jobs run in order, one at a time",
          "[blocking]") {
  std::string log;
  std::latch begun(1), go_on(1);
  auto rt = with_blocking_threads(1);
  const auto handle = rt.get_handle();
  auto first = handle.spawn_blocking([&] {
    begun.count_down();
    go_on.wait();
    log += '1';
  });
  begun.wait();
  auto second = handle.spawn_blocking([&log] { log += '2'; });
  auto third = handle.spawn_blocking([&log] { log += '3'; });
  CHECK_FALSE(second.is_finished());
  go_on.count_down();
  (void)rt.block_on(third);
  CHECK(log == "123");
}

TEST_CASE("blocking.04 blocking.05 an abort reaches a job that waits only",
          "[blocking]") {
  std::latch begun(1), go_on(1);
  auto rt = with_blocking_threads(1);
  const auto handle = rt.get_handle();
  auto first = handle.spawn_blocking([&] {
    begun.count_down();
    go_on.wait();
    return 1;
  });
  begun.wait();
  auto captured = std::make_shared<int>(0);
  auto second = handle.spawn_blocking([captured] { return ++*captured; });
  first.abort();
  second.abort();
  go_on.count_down();
  CHECK(rt.block_on(first).value() == 1);
  CHECK(rt.block_on(second).error().is_cancelled());
  CHECK(*captured == 0);
  CHECK(captured.use_count() == 1);
}

TEST_CASE("blocking.06 a job never waits behind one that a thread was given",
          "[blocking][stress]") {
  auto rt = with_blocking_threads(8);
  const auto handle = rt.get_handle();
  for (int round = 0; round < 200; ++round) {
    // An idle thread is there. The first job waits for the second one.
    (void)rt.block_on(handle.spawn_blocking([] {}));
    std::latch second_runs(1);
    auto first = handle.spawn_blocking([&] { second_runs.wait(); });
    auto second = handle.spawn_blocking([&] { second_runs.count_down(); });
    CHECK(rt.block_on(first).has_value());
    CHECK(rt.block_on(second).has_value());
  }
}

TEST_CASE("rt.04 block_on of a handle in a blocking job", "[blocking]") {
  auto rt = test::multi_thread(2);
  const auto handle = rt.get_handle();
  auto job = handle.spawn_blocking([] {
    return kioto::handle::current().block_on([]() -> async<int> {
      auto task = kioto::spawn([]() -> async<int> {
        co_await kioto::yield_now();
        co_return 4;
      }());
      co_return (co_await task).value();
    }());
  });
  CHECK(rt.block_on(job).value() == 4);
}

TEST_CASE("rt.16 the end of the runtime waits for a job that runs",
          "[blocking]") {
  std::latch begun(1);
  std::atomic<bool> go_on{false};
  std::optional<kioto::join_handle<int>> job;
  std::jthread later;
  {
    auto rt = test::multi_thread(1);
    job = rt.get_handle().spawn_blocking([&] {
      begun.count_down();
      go_on.wait(false);
      return 7;
    });
    begun.wait();
    later = std::jthread([&] {
      go_on = true;
      go_on.notify_one();
    });
  }
  CHECK(kioto::now_or_never(*job)->value() == 7);
}

TEST_CASE("rt.17 rt.18 an end that does not wait for a job", "[blocking]") {
  // The jobs outlive this function's scope but for the release at its end.
  auto go_on = std::make_shared<std::latch>(1);
  for (const auto timeout : {milliseconds(100), milliseconds(0)}) {
    std::atomic<bool> destroyed{false};
    std::latch begun(2);
    auto rt = test::multi_thread(2);
    (void)rt.spawn([](auto& destroyed, auto& begun) -> async<> {
      test::at_exit guard([&destroyed] { destroyed = true; });
      begun.count_down();
      co_await kioto::pending<>();
    }(destroyed, begun));
    (void)rt.get_handle().spawn_blocking([go_on, &begun] {
      begun.count_down();
      go_on->wait();
    });
    begun.wait();
    const auto start = steady_clock::now();
    rt.shutdown_timeout(timeout);
    const auto took = steady_clock::now() - start;
    CHECK(took >= timeout);
    if (timeout != milliseconds(0)) {
      CHECK(destroyed);
    } else {
      while (!destroyed) std::this_thread::yield();
    }
  }
  {
    std::latch begun(1);
    auto rt = test::current_thread();
    auto other = test::current_thread();
    (void)other.get_handle().spawn_blocking([go_on, &begun] {
      begun.count_down();
      go_on->wait();
    });
    begun.wait();
    rt.block_on([](kioto::runtime& other) -> async<> {
      other.shutdown_background();
      co_await kioto::yield_now();
    }(other));
  }
  go_on->count_down();
}

TEST_CASE("rt.19 a runtime destroyed by async code", "[blocking]") {
  const auto death = test::dies([] {
    auto rt = test::current_thread();
    rt.block_on([]() -> async<> {
      const auto inner = test::current_thread();
      co_return;
    }());
  });
  CHECK(death.aborted);
  CHECK(death.said.find("use shutdown_background()") != std::string::npos);
}

TEST_CASE("rt.20 jobs that wait are cancelled at the end", "[blocking]") {
  std::latch begun(1), go_on(1);
  auto captured = std::make_shared<int>(0);
  std::vector<kioto::join_handle<int>> waiting;
  std::jthread later;
  {
    auto rt = with_blocking_threads(1);
    const auto handle = rt.get_handle();
    (void)handle.spawn_blocking([&] {
      begun.count_down();
      go_on.wait();
    });
    begun.wait();
    for (int i = 0; i < 3; ++i) {
      waiting.push_back(
          handle.spawn_blocking([captured] { return ++*captured; }));
    }
    later = std::jthread([&] {
      while (!waiting.back().is_finished()) std::this_thread::yield();
      go_on.count_down();
    });
  }
  for (auto& job : waiting) {
    CHECK(kioto::now_or_never(job)->error().is_cancelled());
  }
  CHECK(*captured == 0);
  CHECK(captured.use_count() == 1);
}

TEST_CASE("rt.13 spawn_blocking through a handle whose runtime has gone",
          "[blocking]") {
  std::optional<kioto::handle> kept;
  {
    auto rt = test::current_thread();
    kept = rt.get_handle();
  }
  auto captured = std::make_shared<int>(0);
  auto job = kept->spawn_blocking([captured] { return ++*captured; });
  CHECK(captured.use_count() == 1);
  CHECK(kioto::now_or_never(job)->error().is_cancelled());
  CHECK(*captured == 0);
}

TEST_CASE("rt.21 max_blocking_threads(0)", "[blocking]") {
  const auto death =
      test::dies([] { kioto::runtime::builder().max_blocking_threads(0); });
  CHECK(death.aborted);
  CHECK(death.said.find("max_blocking_threads: at least 1") !=
        std::string::npos);
}

TEST_CASE("spawn_blocking without a runtime", "[blocking]") {
  const auto death = test::dies([] { (void)spawn_blocking([] {}); });
  CHECK(death.aborted);
  CHECK(death.said.find("spawn_blocking: no runtime here") !=
        std::string::npos);
}

TEST_CASE("spawn_blocking: a thread that gets no job for its time ends",
          "[blocking]") {
  std::latch ended(1);
  std::atomic<int> ends{0};
  auto rt = kioto::runtime::builder()
                .thread_keep_alive(milliseconds(1))
                .on_thread_stop([&] {
                  if (ends.fetch_add(1) == 0) ended.count_down();
                })
                .build();
  rt.block_on([](std::latch& ended) -> async<> {
    CHECK((co_await spawn_blocking([] { return 1; })).value() == 1);
    ended.wait();
    // The next job has a new thread.
    CHECK((co_await spawn_blocking([] { return 2; })).value() == 2);
  }(ended));
}

TEST_CASE("spawn_blocking: while the runtime's time stands still, threads stay",
          "[blocking]") {
  test::manual_clock clock;
  std::latch ended(1);
  kioto::detail::scheduler_config config;
  config.time = &clock;
  config.thread_keep_alive = milliseconds(1);
  config.on_thread_stop = [&ended] { ended.count_down(); };
  test::bare_runtime<kioto::detail::current_thread> rt(config);
  rt.block_on([]() -> async<> {
    CHECK((co_await spawn_blocking([] { return 1; })).value() == 1);
  }());
  // It looks at the clock again and again.
  const int reads = clock.reads();
  while (clock.reads() < reads + 5) std::this_thread::yield();
  CHECK_FALSE(ended.try_wait());
  clock.advance(milliseconds(1));
  ended.wait();
}
