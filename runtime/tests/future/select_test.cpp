// SPDX-License-Identifier: MIT
#include <array>
#include <catch2/catch.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/select.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/remote.hpp"
#include "support/tracked.hpp"

using kioto::select;

TEST_CASE("fut.02 select: never polled, it polls and keeps nothing", "[fut]") {
  test::remote<int> a;
  test::probe_context probe;
  {
    auto first = select(a.future(), kioto::pending<int>());
    CHECK(a.alive == 1);
  }
  CHECK(a.alive == 0);
  CHECK(a.polls == 0);
  CHECK(probe.clones == 0);
}

TEST_CASE("fut.07 select: a poll that nothing asked for changes nothing",
          "[fut]") {
  test::remote<int> a, b;
  test::probe_context probe;
  auto first = select(a.future(), b.future());
  for (int i = 0; i < 10; ++i) CHECK(first.poll(probe.cx()).is_pending());
  CHECK(a.polls == 10);
  CHECK(b.polls == 10);
  CHECK(probe.clones == 2);  // each child kept its waker
  CHECK(probe.wakes == 0);
  b.set(5);
  CHECK(probe.wakes == 1);
  const auto result = first.poll(probe.cx()).value();
  CHECK(std::get<1>(result) == 5);
}

TEST_CASE("fut.08 select: polled after completion", "[fut]") {
  test::probe_context probe;
  auto first = select(kioto::ready(1), kioto::pending<int>());
  CHECK(first.poll(probe.cx()).is_ready());
  const int line = __LINE__ + 1;
  const auto end = test::dies([&] { (void)first.poll(probe.cx()); });
  CHECK(end.aborted);
  CHECK_THAT(end.said, Catch::StartsWith(test::at(__FILE__, line) +
                                         "select: polled after completion"));
}

TEST_CASE("fut.24 select: of two that are ready, each wins its share",
          "[fut]") {
  test::probe_context probe;
  std::array<int, 2> wins{};
  for (int i = 0; i < 10'000; ++i) {
    auto first = select(kioto::ready(1), kioto::ready(2));
    ++wins.at(first.poll(probe.cx()).value().index());
  }
  CHECK(wins[0] > 4'000);
  CHECK(wins[0] < 6'000);
}

TEST_CASE("select: the child polled first differs from poll to poll",
          "[select]") {
  test::probe_context probe;
  test::remote<int> a, b;
  std::string order;
  a.on_poll = [&] { order += 'a'; };
  b.on_poll = [&] { order += 'b'; };
  auto first = select(a.future(), b.future());
  for (int i = 0; i < 100; ++i) CHECK(first.poll(probe.cx()).is_pending());
  int began_with_a = 0;
  for (std::size_t i = 0; i < order.size(); i += 2) {
    began_with_a += order[i] == 'a';
    CHECK(order[i] != order[i + 1]);
  }
  CHECK(began_with_a > 10);
  CHECK(began_with_a < 90);
}

TEST_CASE("fut.25 select: losers are destroyed before the value is seen",
          "[fut]") {
  test::probe_context probe;
  test::remote<int> a, b, c;
  std::string ends;
  a.on_destroy = [&] { ends += 'a'; };
  b.on_destroy = [&] { ends += 'b'; };
  c.on_destroy = [&] { ends += 'c'; };
  auto first = select(a.future(), b.future(), c.future());
  CHECK(first.poll(probe.cx()).is_pending());
  CHECK(ends.empty());
  b.set(5);
  auto result = first.poll(probe.cx());
  CHECK(ends == "bac");  // the winner, then the losers
  CHECK(a.alive + b.alive + c.alive == 0);
  CHECK(probe.alive() == 1);  // no clone is left
  CHECK(std::get<1>(result.value()) == 5);
}

TEST_CASE("fut.26 select: a loser that is borrowed keeps its progress",
          "[fut]") {
  test::probe_context probe;
  auto three = kioto::countdown(3);
  test::remote<int> a;
  {
    auto first = select(a.future(), three);
    CHECK(first.poll(probe.cx()).is_pending());  // three has 2 to go
    a.set(1);
    // Both orders of this poll are right: three counts to 1, or stays at 2.
    CHECK(first.poll(probe.cx()).value().index() == 0);
  }
  int polls = 1;
  while (three.poll(probe.cx()).is_pending()) ++polls;
  CHECK(polls <= 3);
  CHECK(polls >= 2);
}

TEST_CASE("select: the position tells equal types apart, void is monostate",
          "[select]") {
  test::probe_context probe;
  auto first =
      select(kioto::pending<int>(), kioto::pending<int>(), kioto::lazy([] {}));
  static_assert(std::is_same_v<decltype(first)::output_type,
                               std::variant<int, int, std::monostate>>);
  CHECK(first.poll(probe.cx()).value().index() == 2);
}

TEST_CASE("select: moves the value, and never copies it", "[select]") {
  test::probe_context probe;
  test::tracks log;
  auto one = select(kioto::ready(test::tracked(log, 7)));
  {
    const auto result = one.poll(probe.cx()).value();
    CHECK(std::get<0>(result).number() == 7);
    CHECK(log.alive() == 1);
  }
  CHECK(log.copied == 0);
  CHECK(log.alive() == 0);

  auto unique = select(kioto::ready(std::make_unique<int>(3)));
  CHECK(*std::get<0>(unique.poll(probe.cx()).value()) == 3);
}

TEST_CASE("select: an exception destroys all and leaves it complete",
          "[select]") {
  test::probe_context probe;
  test::remote<int> a, b;
  auto first = select(a.future(), b.future());
  CHECK(first.poll(probe.cx()).is_pending());
  b.fail("no");
  CHECK_THROWS_WITH(first.poll(probe.cx()), "no");
  CHECK(a.alive + b.alive == 0);
  const auto end = test::dies([&] { (void)first.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::Contains("select: polled after completion"));
}
