// SPDX-License-Identifier: MIT
//
// What is a future and what is not, and the rules that hold for all of them.
#include <catch2/catch.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"
#include "support/tracked.hpp"

using kioto::context;
using kioto::future;

namespace {

struct no_output_type {
  kioto::poll<int> poll(context&);
};
struct no_poll {
  using output_type = int;
};
struct polls_another_type {
  using output_type = int;
  kioto::poll<long> poll(context&);
};
struct returns_a_bare_value {
  using output_type = int;
  int poll(context&);
};
struct wants_no_context {
  using output_type = int;
  kioto::poll<int> poll();
};
class cannot_be_destroyed {
 public:
  using output_type = int;
  kioto::poll<int> poll(context&);

 private:
  ~cannot_be_destroyed();
};

static_assert(future<kioto::ready_future<int>>);
static_assert(future<kioto::ready_future<void>>);
static_assert(future<kioto::pending_future<int>>);
static_assert(future<kioto::lazy_future<int (*)()>>);
static_assert(future<kioto::yield_now_future>);
static_assert(future<kioto::countdown_future>);
static_assert(future<test::event>);  // cannot be moved; a future all the same

static_assert(!future<int>);
static_assert(!future<void>);
static_assert(!future<no_output_type>);
static_assert(!future<no_poll>);
static_assert(!future<polls_another_type>);
static_assert(!future<returns_a_bare_value>);
static_assert(!future<wants_no_context>);
static_assert(!future<cannot_be_destroyed>);
static_assert(!future<kioto::yield_now_future&>);
static_assert(!future<const kioto::yield_now_future>);

static_assert(std::is_same_v<kioto::output_of<kioto::ready_future<int>>, int>);
static_assert(std::is_same_v<kioto::output_of<kioto::yield_now_future&>, void>);

}  // namespace

TEST_CASE("fut.02 a future that is never polled does nothing", "[fut]") {
  test::tracks value;
  test::tracks capture;
  test::probe_context probe;
  bool ran = false;
  {
    auto ready = kioto::ready(test::tracked(value));
    auto lazy =
        kioto::lazy([&ran, owned = test::tracked(capture)] { ran = true; });
    auto pending = kioto::pending<test::tracked>();
    auto yield = kioto::yield_now();
    auto countdown = kioto::countdown(3);
    CHECK(value.alive() == 1);
    CHECK(capture.alive() == 1);
    (void)pending, (void)yield, (void)countdown;
  }
  CHECK_FALSE(ran);
  CHECK(value.alive() == 0);
  CHECK(capture.alive() == 0);
  CHECK(value.copied + capture.copied == 0);
  CHECK(probe.clones + probe.wakes == 0);
}

TEST_CASE("fut.07 a poll that nobody asked for does no harm", "[fut]") {
  test::probe_context probe;

  auto never = kioto::pending<int>();
  CHECK(never.poll(probe.cx()).is_pending());
  CHECK(never.poll(probe.cx()).is_pending());

  test::event leaf;
  CHECK(leaf.poll(probe.cx()).is_pending());
  CHECK(leaf.poll(probe.cx()).is_pending());
  CHECK(leaf.poll(probe.cx()).is_pending());
  leaf.set(4);
  CHECK(probe.wakes == 1);
  CHECK(leaf.poll(probe.cx()).value() == 4);
}

namespace {

/// Polls a future to its end and once more; what the last poll said.
template <class F>
test::death polled_once_more(F future) {
  return test::dies([&future] {
    test::probe_context probe;
    while (future.poll(probe.cx()).is_pending()) {
    }
    (void)future.poll(probe.cx());
  });
}
constexpr int line_of_last_poll = __LINE__ - 3;

void says(const test::death& end, const char* name) {
  CHECK(end.aborted);
  CHECK(end.said == test::at(__FILE__, line_of_last_poll) + name +
                        ": polled after completion\n");
}

}  // namespace

TEST_CASE("fut.08 a complete future is not polled again", "[fut]") {
  says(polled_once_more(kioto::ready(5)), "ready");
  says(polled_once_more(kioto::ready()), "ready");
  says(polled_once_more(kioto::lazy([] { return 5; })), "lazy");
  says(polled_once_more(kioto::lazy([] {})), "lazy");
  says(polled_once_more(kioto::yield_now()), "yield_now");
  says(polled_once_more(kioto::countdown(0)), "countdown");
  says(polled_once_more(kioto::countdown(2)), "countdown");
}
