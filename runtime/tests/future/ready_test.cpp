// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <type_traits>
#include <utility>

#include "support/probe_waker.hpp"
#include "support/tracked.hpp"

using kioto::ready;

TEST_CASE("fut.01 ready gives its value in the first poll", "[fut]") {
  test::probe_context probe;
  auto five = ready(5);
  CHECK(five.poll(probe.cx()).value() == 5);
  CHECK(probe.clones == 0);
  CHECK(probe.wakes == 0);
}

TEST_CASE("ready: of nothing", "[ready]") {
  test::probe_context probe;
  auto done = ready();
  static_assert(std::is_void_v<decltype(done)::output_type>);
  CHECK(done.poll(probe.cx()).is_ready());
  CHECK(probe.clones + probe.wakes == 0);
}

TEST_CASE("ready: moves its value, and never copies it", "[ready]") {
  test::tracks log;
  test::probe_context probe;
  {
    auto future = ready(test::tracked(log, 7));
    CHECK(future.poll(probe.cx()).value().number() == 7);
    CHECK(log.copied == 0);
    CHECK(log.alive() == 0);  // nothing is left behind in the future
  }
  CHECK(log.alive() == 0);

  auto unique = ready(std::make_unique<int>(3));
  CHECK(*unique.poll(probe.cx()).value() == 3);
}

TEST_CASE("ready: copies an lvalue and decays its type", "[ready]") {
  const int n = 5;
  static_assert(std::is_same_v<decltype(ready(n)), kioto::ready_future<int>>);
  static_assert(
      std::is_same_v<decltype(ready("hi")), kioto::ready_future<const char*>>);
  test::tracks log;
  const test::tracked value(log, 7);
  test::probe_context probe;
  auto future = ready(value);
  CHECK(log.copied == 1);
  CHECK(future.poll(probe.cx()).value().number() == 7);
}
