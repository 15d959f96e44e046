// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/ready.hpp>
#include <type_traits>
#include <utility>

#include "support/probe_waker.hpp"
#include "support/tracked.hpp"

using kioto::detail::future_slot;

namespace {

using child = kioto::ready_future<test::tracked>;

}  // namespace

TEST_CASE("future_slot: owns an rvalue, and destroys it when told",
          "[future_slot]") {
  test::tracks log;
  future_slot<child> slot(kioto::ready(test::tracked(log, 7)));
  CHECK(log.alive() == 1);
  auto moved = std::move(slot);
  moved.destroy();
  CHECK_FALSE(moved.has_value());
  slot.destroy();
  CHECK(log.alive() == 0);
  CHECK(log.copied == 0);
}

TEST_CASE("future_slot: borrows an lvalue, which survives", "[future_slot]") {
  test::tracks log;
  test::probe_context probe;
  auto kept = kioto::ready(test::tracked(log, 7));
  future_slot<child&> slot(kept);
  slot.destroy();
  CHECK_FALSE(slot.has_value());
  CHECK(log.alive() == 1);
  CHECK(future_slot<child&>(kept).poll(probe.cx()).value().number() == 7);
}

TEST_CASE("future_slot: something stands for void", "[future_slot]") {
  static_assert(std::is_same_v<kioto::detail::storable<void>, std::monostate>);
  static_assert(std::is_same_v<kioto::detail::storable<int>, int>);
  SUCCEED();
}
