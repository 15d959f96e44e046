// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstddef>
#include <deque>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/task/budget.hpp>
#include <memory>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "support/dies.hpp"
#include "support/probe_future.hpp"
#include "support/probe_waker.hpp"

using kioto::futures_unordered;
using test::probe_future;
using test::remote;

namespace {

using set_of_probes = futures_unordered<probe_future>;

static_assert(kioto::future<kioto::next_unordered_future<probe_future>>);
static_assert(std::is_nothrow_move_constructible_v<set_of_probes>);
static_assert(!std::is_copy_constructible_v<set_of_probes>);

/// Many probes, at addresses that do not change.
class probes {
 public:
  explicit probes(std::size_t n) : remotes_(n) {
    for (auto& r : remotes_) set.push(probe_future(r));
  }

  remote& operator[](std::size_t i) { return remotes_[i]; }
  int polls() const {
    int sum = 0;
    for (const auto& r : remotes_) sum += r.polls;
    return sum;
  }
  int alive() const {
    int sum = 0;
    for (const auto& r : remotes_) sum += r.alive;
    return sum;
  }

 private:
  std::deque<remote> remotes_;

 public:
  set_of_probes set;
};

}  // namespace

TEST_CASE("fut.27 results come as children finish, and the end passes",
          "[futures_unordered]") {
  test::probe_context probe;
  set_of_probes set;
  CHECK(set.next().poll(probe.cx()).value() == std::nullopt);
  CHECK(set.next().poll(probe.cx()).value() == std::nullopt);

  remote one, two, three;
  set.push(probe_future(one));
  set.push(probe_future(two));
  set.push(probe_future(three));
  CHECK(set.size() == 3);
  CHECK(set.next().poll(probe.cx()).is_pending());
  three.finish(3);
  CHECK(set.next().poll(probe.cx()).value() == 3);
  CHECK(set.size() == 2);
  one.finish(1);
  two.finish(2);
  CHECK(set.next().poll(probe.cx()).value() == 1);
  CHECK(set.size() == 1);
  CHECK(set.next().poll(probe.cx()).value() == 2);
  CHECK(set.size() == 0);
  CHECK(set.next().poll(probe.cx()).value() == std::nullopt);

  remote again;
  again.value = 4;
  set.push(probe_future(again));
  CHECK(set.next().poll(probe.cx()).value() == 4);
  CHECK(set.next().poll(probe.cx()).value() == std::nullopt);
}

TEST_CASE("fut.28 a push does not poll, and the next poll needs no wake",
          "[futures_unordered]") {
  test::probe_context probe;
  remote first, second;
  set_of_probes set;
  set.push(probe_future(first));
  CHECK(first.polls == 0);
  CHECK(set.next().poll(probe.cx()).is_pending());
  CHECK(first.polls == 1);
  set.push(probe_future(second));
  CHECK(second.polls == 0);
  CHECK(probe.wakes == 0);
  CHECK(set.next().poll(probe.cx()).is_pending());
  CHECK(second.polls == 1);
  CHECK(first.polls == 1);
}

