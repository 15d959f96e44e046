// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <iterator>
#include <kioto/future/countdown.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/select_all.hpp>
#include <list>
#include <memory>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/remote.hpp"

using kioto::select_all;

namespace {

template <std::size_t N>
auto futures_of(test::remote<int> (&all)[N]) {
  std::vector<test::remote_future<int>> futures;
  for (auto& one : all) futures.push_back(one.future());
  return futures;
}

template <class R>
concept selectable = requires(R&& r) { select_all(std::forward<R>(r)); };

}  // namespace

TEST_CASE("fut.02 select_all: never polled, it polls nothing", "[fut]") {
  test::remote<int> all[3];
  {
    auto first = select_all(futures_of(all));
  }
  for (auto& one : all) {
    CHECK(one.alive == 0);
    CHECK(one.polls == 0);
  }
}

TEST_CASE("fut.07 select_all: a poll that nothing asked for changes nothing",
          "[fut]") {
  test::remote<int> all[3];
  test::probe_context probe;
  auto first = select_all(futures_of(all));
  for (int i = 0; i < 10; ++i) CHECK(first.poll(probe.cx()).is_pending());
  all[1].set(5);
  const auto result = first.poll(probe.cx()).value();
  CHECK(result.value == 5);
  CHECK(result.index == 1);
}

TEST_CASE("fut.08 select_all: polled after completion", "[fut]") {
  test::probe_context probe;
  auto first = select_all(std::vector{kioto::ready(1), kioto::ready(2)});
  CHECK(first.poll(probe.cx()).is_ready());
  const int line = __LINE__ + 1;
  const auto end = test::dies([&] { (void)first.poll(probe.cx()); });
  CHECK(end.aborted);
  CHECK_THAT(end.said, Catch::StartsWith(test::at(__FILE__, line) +
                                         "select_all: polled after"));
}

TEST_CASE("fut.23 select_all: the value, its index, and the others", "[fut]") {
  test::remote<int> all[5];
  test::probe_context probe;
  auto first = select_all(futures_of(all));
  all[2].set(5);
  auto result = first.poll(probe.cx()).value();
  CHECK(result.value == 5);
  CHECK(result.index == 2);
  CHECK(all[2].alive == 0);
  CHECK(all[1].polls == 1);
  CHECK(all[3].polls == 0);
  REQUIRE(result.rest.size() == 4);

  // Still usable: one alone, and the rest in another select_all.
  all[0].set(7);
  CHECK(result.rest.front().poll(probe.cx()).value() == 7);
  result.rest.pop_front();
  auto next = select_all(std::move(result.rest));
  CHECK(next.poll(probe.cx()).is_pending());
  all[4].set(8);
  auto last = next.poll(probe.cx()).value();
  CHECK(last.value == 8);
  CHECK(last.index == 2);
  CHECK(last.rest.size() == 2);
}

TEST_CASE("fut.23 select_all: an empty list dies", "[fut]") {
  const int line = __LINE__ + 2;
  const auto end = test::dies(
      [] { (void)select_all(std::list<kioto::ready_future<int>>()); });
  CHECK(end.aborted);
  CHECK_THAT(end.said, Catch::StartsWith(test::at(__FILE__, line) +
                                         "select_all: of no futures"));
}

TEST_CASE("select_all: futures do not move after their first poll",
          "[select_all]") {
  // Knows where it was polled, and stays pending until asked a third time.
  struct pinned {
    using output_type = int;
    kioto::poll<int> poll(kioto::context&) {
      if (!at) at = this;
      CHECK(at == this);
      return ++polls == 3 ? kioto::poll<int>::ready(1)
                          : kioto::poll<int>::pending();
    }
    pinned* at = nullptr;
    int polls = 0;
  };
  test::probe_context probe;
  auto first = select_all(std::vector<pinned>(3));
  (void)first.poll(probe.cx());
  (void)first.poll(probe.cx());
  auto result = first.poll(probe.cx()).value();
  CHECK(result.index == 0);
  auto next = select_all(std::move(result.rest));
  CHECK(next.poll(probe.cx()).value().index == 0);
}

TEST_CASE("select_all: takes what a range hands over, and of nothing too",
          "[select_all]") {
  test::probe_context probe;
  auto counts =
      std::views::iota(2u, 5u) |
      std::views::transform([](unsigned n) { return kioto::countdown(n - 2); });
  auto first = select_all(counts);
  CHECK(first.poll(probe.cx()).value().rest.size() == 2);

  auto nothing = select_all(std::vector{kioto::ready()});
  static_assert(std::is_same_v<decltype(nothing.poll(probe.cx()).value().value),
                               std::monostate>);
  CHECK(nothing.poll(probe.cx()).value().index == 0);

  // A list that is lent cannot give its futures away.
  using futures = std::vector<kioto::ready_future<int>>;
  static_assert(selectable<futures>);
  static_assert(!selectable<futures&>);
  static_assert(!selectable<std::span<kioto::ready_future<int>>>);
}

TEST_CASE("select_all: an exception destroys all futures", "[select_all]") {
  test::remote<int> all[3];
  test::probe_context probe;
  auto first = select_all(futures_of(all));
  all[1].fail("no");
  CHECK_THROWS_WITH(first.poll(probe.cx()), "no");
  for (auto& one : all) CHECK(one.alive == 0);
}
