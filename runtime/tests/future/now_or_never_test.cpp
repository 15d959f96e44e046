// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "support/probe_future.hpp"

using kioto::now_or_never;
using test::probe_future;
using test::remote;

TEST_CASE("fut.37 now_or_never polls once, and destroys what it was given",
          "[now_or_never]") {
  remote r;
  probe_future future(r);
  CHECK(now_or_never(std::move(future)) == std::nullopt);
  CHECK(r.polls == 1);
  CHECK(r.alive == 0);
  r.wake();  // reaches nobody

  remote done;
  done.value = 5;
  CHECK(now_or_never(probe_future(done)) == 5);
  CHECK(done.alive == 0);
}

TEST_CASE("fut.37 now_or_never of an lvalue lets it live", "[now_or_never]") {
  remote r;
  probe_future kept(r);
  CHECK(now_or_never(kept) == std::nullopt);
  CHECK(r.alive == 1);
  r.value = 6;
  CHECK(now_or_never(kept) == 6);
  CHECK(r.polls == 2);
}

TEST_CASE("fut.37 now_or_never of void, of a move-only result, of a throw",
          "[now_or_never]") {
  CHECK(now_or_never(kioto::ready()) == std::monostate());
  CHECK(now_or_never(kioto::yield_now()) == std::nullopt);
  CHECK(**now_or_never(kioto::ready(std::make_unique<int>(2))) == 2);
  remote r;
  r.throws = true;
  CHECK_THROWS_AS(now_or_never(probe_future(r)), std::runtime_error);
  CHECK(r.alive == 0);
}
