// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstddef>
#include <deque>
#include <expected>
#include <kioto/future/countdown.hpp>
#include <kioto/future/join_all.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <numeric>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/remote.hpp"
#include "support/tracked.hpp"

using kioto::join_all;
using kioto::try_join_all;

namespace {

template <class T>
using outcome = std::expected<T, std::string>;

template <class T = int>
auto futures_of(std::deque<test::remote<T>>& all) {
  std::vector<test::remote_future<T>> futures;
  for (auto& one : all) futures.push_back(one.future());
  return futures;
}

template <class T>
int alive(const std::deque<test::remote<T>>& all) {
  int sum = 0;
  for (const auto& one : all) sum += one.alive;
  return sum;
}

template <class T>
int polls(const std::deque<test::remote<T>>& all) {
  int sum = 0;
  for (const auto& one : all) sum += one.polls;
  return sum;
}

}  // namespace

TEST_CASE("fut.02 join_all: never polled, it polls nothing", "[fut]") {
  std::deque<test::remote<int>> all(3);
  std::deque<test::remote<outcome<int>>> some(3);
  {
    auto joined = join_all(futures_of(all));
    auto tried = try_join_all(futures_of(some));
    CHECK(alive(all) == 3);
  }
  CHECK(alive(all) + alive(some) == 0);
  CHECK(polls(all) + polls(some) == 0);
}

TEST_CASE("fut.07 join_all: a poll that nothing asked for changes nothing",
          "[fut]") {
  std::deque<test::remote<int>> all(3);
  test::probe_context probe;
  auto joined = join_all(futures_of(all));
  for (int i = 0; i < 10; ++i) CHECK(joined.poll(probe.cx()).is_pending());
  all[1].set(1);
  for (int i = 0; i < 10; ++i) CHECK(joined.poll(probe.cx()).is_pending());
  all[2].set(2);
  all[0].set(0);
  CHECK(joined.poll(probe.cx()).value() == std::vector{0, 1, 2});
  CHECK(probe.alive() == 1);  // no clone is left
}

TEST_CASE("fut.16 join_all, try_join_all: of none, ready at the first poll",
          "[fut]") {
  test::probe_context probe;
  auto none = join_all(std::vector<kioto::countdown_future>{});
  CHECK(none.poll(probe.cx()).value().empty());
  auto tried = try_join_all(std::vector<kioto::ready_future<outcome<int>>>{});
  CHECK(tried.poll(probe.cx()).value().value().empty());
}

TEST_CASE("fut.22 join_all: polls in proportion to wakes", "[fut][perf]") {
  constexpr int n = 10'000;
  std::deque<test::remote<int>> all(n);
  test::probe_context probe;
  auto joined = join_all(futures_of(all));
  CHECK(joined.poll(probe.cx()).is_pending());
  CHECK(polls(all) == n);
  std::vector<int> expected(n);
  std::iota(expected.begin(), expected.end(), 0);
  // 7,919 is prime to n: each child once, in an order that is not theirs.
  for (int i = 0; i < n; ++i) {
    const int next = i * 7'919 % n;
    all[static_cast<std::size_t>(next)].set(next);
    auto result = joined.poll(probe.cx());
    if (i + 1 < n) {
      REQUIRE(result.is_pending());
    } else {
      CHECK(result.value() == expected);
    }
  }
  CHECK(polls(all) == 2 * n);
  CHECK(probe.wakes == n);
}

TEST_CASE("join_all: void, bool, and values that can only be moved",
          "[join_all]") {
  test::probe_context probe;
  auto nothing = join_all(std::vector{kioto::ready(), kioto::ready()});
  static_assert(std::is_same_v<decltype(nothing)::output_type,
                               std::vector<std::monostate>>);
  CHECK(nothing.poll(probe.cx()).value().size() == 2);

  auto flags = join_all(std::vector{kioto::ready(true), kioto::ready(false)});
  CHECK(flags.poll(probe.cx()).value() == std::vector{true, false});

  auto make = [](int n) {
    return kioto::lazy([n] { return std::make_unique<int>(n); });
  };
  auto unique = join_all(std::views::iota(0, 3) | std::views::transform(make));
  CHECK(*unique.poll(probe.cx()).value().at(2) == 2);
}

TEST_CASE("join_all: moves values, and never copies them", "[join_all]") {
  test::probe_context probe;
  test::tracks log;
  {
    auto make = [&log](int n) {
      return kioto::lazy([&log, n] { return test::tracked(log, n); });
    };
    auto joined =
        join_all(std::views::iota(0, 3) | std::views::transform(make));
    const auto values = joined.poll(probe.cx()).value();
    CHECK(values.at(1).number() == 1);
    CHECK(log.alive() == 3);
  }
  CHECK(log.copied == 0);
  CHECK(log.alive() == 0);
}

