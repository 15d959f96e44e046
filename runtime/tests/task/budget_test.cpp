// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/poll_fn.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/task/budget.hpp>
#include <kioto/task/consume_budget.hpp>
#include <kioto/task/spawn.hpp>
#include <optional>
#include <utility>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::budget;
using kioto::consume_budget;
using kioto::has_budget_remaining;
using kioto::spawn;

namespace {

/// Counts how many operations it completes; each spends a unit.
async<> operations(int n, int& done) {
  for (int i = 0; i < n; ++i) {
    co_await consume_budget();
    ++done;
  }
}

}  // namespace

TEST_CASE("budget: an operation that is pending gives its unit back",
          "[coop]") {
  test::probe_waker waker;
  const auto self = waker.waker();
  budget units;
  kioto::context cx(self, &units);
  for (int i = 0; i < 1'000; ++i) {
    const kioto::detail::budget_unit unit(cx);
    CHECK(unit.is_granted());
    CHECK(units.left() == budget::units_per_poll - 1);
  }
  for (int i = 0; i < budget::units_per_poll; ++i) {
    kioto::detail::budget_unit unit(cx);
    CHECK(unit.is_granted());
    unit.spend();
  }
  CHECK(waker.wakes == 0);
  const kioto::detail::budget_unit none(cx);
  CHECK_FALSE(none.is_granted());
  CHECK(waker.wakes == 1);
  CHECK(units.left() == 0);
}

TEST_CASE("budget: 128 operations in a poll, and the task comes again",
          "[coop]") {
  auto rt = test::current_thread();
  int done = 0;
  auto handle = rt.spawn(operations(1'000, done));
  rt.block_on([](int& done) -> async<> {
    co_await kioto::yield_now();
    CHECK(done == 128);
  }(done));
  rt.block_on(handle).value();
  CHECK(done == 1'000);
}

TEST_CASE("coop.04 unconstrained: all in one poll", "[coop]") {
  auto rt = test::current_thread();
  int done = 0;
  (void)rt.spawn([](int& done) -> async<> {
    co_await kioto::unconstrained(operations(1'000, done));
    CHECK(has_budget_remaining());
  }(done));
  rt.block_on([](int& done) -> async<> {
    co_await kioto::yield_now();
    CHECK(done == 1'000);
  }(done));
}

TEST_CASE("coop.05 the root future has a budget too", "[coop]") {
  auto rt = test::current_thread();
  int root = 0, seen = 0;
  (void)rt.spawn([](const int& root, int& seen) -> async<> {
    seen = root;
    co_return;
  }(root, seen));
  rt.block_on(operations(1'000, root));
  CHECK(root == 1'000);
  CHECK(seen == 128);
}

TEST_CASE("coop.07 children share the budget of their task", "[coop]") {
  auto rt = test::current_thread();
  int a = 0, b = 0;
  (void)rt.spawn([](int& a, int& b) -> async<> {
    co_await kioto::join(operations(100, a), operations(100, b));
  }(a, b));
  rt.block_on([](int& a, int& b) -> async<> {
    co_await kioto::yield_now();
    CHECK(a + b == 128);
  }(a, b));
}

TEST_CASE("coop.09 the 129th consume_budget() suspends, once", "[coop]") {
  auto rt = test::current_thread();
  CHECK(has_budget_remaining());
  int polls = 0;
  bool spent = false;
  auto handle = rt.spawn([](int& polls, bool& spent) -> async<> {
    for (int i = 0; i < 128; ++i) {
      CHECK(has_budget_remaining());
      co_await consume_budget();
    }
    spent = !has_budget_remaining();
    co_await consume_budget();
    ++polls;
    CHECK(has_budget_remaining());
  }(polls, spent));
  rt.block_on([](int& polls, bool& spent) -> async<> {
    co_await kioto::yield_now();
    CHECK(spent);
    CHECK(polls == 0);
  }(polls, spent));
  rt.block_on(handle).value();
  CHECK(polls == 1);
}

namespace {

// Says at its end whether there is budget.
class asks_at_the_end {
 public:
  explicit asks_at_the_end(std::optional<bool>& answer) : answer_(&answer) {}
  asks_at_the_end(asks_at_the_end&& other) noexcept
      : answer_(std::exchange(other.answer_, nullptr)) {}
  asks_at_the_end& operator=(asks_at_the_end&&) = delete;
  ~asks_at_the_end() {
    if (answer_ != nullptr) *answer_ = has_budget_remaining();
  }

 private:
  std::optional<bool>* answer_;
};

}  // namespace

TEST_CASE("has_budget_remaining: of no poll, after one that has used all up",
          "[coop]") {
  std::optional<bool> in_the_poll;
  std::optional<bool> behind_it;
  auto rt = test::current_thread();
  rt.spawn(kioto::poll_fn([&](kioto::context& cx) {
      for (int i = 0; i < budget::units_per_poll; ++i) {
        (void)consume_budget().poll(cx);
      }
      in_the_poll = has_budget_remaining();
      return kioto::poll<asks_at_the_end>::ready(asks_at_the_end(behind_it));
    }))
      .detach();
  rt.block_on(kioto::yield_now());
  CHECK(in_the_poll == false);
  CHECK(behind_it == true);
}

TEST_CASE("fut.08 unconstrained, polled after completion", "[coop]") {
  int line = 0;
  const auto death = test::dies([&] {
    test::probe_context probe;
    auto f = kioto::unconstrained(kioto::ready(1));
    (void)f.poll(probe.cx());
    (void)f.poll(probe.cx());
  });
  line = __LINE__ - 2;
  CHECK(death.aborted);
  CHECK(death.said ==
        test::at(__FILE__, line) + "unconstrained: polled after completion\n");
}
