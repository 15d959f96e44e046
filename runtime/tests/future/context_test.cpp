// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/context.hpp>
#include <kioto/task/budget.hpp>
#include <type_traits>
#include <utility>

#include "support/probe_waker.hpp"

// The library defines it where budgets are counted; here an address is enough.
using kioto::context;
using kioto::waker;

namespace {

static_assert(!std::is_copy_constructible_v<context>);
static_assert(!std::is_copy_assignable_v<context>);
static_assert(!std::is_convertible_v<const waker&, context>);
static_assert(!std::is_constructible_v<context, waker>);

template <class W>
concept can_be_child =
    requires(const context& cx, W&& w) { cx.with_waker(std::forward<W>(w)); };
static_assert(can_be_child<const waker&>);
static_assert(!can_be_child<waker>);

}  // namespace

TEST_CASE("context: refers to the waker and makes no clone of it",
          "[context]") {
  test::probe_waker probe;
  const waker w = probe.waker();
  const context cx(w);
  CHECK(&cx.waker() == &w);
  CHECK(cx.budget() == nullptr);
  CHECK(probe.clones == 0);
}

TEST_CASE("context: a child has its own waker and the same budget",
          "[context]") {
  const waker parent = waker::noop();
  const waker child = waker::noop();
  kioto::budget budget;
  const context cx(parent, &budget);
  const context inner = cx.with_waker(child);
  CHECK(&inner.waker() == &child);
  CHECK(inner.budget() == &budget);
  CHECK(&cx.waker() == &parent);
}
