// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/event.hpp"

using kioto::block_on;

TEST_CASE("block_on: gives the value of a ready future", "[block_on]") {
  CHECK(block_on(kioto::ready(5)) == 5);
  CHECK(*block_on(kioto::ready(std::make_unique<int>(3))) == 3);
  static_assert(std::is_void_v<decltype(block_on(kioto::ready()))>);
  block_on(kioto::ready());
}

TEST_CASE("block_on: polls again after each wake, and not more often",
          "[block_on]") {
  CHECK(block_on(kioto::countdown(100)) == 100);
  block_on(kioto::yield_now());
}

TEST_CASE("block_on: polls the future where it is", "[block_on]") {
  test::event leaf;  // cannot be moved
  leaf.set(6);
  CHECK(block_on(leaf) == 6);
  CHECK(leaf.polls() == 1);
}

TEST_CASE("block_on: sleeps until another thread wakes it", "[block_on]") {
  test::event leaf;
  std::jthread other([&leaf] { leaf.set(8); });
  CHECK(block_on(leaf) == 8);
  CHECK(leaf.polls() <= 2);
}

TEST_CASE("block_on: an exception comes out of it", "[block_on]") {
  auto throws = kioto::lazy([]() -> int { throw std::runtime_error("no"); });
  CHECK_THROWS_WITH(block_on(throws), "no");
}

namespace {

/// Keeps its waker for later, outside of itself, and is ready at once.
struct lets_its_waker_escape {
  using output_type = void;

  kioto::poll<void> poll(kioto::context& cx) {
    escaped = cx.waker();
    return kioto::poll<void>::ready();
  }

  kioto::waker& escaped;
};

}  // namespace

TEST_CASE("block_on: its wakers may outlive it", "[block_on]") {
  kioto::waker escaped;
  block_on(lets_its_waker_escape{escaped});
  escaped.wake_by_ref();
  const kioto::waker copy = escaped;
  std::move(escaped).wake();
  CHECK(copy);
}

namespace {

/// Pending once. Wakes itself, and then runs another block_on to its end, in
/// the same poll: the token of the outer one must still be there afterwards.
struct blocks_inside {
  using output_type = unsigned;

  kioto::poll<unsigned> poll(kioto::context& cx) {
    if (inner) return kioto::poll<unsigned>::ready(*inner);
    cx.waker().wake_by_ref();
    inner = block_on(kioto::countdown(3));
    return kioto::poll<unsigned>::pending();
  }

  std::optional<unsigned> inner;
};

}  // namespace

TEST_CASE("block_on: one inside another does not take its wakeups",
          "[block_on]") {
  CHECK(block_on(blocks_inside()) == 3);
}

TEST_CASE("block_on: wakes from other threads are not lost",
          "[block_on][stress]") {
  constexpr int rounds = 2'000;
  std::vector<std::unique_ptr<test::event>> leaves;
  for (int i = 0; i < rounds; ++i) {
    leaves.push_back(std::make_unique<test::event>());
  }
  std::jthread other([&leaves] {
    for (int i = 0; i < rounds; ++i) leaves[i]->set(i);
  });
  for (int i = 0; i < rounds; ++i) CHECK(block_on(*leaves[i]) == i);
}

TEST_CASE("block_on: two threads wait for each other in turn",
          "[block_on][stress]") {
  constexpr int rounds = 2'000;
  std::vector<std::unique_ptr<test::event>> here;
  std::vector<std::unique_ptr<test::event>> there;
  for (int i = 0; i < rounds; ++i) {
    here.push_back(std::make_unique<test::event>());
    there.push_back(std::make_unique<test::event>());
  }
  int ball = 0;  // plain: the wakes carry it over
  std::jthread other([&] {
    for (int i = 0; i < rounds; ++i) {
      block_on(*there[i]);
      ++ball;
      here[i]->set(i);
    }
  });
  for (int i = 0; i < rounds; ++i) {
    ++ball;
    there[i]->set(i);
    block_on(*here[i]);
  }
  CHECK(ball == 2 * rounds);
}
