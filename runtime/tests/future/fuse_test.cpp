// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/fuse.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <stdexcept>
#include <utility>

#include "support/probe_future.hpp"
#include "support/probe_waker.hpp"

using kioto::fuse;
using test::probe_future;
using test::remote;

static_assert(kioto::future<kioto::fuse_future<probe_future>>);

TEST_CASE("fut.36 fuse is pending for ever after it was ready", "[fuse]") {
  test::probe_context probe;
  remote r;
  auto future = fuse(probe_future(r));
  CHECK_FALSE(future.is_terminated());
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK_FALSE(future.is_terminated());
  r.finish(5);
  CHECK(future.poll(probe.cx()).value() == 5);
  CHECK(future.is_terminated());
  CHECK(r.alive == 0);
  r.waker = {};
  const int polls = r.polls;
  const int wakers = probe.alive();
  for (int i = 0; i < 100; ++i) CHECK(future.poll(probe.cx()).is_pending());
  CHECK(r.polls == polls);
  CHECK(probe.alive() == wakers);
}

TEST_CASE("fut.36 fuse of a future that throws is terminated", "[fuse]") {
  test::probe_context probe;
  remote r;
  r.throws = true;
  auto future = fuse(probe_future(r));
  CHECK_THROWS_AS(future.poll(probe.cx()), std::runtime_error);
  CHECK(future.is_terminated());
  CHECK(r.alive == 0);
  CHECK(future.poll(probe.cx()).is_pending());
}

TEST_CASE("fut.36 fuse borrows an lvalue, and moves the result", "[fuse]") {
  test::probe_context probe;
  remote r;
  probe_future kept(r);
  auto borrowed = fuse(kept);
  r.finish(1);
  CHECK(borrowed.poll(probe.cx()).value() == 1);
  CHECK(borrowed.is_terminated());
  CHECK(r.alive == 1);

  auto owner = fuse(kioto::ready(std::make_unique<int>(2)));
  CHECK(*owner.poll(probe.cx()).value() == 2);
}

TEST_CASE("fut.02 fuse, never polled", "[fuse]") {
  remote r;
  {
    (void)fuse(probe_future(r));
  }
  CHECK(r.alive == 0);
  CHECK(r.polls == 0);
}