TEST_CASE("join_all: an lvalue, and a view of it, are borrowed", "[join_all]") {
  test::probe_context probe;
  std::vector counts{kioto::countdown(2), kioto::countdown(5)};
  {
    auto joined = join_all(counts);
    CHECK(joined.poll(probe.cx()).is_pending());
  }
  {
    auto joined = join_all(std::span(counts));
    CHECK(joined.poll(probe.cx()).is_pending());
  }
  CHECK(counts[0].poll(probe.cx()).value() == 2);
  CHECK(counts[1].poll(probe.cx()).is_pending());
}

TEST_CASE("join_all: an exception destroys all and leaves it complete",
          "[join_all]") {
  std::deque<test::remote<int>> all(3);
  test::probe_context probe;
  auto joined = join_all(futures_of(all));
  all[0].set(1);
  CHECK(joined.poll(probe.cx()).is_pending());
  CHECK(all[0].alive == 0);
  all[2].fail("no");
  CHECK_THROWS_WITH(joined.poll(probe.cx()), "no");
  CHECK(alive(all) == 0);
  const int line = __LINE__ + 1;
  const auto end = test::dies([&] { (void)joined.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::StartsWith(test::at(__FILE__, line) +
                                         "join_all: polled after completion"));
}

TEST_CASE("fut.19 try_join_all: an error comes at once, the others are gone",
          "[fut]") {
  test::tracks log;
  std::deque<test::remote<outcome<test::tracked>>> all(4);
  test::probe_context probe;
  auto tried = try_join_all(futures_of(all));
  all[0].set(test::tracked(log));
  CHECK(tried.poll(probe.cx()).is_pending());
  CHECK(log.alive() == 1);
  all[2].set(std::unexpected("no"));
  all[3].set(test::tracked(log));
  auto result = tried.poll(probe.cx());
  CHECK(alive(all) == 0);
  CHECK(all[3].polls == 1);   // not after the error
  CHECK(probe.alive() == 1);  // no clone is left
  CHECK(result.value().error() == "no");
  CHECK_THAT(test::dies([&] { (void)tried.poll(probe.cx()); }).said,
             Catch::Contains("try_join_all: polled after completion"));
}

TEST_CASE("fut.20 try_join_all: a value that came before the error is gone",
          "[fut]") {
  test::tracks log;
  test::probe_context probe;
  std::deque<test::remote<outcome<test::tracked>>> all(2);
  auto tried = try_join_all(futures_of(all));
  all[0].set(test::tracked(log));
  CHECK(tried.poll(probe.cx()).is_pending());
  CHECK(log.alive() == 1);
  all[1].set(std::unexpected("no"));
  auto result = tried.poll(probe.cx());
  CHECK(log.alive() == 0);
  CHECK_FALSE(result.value().has_value());
}

TEST_CASE("fut.22 try_join_all: values in order, polls as often as woken",
          "[fut][perf]") {
  constexpr int n = 1'000;
  std::deque<test::remote<outcome<int>>> all(n);
  test::probe_context probe;
  auto tried = try_join_all(futures_of(all));
  CHECK(tried.poll(probe.cx()).is_pending());
  for (int i = n - 1; i > 0; --i) {
    all[static_cast<std::size_t>(i)].set(i);
    REQUIRE(tried.poll(probe.cx()).is_pending());
  }
  all[0].set(0);
  const auto result = tried.poll(probe.cx()).value();
  REQUIRE(result.has_value());
  for (int i = 0; i < n; ++i)
    CHECK(result->at(static_cast<std::size_t>(i)) == i);
  CHECK(polls(all) == 2 * n);
}

TEST_CASE("try_join_all: of void, with an exception, over borrowed futures",
          "[try_join_all]") {
  test::probe_context probe;
  auto nothing = try_join_all(std::vector{kioto::ready(outcome<void>())});
  CHECK(nothing.poll(probe.cx()).value()->size() == 1);

  std::deque<test::remote<outcome<int>>> all(2);
  auto kept = futures_of(all);
  {
    auto tried = try_join_all(kept);
    all[0].fail("thrown");
    CHECK_THROWS_WITH(tried.poll(probe.cx()), "thrown");
    CHECK_THAT(test::dies([&] { (void)tried.poll(probe.cx()); }).said,
               Catch::Contains("try_join_all: polled after completion"));
  }
  CHECK(alive(all) == 2);
}
