// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/pending.hpp>
#include <memory>
#include <type_traits>

#include "support/probe_waker.hpp"

TEST_CASE("fut.03 pending is pending each time and keeps no waker", "[fut]") {
  test::probe_context probe;
  auto never = kioto::pending<int>();
  for (int i = 0; i < 100; ++i) CHECK(never.poll(probe.cx()).is_pending());
  CHECK(probe.clones == 0);
  CHECK(probe.wakes == 0);
}

TEST_CASE("pending: of any type, and of nothing", "[pending]") {
  test::probe_context probe;
  auto nothing = kioto::pending();
  static_assert(std::is_void_v<decltype(nothing)::output_type>);
  CHECK(nothing.poll(probe.cx()).is_pending());
  auto unique = kioto::pending<std::unique_ptr<int>>();
  CHECK(unique.poll(probe.cx()).is_pending());
}
