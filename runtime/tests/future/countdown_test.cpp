// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/countdown.hpp>
#include <limits>

#include "support/probe_waker.hpp"

TEST_CASE("countdown: is pending n times, then ready with n", "[countdown]") {
  const unsigned n = GENERATE(0u, 1u, 2u, 10u);
  test::probe_context probe;
  auto future = kioto::countdown(n);
  for (unsigned i = 0; i < n; ++i) {
    CHECK(future.poll(probe.cx()).is_pending());
    CHECK(probe.wakes == static_cast<int>(i) + 1);
  }
  CHECK(future.poll(probe.cx()).value() == n);
  CHECK(probe.wakes == static_cast<int>(n));
  CHECK(probe.clones == 0);
}

TEST_CASE("countdown: wakes the waker of each poll", "[countdown]") {
  test::probe_context first;
  test::probe_context second;
  auto future = kioto::countdown(2);
  CHECK(future.poll(first.cx()).is_pending());
  CHECK(future.poll(second.cx()).is_pending());
  CHECK(first.wakes == 1);
  CHECK(second.wakes == 1);
}

TEST_CASE("countdown: from the largest number", "[countdown]") {
  test::probe_context probe;
  auto future = kioto::countdown(std::numeric_limits<unsigned>::max());
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
}
