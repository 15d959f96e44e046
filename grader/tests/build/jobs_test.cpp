// SPDX-License-Identifier: MIT
#include "build/jobs.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <cstdlib>

using namespace grader;

namespace {

job shell(std::string script) {
  job j;
  j.label = script;
  j.argv = {"/bin/sh", "-c", std::move(script)};
  return j;
}

}  // namespace

TEST_CASE("a command's output and exit code come back", "[build]") {
  job_result r =
      run_command({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"});
  CHECK(r.exit_code == 3);
  CHECK_FALSE(r.ok());
  CHECK(r.output == "out\nerr\n");
}

TEST_CASE("a command that does not exist says so", "[build]") {
  job_result r = run_command({"/no/such/program"});
  CHECK(r.exit_code == 127);
  CHECK(r.output.find("cannot run /no/such/program") == 0);
}

TEST_CASE("a job has no standard input", "[build]") {
  CHECK(run_command({"/bin/cat"}).output.empty());
}

TEST_CASE("output beyond its limit is dropped, and the job still ends",
          "[build]") {
  job_limits limits;
  limits.output_bytes = 1000;
  job_result r = run_command(
      {"/bin/sh", "-c", "head -c 5000000 /dev/zero; echo done >&2"}, limits);
  CHECK(r.exit_code == 0);
  CHECK(r.output.size() == 1000);
}

TEST_CASE("a job that takes too long is killed with all that it started",
          "[build]") {
  job_limits limits;
  limits.wall = std::chrono::seconds(1);
  // The grandchild would keep the pipe open for ever.
  job_result r =
      run_command({"/bin/sh", "-c", "sleep 1000 & echo $!; wait"}, limits);
  CHECK(r.timed_out);
  CHECK(r.seconds < 10);
  pid_t grandchild = static_cast<pid_t>(std::atoi(r.output.c_str()));
  REQUIRE(grandchild > 0);
  // Killed: gone, or a zombie that init has not reaped yet.
  for (int i = 0; i < 1000 && ::kill(grandchild, 0) == 0; ++i) {
    job_result state = run_command(
        {"/bin/sh", "-c", "cat /proc/" + std::to_string(grandchild) + "/stat"});
    if (state.output.find(") Z") != std::string::npos) return;
  }
  CHECK(::kill(grandchild, 0) != 0);
}

TEST_CASE("a limit of CPU time ends a loop", "[build]") {
  job_limits limits;
  limits.cpu_seconds = 1;
  job_result r = run_command({"/bin/sh", "-c", "while :; do :; done"}, limits);
  CHECK(r.signal != 0);
}

TEST_CASE("jobs wait for their turn, by priority", "[build]") {
  job_pool pool(1);
  std::string order;
  for (int priority : {3, 1, 2}) {
    job j = shell("true");
    j.priority = priority;
    j.then = [&order, priority](const job_result&) {
      order += std::to_string(priority);
    };
    pool.submit(std::move(j));
  }
  pool.run();
  CHECK(order == "123");
}

TEST_CASE("a callback may submit what waits for it", "[build]") {
  job_pool pool(2);
  bool second = false;
  job first = shell("true");
  first.then = [&](const job_result&) {
    job next = shell("true");
    next.then = [&](const job_result&) { second = true; };
    pool.submit(std::move(next));
  };
  pool.submit(std::move(first));
  pool.run();
  CHECK(second);
}

TEST_CASE("cancelling a group ends its jobs without their callbacks",
          "[build]") {
  job_pool pool(2);
  bool called = false;
  job endless = shell("sleep 1000");
  endless.group = "a";
  endless.then = [&](const job_result&) { called = true; };
  job waiting = endless;
  job quick = shell("true");
  quick.then = [&](const job_result&) { pool.cancel_group("a"); };
  pool.submit(std::move(endless));
  pool.submit(std::move(quick));
  pool.submit(std::move(waiting));
  auto began = std::chrono::steady_clock::now();
  pool.run();
  CHECK_FALSE(called);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(20));
}

TEST_CASE("a forked body sends lines as they come", "[build]") {
  job_pool pool(1);
  std::string lines;
  int code = 0;
  job j;
  j.label = "body";
  j.body = [](int output) {
    return ::write(output, "one\ntwo\nunfinished", 18) == 18 ? 7 : 1;
  };
  j.on_line = [&](std::string_view line) { lines += std::string(line) + ";"; };
  j.then = [&](const job_result& r) { code = r.exit_code; };
  pool.submit(std::move(j));
  pool.run();
  CHECK(lines == "one;two;");
  CHECK(code == 7);
}

TEST_CASE("a job that runs alone waits for all, and all wait for it",
          "[build]") {
  job_pool pool(4);
  int running = 0, most = 0, beside = 0;
  auto add = [&](int priority, bool alone) {
    job j;
    j.priority = priority;
    j.alone = alone;
    j.body = [](int output) {
      [[maybe_unused]] ssize_t n = ::write(output, "begun\n", 6);
      ::poll(nullptr, 0, 20);
      return 0;
    };
    j.on_line = [&, alone](std::string_view) {
      most = std::max(most, ++running);
      if (alone && running > 1) ++beside;
    };
    j.then = [&](const job_result&) { --running; };
    pool.submit(std::move(j));
  };
  for (int i = 0; i < 3; ++i) add(1, false);
  add(2, true);
  add(2, true);
  add(3, false);
  pool.run();
  CHECK(most > 1);
  CHECK(beside == 0);
  CHECK(running == 0);
}
