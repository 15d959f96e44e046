// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/boxed.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/dies.hpp"
#include "support/probe_future.hpp"
#include "support/probe_waker.hpp"

using kioto::boxed;
using kioto::boxed_future;
using test::probe_future;
using test::remote;

static_assert(kioto::future<boxed_future<int>>);
static_assert(std::is_nothrow_move_constructible_v<boxed_future<int>>);

namespace {

/// Is ready when it is polled a second time, at the same place, with 1; with 0
/// if it was moved in between.
class rooted {
 public:
  using output_type = int;

  kioto::poll<int> poll(kioto::context&) {
    if (!here_) {
      here_ = this;
      return kioto::poll<int>::pending();
    }
    return kioto::poll<int>::ready(here_ == this);
  }

 private:
  rooted* here_ = nullptr;
};

}  // namespace

TEST_CASE("fut.37 a box may be moved after the first poll", "[boxed]") {
  test::probe_context probe;
  auto first = boxed(rooted());
  CHECK(first.poll(probe.cx()).is_pending());
  boxed_future<int> second = std::move(first);
  CHECK(second.poll(probe.cx()).value() == 1);
}

TEST_CASE("fut.37 boxes of different futures fit into one container",
          "[boxed]") {
  test::probe_context probe;
  remote r;
  std::vector<boxed_future<int>> all;
  all.push_back(boxed(kioto::ready(1)));
  all.push_back(boxed(probe_future(r)));
  all.push_back(boxed(boxed(kioto::ready(3))));
  r.value = 2;
  int sum = 0;
  for (auto& f : all) sum += f.poll(probe.cx()).value();
  CHECK(sum == 6);
  CHECK(r.alive == 0);
}

TEST_CASE("fut.37 boxed destroys the future when it is ready or throws",
          "[boxed]") {
  test::probe_context probe;
  remote r;
  auto future = boxed(probe_future(r));
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(r.alive == 1);
  SECTION("ready") {
    r.finish(1);
    CHECK(future.poll(probe.cx()).value() == 1);
  }
  SECTION("throws") {
    r.throws = true;
    CHECK_THROWS_AS(future.poll(probe.cx()), std::runtime_error);
  }
  SECTION("dropped") { future = boxed(kioto::ready(1)); }
  CHECK(r.alive == 0);
}

TEST_CASE("fut.37 boxed borrows an lvalue; void and move-only results",
          "[boxed]") {
  test::probe_context probe;
  remote r;
  probe_future kept(r);
  r.value = 4;
  CHECK(boxed(kept).poll(probe.cx()).value() == 4);
  CHECK(r.alive == 1);
  CHECK(boxed(kioto::ready()).poll(probe.cx()).is_ready());
  auto mover = boxed(kioto::ready(std::make_unique<int>(2)));
  CHECK(*mover.poll(probe.cx()).value() == 2);
}

TEST_CASE("fut.02 boxed, never polled", "[boxed]") {
  remote r;
  {
    (void)boxed(probe_future(r));
  }
  CHECK(r.alive == 0);
  CHECK(r.polls == 0);
}

TEST_CASE("fut.08 boxed, polled after completion", "[boxed]") {
  const int line = __LINE__ + 5;
  const auto death = test::dies([] {
    test::probe_context probe;
    auto future = boxed(kioto::ready(1));
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  });
  CHECK(death.aborted);
  CHECK(death.said ==
        test::at(__FILE__, line) + "boxed: polled after completion\n");
}
