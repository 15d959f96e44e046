// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll_fn.hpp>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/tracked.hpp"

using kioto::context;
using kioto::poll_fn;

namespace {

using int_future =
    decltype(poll_fn([](context&) { return kioto::poll<int>::ready(1); }));
static_assert(kioto::future<int_future>);
static_assert(std::is_same_v<kioto::output_of<int_future>, int>);

}  // namespace

TEST_CASE("poll_fn: each poll is a call, with the context of that poll",
          "[poll_fn]") {
  test::probe_context first, second;
  int calls = 0;
  auto future = poll_fn([&calls](context& cx) {
    cx.waker().wake_by_ref();
    return ++calls == 2 ? kioto::poll<int>::ready(calls)
                        : kioto::poll<int>::pending();
  });
  CHECK(calls == 0);
  CHECK(future.poll(first.cx()).is_pending());
  CHECK(first.wakes == 1);
  CHECK(future.poll(second.cx()).value() == 2);
  CHECK(second.wakes == 1);
}

TEST_CASE("poll_fn: of void, and with a function that can only be moved",
          "[poll_fn]") {
  test::probe_context probe;
  auto future = poll_fn([p = std::make_unique<int>(1)](context&) {
    return *p == 1 ? kioto::poll<>::ready() : kioto::poll<>::pending();
  });
  CHECK(future.poll(probe.cx()).is_ready());
}

TEST_CASE("fut.02 poll_fn: not called if never polled; destroyed when ready",
          "[poll_fn]") {
  test::probe_context probe;
  test::tracks log;
  int calls = 0;
  const auto fn = [&calls, t = test::tracked(log)](context&) {
    return ++calls == 1 ? kioto::poll<>::pending() : kioto::poll<>::ready();
  };
  const int before = log.alive();
  {
    (void)poll_fn(fn);
  }
  CHECK(calls == 0);
  CHECK(log.alive() == before);
  CHECK(probe.clones == 0);
  auto future = poll_fn(fn);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(log.alive() == before + 1);
  CHECK(future.poll(probe.cx()).is_ready());
  CHECK(log.alive() == before);
}

TEST_CASE("poll_fn: an exception leaves the poll, and it may be polled on",
          "[poll_fn]") {
  test::probe_context probe;
  bool thrown = false;
  auto future = poll_fn([&thrown](context&) -> kioto::poll<int> {
    if (!std::exchange(thrown, true)) throw std::runtime_error("once");
    return kioto::poll<int>::ready(3);
  });
  CHECK_THROWS_AS(future.poll(probe.cx()), std::runtime_error);
  CHECK(future.poll(probe.cx()).value() == 3);
}

TEST_CASE("fut.08 poll_fn, polled after completion", "[poll_fn]") {
  const int line = __LINE__ + 5;
  const auto death = test::dies([] {
    test::probe_context probe;
    auto future = poll_fn([](context&) { return kioto::poll<int>::ready(1); });
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  });
  CHECK(death.aborted);
  CHECK(death.said ==
        test::at(__FILE__, line) + "poll_fn: polled after completion\n");
}
