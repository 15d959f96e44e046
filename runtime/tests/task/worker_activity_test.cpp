// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <chrono>
#include <kioto/task/worker_activity.hpp>
#include <source_location>

using kioto::detail::worker_activity;
using std::chrono::milliseconds;

namespace {

worker_activity::time_point at(int ms) {
  return worker_activity::time_point(milliseconds(ms));
}

}  // namespace

TEST_CASE("worker_activity: a poll is seen while it runs, told from others",
          "[metrics]") {
  worker_activity worker;
  CHECK(!worker.current_poll().has_value());
  const auto first = std::source_location::current();
  worker.begin_poll(first);
  const auto seen = worker.current_poll();
  REQUIRE(seen.has_value());
  CHECK(seen->spawned_at.line() == first.line());
  CHECK(worker.current_poll()->epoch == seen->epoch);
  CHECK(worker.polls() == 1);
  worker.end_polls();
  CHECK(!worker.current_poll().has_value());
  worker.end_polls();
  CHECK(!worker.current_poll().has_value());
  CHECK(worker.polls() == 1);
  const auto second = std::source_location::current();
  worker.begin_poll(second);
  REQUIRE(worker.current_poll().has_value());
  CHECK(worker.current_poll()->epoch != seen->epoch);
  CHECK(worker.current_poll()->spawned_at.line() == second.line());
  CHECK(worker.polls() == 2);
  const auto epoch = worker.current_poll()->epoch;
  worker.begin_poll(first);
  CHECK(worker.current_poll()->epoch != epoch);
  CHECK(worker.current_poll()->spawned_at.line() == first.line());
  CHECK(worker.polls() == 3);
}

TEST_CASE("worker_activity: busy from the begin of work to its end, or to now",
          "[metrics]") {
  worker_activity worker;
  CHECK(worker.busy(at(5)) == milliseconds(0));
  worker.begin_work(at(10));
  CHECK(worker.busy(at(10)) == milliseconds(0));
  CHECK(worker.busy(at(13)) == milliseconds(3));
  worker.end_work(at(14));
  CHECK(worker.busy(at(100)) == milliseconds(4));
  worker.begin_work(at(200));
  CHECK(worker.busy(at(206)) == milliseconds(10));
  worker.end_work(at(207));
  CHECK(worker.busy(at(300)) == milliseconds(11));
}
