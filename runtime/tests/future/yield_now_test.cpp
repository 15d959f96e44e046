// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/yield_now.hpp>

#include "support/probe_waker.hpp"

TEST_CASE("fut.05 yield_now is pending once, and wakes itself", "[fut]") {
  test::probe_context probe;
  auto future = kioto::yield_now();
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(probe.wakes == 1);
  CHECK(future.poll(probe.cx()).is_ready());
  CHECK(probe.wakes == 1);
  CHECK(probe.clones == 0);
}

TEST_CASE("yield_now: wakes the waker of the poll that is pending",
          "[yield_now]") {
  test::probe_context first;
  test::probe_context second;
  auto future = kioto::yield_now();
  CHECK(future.poll(first.cx()).is_pending());
  CHECK(future.poll(second.cx()).is_ready());
  CHECK(first.wakes == 1);
  CHECK(second.wakes == 0);
}
