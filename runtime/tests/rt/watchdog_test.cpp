// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <chrono>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_in_place.hpp>
#include <kioto/rt/watchdog.hpp>
#include <latch>
#include <mutex>
#include <source_location>
#include <string>
#include <vector>

#include "support/bare_runtime.hpp"
#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::blocked_worker;
using kioto::detail::watchdog;
using namespace std::chrono_literals;

namespace {

// A watchdog without a thread, of a current_thread runtime that polls what the
// test gives it.
class watched {
 public:
  watched()
      : dog_(*rt_,
             {1s, [this](const blocked_worker& b) { reports.push_back(b); }}) {}

  void look(std::chrono::milliseconds at) {
    dog_.look(watchdog::time_point(at));
  }
  test::bare_runtime<kioto::detail::current_thread>& rt() { return rt_; }

  std::vector<blocked_worker> reports;

 private:
  test::bare_runtime<kioto::detail::current_thread> rt_{{}};
  watchdog dog_;
};

}  // namespace

TEST_CASE("watchdog: a poll of a second is reported, once, with its place",
          "[watchdog]") {
  watched w;
  w.look(0ms);
  const auto where = std::source_location::current();
  auto task = w.rt().spawn(
      [](watched& w) -> async<> {
        w.look(1'000ms);
        w.look(1'250ms);
        w.look(1'999ms);
        CHECK(w.reports.empty());
        w.look(2'000ms);
        REQUIRE(w.reports.size() == 1);
        w.look(4'000ms);
        CHECK(w.reports.size() == 1);
        // A poll of its own, and of its own length.
        co_await kioto::yield_now();
        w.look(4'100ms);
        w.look(5'000ms);
        CHECK(w.reports.size() == 1);
        w.look(5'100ms);
        CHECK(w.reports.size() == 2);
      }(w),
      where);
  w.rt().block_on(task);
  w.look(9'000ms);
  w.look(20'000ms);
  REQUIRE(w.reports.size() == 2);
  CHECK(w.reports[0].worker == 0);
  CHECK(w.reports[0].blocked == 1s);
  CHECK(w.reports[0].spawned_at.line() == where.line());
  CHECK(std::string(w.reports[0].spawned_at.file_name()) == where.file_name());
}

TEST_CASE("watchdog: many short polls are none that blocks", "[watchdog]") {
  watched w;
  w.rt().block_on(w.rt().spawn([](watched& w) -> async<> {
    for (int i = 0; i < 100; ++i) {
      w.look(i * 500ms);
      co_await kioto::yield_now();
    }
  }(w)));
  CHECK(w.reports.empty());
}

TEST_CASE("watchdog: its own thread finds a worker of a runtime",
          "[watchdog]") {
  std::latch reported(1);
  std::mutex mutex;
  std::vector<blocked_worker> reports;
  unsigned line = 0;
  {
    auto rt = kioto::runtime::builder()
                  .worker_threads(2)
                  .watchdog(2ms,
                            [&](const blocked_worker& b) {
                              const std::lock_guard lock(mutex);
                              reports.push_back(b);
                              if (b.spawned_at.line() == line) {
                                reported.count_down();
                              }
                            })
                  .build();
    const auto where = std::source_location::current();
    line = where.line();
    auto task = [](std::latch& reported) -> async<> {
      reported.wait();
      co_return;
    }(reported);
    rt.block_on(rt.spawn(std::move(task), where));
  }
  REQUIRE(!reports.empty());
  for (const blocked_worker& b : reports) {
    CHECK(b.worker < 2);
    CHECK(b.blocked >= 2ms);
  }
}

TEST_CASE("watchdog: a task that blocks in place blocks no worker",
          "[watchdog]") {
  kioto::detail::scheduler_config config;
  config.worker_threads = 1;
  test::bare_runtime<kioto::detail::multi_thread> rt(config);
  std::vector<blocked_worker> reports;
  watchdog dog(*rt,
               {1s, [&](const blocked_worker& b) { reports.push_back(b); }});
  const auto look = [&dog](auto at) { dog.look(watchdog::time_point(at)); };
  auto task = rt.spawn([](auto& look, auto& reports) -> async<> {
    look(0s);
    kioto::block_in_place([&] {
      look(1s);
      look(10s);
      CHECK(reports.empty());
    });
    co_return;
  }(look, reports));
  rt.block_on(task);
}

TEST_CASE("watchdog: without a report of its own it says a sentence",
          "[watchdog]") {
  const auto death = test::dies([] {
    test::bare_runtime<kioto::detail::current_thread> rt({});
    watchdog dog(*rt, {1s, nullptr});
    const auto where = std::source_location::current();
    auto task = rt.spawn(
        [](watchdog& dog) -> async<> {
          dog.look(watchdog::time_point(1s));
          dog.look(watchdog::time_point(2s + 500ms));
          co_return;
        }(dog),
        where);
    rt.block_on(task);
    std::fprintf(stderr, "%s:%u\n", where.file_name(),
                 static_cast<unsigned>(where.line()));
  });
  CHECK_FALSE(death.aborted);
  const auto second = death.said.find('\n') + 1;
  CHECK(death.said.substr(0, second) ==
        "kioto: worker 0 was blocked 1.5 s in a poll of the task spawned at " +
            death.said.substr(second));
}

TEST_CASE("watchdog: a limit below a millisecond stops the program",
          "[watchdog][dies]") {
  const auto death =
      test::dies([] { (void)kioto::runtime::builder().watchdog(0ms); });
  CHECK(death.aborted);
  CHECK(death.said.find("watchdog: a limit of at least 1 ms") !=
        std::string::npos);
}

TEST_CASE("watchdog: its runtime may end at once", "[watchdog]") {
  for (int i = 0; i < 20; ++i) {
    auto rt = kioto::runtime::builder().watchdog(1h).build();
    if (i % 2 == 0) rt.shutdown_background();
  }
}
