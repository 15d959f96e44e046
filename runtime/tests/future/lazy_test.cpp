// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/lazy.hpp>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/tracked.hpp"

using kioto::lazy;

TEST_CASE("fut.04 lazy calls its function in the first poll, once", "[fut]") {
  test::probe_context probe;
  int calls = 0;
  auto future = lazy([&calls] { return ++calls; });
  CHECK(calls == 0);
  CHECK(future.poll(probe.cx()).value() == 1);
  CHECK(calls == 1);
  CHECK(probe.clones + probe.wakes == 0);
}

TEST_CASE("fut.04 lazy gives void, or a value that can only be moved",
          "[fut]") {
  test::probe_context probe;
  bool ran = false;
  auto nothing = lazy([&ran] { ran = true; });
  static_assert(std::is_void_v<decltype(nothing)::output_type>);
  CHECK(nothing.poll(probe.cx()).is_ready());
  CHECK(ran);

  auto unique = lazy([] { return std::make_unique<int>(3); });
  CHECK(*unique.poll(probe.cx()).value() == 3);
}

TEST_CASE("lazy: the function may be move-only, and is called as an rvalue",
          "[lazy]") {
  struct once {
    std::unique_ptr<int> number;
    std::unique_ptr<int> operator()() && { return std::move(number); }
  };
  test::probe_context probe;
  auto future = lazy(once{std::make_unique<int>(4)});
  CHECK(*future.poll(probe.cx()).value() == 4);

  struct nothing_once {
    void operator()() && {}
  };
  auto nothing = lazy(nothing_once());
  CHECK(nothing.poll(probe.cx()).is_ready());
}

TEST_CASE("lazy: what the function owns is gone when the poll ends", "[lazy]") {
  test::tracks log;
  test::probe_context probe;
  auto future =
      lazy([owned = test::tracked(log, 7)] { return owned.number(); });
  CHECK(log.alive() == 1);
  CHECK(future.poll(probe.cx()).value() == 7);
  CHECK(log.alive() == 0);
  CHECK(log.copied == 0);
}

TEST_CASE("lazy: an exception leaves the poll and completes the future",
          "[lazy]") {
  test::tracks log;
  test::probe_context probe;
  auto future = lazy([owned = test::tracked(log)]() -> int {
    throw std::runtime_error("no");
  });
  CHECK_THROWS_WITH(future.poll(probe.cx()), "no");
  CHECK(log.alive() == 0);
  const auto end = test::dies([&] { (void)future.poll(probe.cx()); });
  CHECK(end.aborted);
  CHECK_THAT(end.said, Catch::Contains("lazy: polled after completion"));
}
