// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <expected>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/try_join.hpp>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/remote.hpp"
#include "support/tracked.hpp"

using kioto::try_join;

namespace {

template <class T>
using outcome = std::expected<T, std::string>;

template <class T>
auto good(T value) {
  return kioto::ready(outcome<T>(std::move(value)));
}

}  // namespace

TEST_CASE("fut.02 try_join: never polled, it polls nothing", "[fut]") {
  test::remote<outcome<int>> a;
  {
    auto both = try_join(a.future(), kioto::pending<outcome<int>>());
  }
  CHECK(a.alive == 0);
  CHECK(a.polls == 0);
}

TEST_CASE("fut.07 try_join: a poll that nothing asked for changes nothing",
          "[fut]") {
  test::remote<outcome<int>> a, b;
  test::probe_context probe;
  auto both = try_join(a.future(), b.future());
  CHECK(both.poll(probe.cx()).is_pending());
  b.set(2);
  for (int i = 0; i < 10; ++i) CHECK(both.poll(probe.cx()).is_pending());
  CHECK(b.polls == 2);  // no more after it was ready
  a.set(1);
  CHECK(both.poll(probe.cx()).value() == outcome<std::tuple<int, int>>({1, 2}));
}

TEST_CASE("try_join: values in argument order, void as monostate",
          "[try_join]") {
  test::probe_context probe;
  test::remote<outcome<int>> late;
  auto all =
      try_join(late.future(), good(std::string("b")),
               kioto::ready(outcome<void>()), good(std::make_unique<int>(4)));
  static_assert(
      std::is_same_v<decltype(all)::output_type,
                     outcome<std::tuple<int, std::string, std::monostate,
                                        std::unique_ptr<int>>>>);
  CHECK(all.poll(probe.cx()).is_pending());
  late.set(1);
  const auto result = all.poll(probe.cx()).value();
  REQUIRE(result.has_value());
  CHECK(std::get<0>(*result) == 1);
  CHECK(std::get<1>(*result) == "b");
  CHECK(*std::get<3>(*result) == 4);
}

TEST_CASE("fut.19 try_join: an error comes at once, and cancels the others",
          "[fut]") {
  test::probe_context probe;
  test::remote<outcome<int>> a, b, c;
  auto all = try_join(a.future(), b.future(), c.future());
  CHECK(all.poll(probe.cx()).is_pending());
  b.set(std::unexpected("no"));
  auto result = all.poll(probe.cx());
  CHECK(a.alive + b.alive + c.alive == 0);
  CHECK(probe.alive() == 1);  // no clone is left
  CHECK(result.value().error() == "no");
}

TEST_CASE("fut.20 try_join: a value that came before the error is destroyed",
          "[fut]") {
  test::probe_context probe;
  test::tracks log;
  test::remote<outcome<test::tracked>> a;
  test::remote<outcome<int>> b;
  auto both = try_join(a.future(), b.future());
  a.set(test::tracked(log, 1));
  CHECK(both.poll(probe.cx()).is_pending());
  CHECK(a.alive == 0);  // its result is out
  CHECK(log.alive() == 1);
  b.set(std::unexpected("no"));
  auto result = both.poll(probe.cx());
  CHECK(log.alive() == 0);
  CHECK(result.value().error() == "no");
}

TEST_CASE("fut.21 try_join: of two errors, that of the one polled first",
          "[fut]") {
  // From poll to poll another one is the first: both orders occur.
  for (const int pending_polls : {0, 1}) {
    test::probe_context probe;
    test::remote<outcome<int>> a, b;
    std::string order;
    a.on_poll = [&] { order += 'a'; };
    b.on_poll = [&] { order += 'b'; };
    auto both = try_join(a.future(), b.future());
    for (int i = 0; i < pending_polls; ++i)
      CHECK(both.poll(probe.cx()).is_pending());
    a.set(std::unexpected("a"));
    b.set(std::unexpected("b"));
    order.clear();
    const auto result = both.poll(probe.cx()).value();
    CHECK(order.size() == 1);
    CHECK(result.error() == order);
    CHECK(order == (pending_polls == 0 ? "a" : "b"));
    CHECK(a.alive + b.alive == 0);
  }
}

TEST_CASE("try_join: moves values and errors, and never copies them",
          "[try_join]") {
  test::probe_context probe;
  test::tracks log;
  {
    auto all = try_join(kioto::lazy([&] {
                          return outcome<test::tracked>(std::in_place, log, 7);
                        }),
                        good(1));
    const auto result = all.poll(probe.cx()).value();
    CHECK(std::get<0>(*result).number() == 7);
    CHECK(log.alive() == 1);
  }
  CHECK(log.copied == 0);
  CHECK(log.alive() == 0);

  using fatal = std::expected<int, std::unique_ptr<int>>;
  auto error =
      try_join(kioto::ready(fatal(std::unexpected(std::make_unique<int>(3)))));
  CHECK(*error.poll(probe.cx()).value().error() == 3);
}

TEST_CASE("try_join: a borrowed future survives", "[try_join]") {
  test::probe_context probe;
  test::remote<outcome<int>> a, b;
  auto kept = a.future();
  {
    auto both = try_join(kept, b.future());
    b.set(std::unexpected("no"));
    CHECK_FALSE(both.poll(probe.cx()).value().has_value());
  }
  CHECK(a.alive == 1);
  a.set(5);
  CHECK(kept.poll(probe.cx()).value() == 5);
}

TEST_CASE("try_join: an exception destroys all and leaves it complete",
          "[try_join]") {
  test::probe_context probe;
  test::tracks log;
  test::remote<outcome<test::tracked>> a;
  test::remote<outcome<int>> b, c;
  auto all = try_join(a.future(), b.future(), c.future());
  a.set(test::tracked(log, 1));
  CHECK(all.poll(probe.cx()).is_pending());
  b.fail("thrown");
  CHECK_THROWS_WITH(all.poll(probe.cx()), "thrown");
  CHECK(a.alive + b.alive + c.alive == 0);
  CHECK(log.alive() == 0);
  const auto end = test::dies([&] { (void)all.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::Contains("try_join: polled after completion"));
}
