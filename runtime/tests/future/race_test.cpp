// SPDX-License-Identifier: MIT
#include <array>
#include <catch2/catch.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/race.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <string>
#include <type_traits>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/remote.hpp"

using kioto::race;

TEST_CASE("fut.02 race: never polled, it polls nothing", "[fut]") {
  test::remote<int> a;
  {
    auto first = race(a.future(), kioto::pending<int>());
  }
  CHECK(a.alive == 0);
  CHECK(a.polls == 0);
}

TEST_CASE("fut.07 race: a poll that nothing asked for changes nothing",
          "[fut]") {
  test::remote<int> a, b;
  test::probe_context probe;
  auto first = race(a.future(), b.future());
  for (int i = 0; i < 10; ++i) CHECK(first.poll(probe.cx()).is_pending());
  b.set(5);
  CHECK(first.poll(probe.cx()).value() == 5);
}

TEST_CASE("fut.25 race: gives the value of the first, the losers are gone",
          "[fut]") {
  test::probe_context probe;
  test::remote<int> a, b, c;
  auto first = race(a.future(), b.future(), c.future());
  static_assert(std::is_same_v<decltype(first)::output_type, int>);
  CHECK(first.poll(probe.cx()).is_pending());
  a.set(5);
  auto result = first.poll(probe.cx());
  CHECK(a.alive + b.alive + c.alive == 0);
  CHECK(result.value() == 5);
}

TEST_CASE("race: of three that are ready, each wins its share", "[race]") {
  test::probe_context probe;
  std::array<int, 3> wins{};
  for (std::size_t i = 0; i < 9'000; ++i) {
    auto first = race(kioto::ready(0), kioto::ready(1), kioto::ready(2));
    ++wins.at(static_cast<std::size_t>(first.poll(probe.cx()).value()));
  }
  for (const int w : wins) CHECK(w > 2'500);
}

TEST_CASE("race: of nothing, of what can only be moved, of a borrowed one",
          "[race]") {
  test::probe_context probe;
  auto nothing = race(kioto::pending<void>(), kioto::lazy([] {}));
  static_assert(std::is_void_v<decltype(nothing)::output_type>);
  CHECK(nothing.poll(probe.cx()).is_ready());

  auto unique = race(kioto::ready(std::make_unique<int>(3)));
  CHECK(*unique.poll(probe.cx()).value() == 3);

  auto kept = kioto::countdown(1);
  {
    auto first = race(kept, kioto::countdown(9));
    CHECK(first.poll(probe.cx()).is_pending());
  }
  CHECK(kept.poll(probe.cx()).value() == 1);
}

TEST_CASE("race: is complete after a value, and after an exception", "[race]") {
  test::probe_context probe;
  auto done = race(kioto::ready(1));
  CHECK(done.poll(probe.cx()).is_ready());
  auto end = test::dies([&] { (void)done.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::Contains("race: polled after completion"));

  test::remote<int> a, b;
  auto first = race(a.future(), b.future());
  a.fail("no");
  CHECK_THROWS_WITH(first.poll(probe.cx()), "no");
  CHECK(a.alive + b.alive == 0);
  end = test::dies([&] { (void)first.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::Contains("race: polled after completion"));
}