TEST_CASE("fut.29 of 10,000 children only the one that was woken is polled",
          "[futures_unordered]") {
  constexpr std::size_t n = 10'000;
  test::probe_context probe;
  probes all(n);
  CHECK(all.set.next().poll(probe.cx()).is_pending());
  REQUIRE(all.polls() == n);
  for (const int times : {1, 5}) {
    probe.wakes = 0;
    const int before = all.polls();
    const int before_it = all[7'000].polls;
    for (int i = 0; i < times; ++i) all[7'000].wake();
    CHECK(probe.wakes == 1);
    CHECK(all.set.next().poll(probe.cx()).is_pending());
    CHECK(all.polls() == before + 1);
    CHECK(all[7'000].polls == before_it + 1);
  }
  // A poll that nobody asked for polls nobody.
  const int before = all.polls();
  CHECK(all.set.next().poll(probe.cx()).is_pending());
  CHECK(all.polls() == before);
}

TEST_CASE("fut.30 a child that wakes itself in each poll starves nobody",
          "[futures_unordered]") {
  test::probe_context probe;
  probes all(3);
  all[0].wakes_in_poll = true;
  for (int turn = 1; turn <= 5; ++turn) {
    probe.wakes = 0;
    CHECK(all.set.next().poll(probe.cx()).is_pending());
    CHECK(probe.wakes >= 1);
    CHECK(all[0].polls == turn);
    CHECK(all[1].polls == 1);
    CHECK(all[2].polls == 1);
  }
  all[2].finish(2);
  CHECK(all.set.next().poll(probe.cx()).value() == 2);

  SECTION("all of them do") {
    all[1].wakes_in_poll = true;
    all[1].wake();
    const int before = all.polls();
    CHECK(all.set.next().poll(probe.cx()).is_pending());
    CHECK(all.polls() <= before + 2);
  }
}

TEST_CASE("fut.31 a waker outlives the child and the set, and does nothing",
          "[futures_unordered]") {
  test::probe_context probe;
  kioto::waker of_finished, of_dropped;
  {
    remote finished, dropped;
    set_of_probes set;
    set.push(probe_future(finished));
    set.push(probe_future(dropped));
    CHECK(set.next().poll(probe.cx()).is_pending());
    of_finished = finished.waker;
    of_dropped = dropped.waker;
    finished.finish(1);
    CHECK(set.next().poll(probe.cx()).value() == 1);
    CHECK(finished.alive == 0);
    probe.wakes = 0;
    of_finished.wake_by_ref();
    CHECK(probe.wakes == 0);
    finished.waker = {};
    dropped.waker = {};
    CHECK(set.next().poll(probe.cx()).is_pending());
    CHECK(finished.polls == 2);
  }
  std::jthread([&] {
    of_dropped.wake_by_ref();
    of_finished.wake_by_ref();
    std::move(of_dropped).wake();
    of_finished = {};
  }).join();
  CHECK(probe.wakes == 0);
}

TEST_CASE("fut.31 a child that retires while it is queued frees its memory",
          "[futures_unordered]") {
  test::probe_context probe;
  kioto::waker kept;
  {
    remote both, other;
    both.wakes_in_poll = true;
    both.value = 1;
    set_of_probes set;
    set.push(probe_future(both));
    CHECK(set.next().poll(probe.cx()).value() == 1);
    kept = std::move(both.waker);
    CHECK(set.next().poll(probe.cx()).value() == std::nullopt);
    set.push(probe_future(other));
    CHECK(set.next().poll(probe.cx()).is_pending());
    CHECK(both.polls == 1);
  }
  kept.wake_by_ref();
}

TEST_CASE("fut.32 a child that throws is gone, and the others go on",
          "[futures_unordered]") {
  test::probe_context probe;
  probes all(3);
  all[1].throws = true;
  all[2].value = 2;
  auto next = all.set.next();
  CHECK_THROWS_AS(next.poll(probe.cx()), std::runtime_error);
  CHECK(all[1].alive == 0);
  CHECK(all.set.size() == 2);
  CHECK(next.poll(probe.cx()).value() == 2);
  CHECK(all.set.next().poll(probe.cx()).is_pending());
  all[0].finish(0);
  CHECK(all.set.next().poll(probe.cx()).value() == 0);
}

TEST_CASE("fut.02 fut.31 children are destroyed with the set, polled or not",
          "[futures_unordered]") {
  test::probe_context probe;
  SECTION("never polled") {
    remote r;
    {
      set_of_probes set;
      set.push(probe_future(r));
      CHECK(r.alive == 1);
    }
    CHECK(r.alive == 0);
    CHECK(r.polls == 0);
    CHECK(probe.clones == 0);
  }
  SECTION("polled; moved; cleared") {
    probes all(100);
    CHECK(all.set.next().poll(probe.cx()).is_pending());
    set_of_probes moved(std::move(all.set));
    CHECK(moved.size() == 100);
    CHECK(all.set.size() == 0);
    CHECK(all.set.next().poll(probe.cx()).value() == std::nullopt);
    all[70].finish(70);
    CHECK(moved.next().poll(probe.cx()).value() == 70);
    CHECK(all.alive() == 99);
    all.set = std::move(moved);
    CHECK(all.alive() == 99);
    all.set.clear();
    CHECK(all.alive() == 0);
    CHECK(all.set.size() == 0);
  }
}

TEST_CASE("fut.06 only the waker of the latest poll of the set is woken",
          "[futures_unordered]") {
  test::probe_context first, second;
  probes all(2);
  CHECK(all.set.next().poll(first.cx()).is_pending());
  CHECK(first.alive() == 2);  // its own, and the one clone
  CHECK(all.set.next().poll(second.cx()).is_pending());
  CHECK(first.alive() == 1);
  const int clones = second.clones;
  CHECK(all.set.next().poll(second.cx()).is_pending());
  CHECK(second.clones == clones);
  all[1].finish(1);
  CHECK(first.wakes == 0);
  CHECK(second.wakes == 1);
}

TEST_CASE("futures_unordered: a result is moved out", "[futures_unordered]") {
  test::probe_context probe;
  futures_unordered<kioto::ready_future<std::unique_ptr<int>>> set;
  set.push(kioto::ready(std::make_unique<int>(5)));
  auto result = set.next().poll(probe.cx()).value();
  CHECK(**result == 5);
}

TEST_CASE("futures_unordered: something stands for void",
          "[futures_unordered]") {
  test::probe_context probe;
  futures_unordered<kioto::yield_now_future> set;
  set.push(kioto::yield_now());
  CHECK(set.next().poll(probe.cx()).is_pending());
  CHECK(probe.wakes == 1);
  CHECK(set.next().poll(probe.cx()).value() == std::monostate());
}

TEST_CASE("fut.08 next() of futures_unordered, polled after completion",
          "[futures_unordered]") {
  set_of_probes set;
  int line = 0;
  const auto death = test::dies([&] {
    test::probe_context probe;
    auto next = set.next();
    (void)next.poll(probe.cx());
    (void)next.poll(probe.cx());
  });
  line = __LINE__ - 2;
  CHECK(death.aborted);
  CHECK(death.said == test::at(__FILE__, line) +
                          "futures_unordered: polled after completion\n");
}

namespace {

/// Passes the budget of its context out.
struct budget_of {
  using output_type = kioto::budget*;
  kioto::poll<kioto::budget*> poll(kioto::context& cx) {
    return kioto::poll<kioto::budget*>::ready(cx.budget());
  }
};

}  // namespace

TEST_CASE("futures_unordered: a child has the budget of the task",
          "[futures_unordered]") {
  kioto::budget budget;
  const auto waker = kioto::waker::noop();
  kioto::context cx(waker, &budget);
  futures_unordered<budget_of> set;
  set.push(budget_of());
  CHECK(set.next().poll(cx).value() == &budget);
}
