// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <exception>
#include <kioto/future/future.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/shared.hpp>
#include <kioto/rt/block_on.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_future.hpp"
#include "support/probe_waker.hpp"
#include "support/tracked.hpp"

using kioto::shared;
using test::probe_future;
using test::remote;

namespace {

using probes = kioto::shared_future<probe_future>;
static_assert(kioto::future<probes>);
static_assert(std::is_nothrow_move_constructible_v<probes>);
static_assert(std::is_nothrow_copy_constructible_v<probes>);

}  // namespace

TEST_CASE("fut.33 shared gives its value to all copies, the last by move",
          "[shared]") {
  test::probe_context probe;
  test::tracks log;
  auto a = shared(kioto::ready(test::tracked(log, 7)));
  auto b = a;
  auto c = b;
  CHECK(log.copied == 0);
  CHECK(c.poll(probe.cx()).value().number() == 7);
  CHECK(log.copied == 1);
  CHECK(a.poll(probe.cx()).value().number() == 7);
  CHECK(log.copied == 2);
  CHECK(b.poll(probe.cx()).value().number() == 7);
  CHECK(log.copied == 2);
  CHECK(log.alive() == 0);
}

TEST_CASE("fut.33 shared polls the future once for all; peek polls nothing",
          "[shared]") {
  test::probe_context one, two, three;
  remote r;
  auto a = shared(probe_future(r));
  auto b = a;
  auto c = a;
  CHECK(a.peek() == nullptr);
  CHECK(r.polls == 0);
  CHECK(a.poll(one.cx()).is_pending());
  CHECK(b.poll(two.cx()).is_pending());
  CHECK(c.poll(three.cx()).is_pending());
  r.finish(5);
  CHECK(one.wakes == 1);
  CHECK(two.wakes == 1);
  CHECK(three.wakes == 1);
  const int polls = r.polls;
  CHECK(b.peek() == nullptr);
  CHECK(b.poll(two.cx()).value() == 5);
  CHECK(r.polls == polls + 1);
  CHECK(r.alive == 0);
  REQUIRE(a.peek() != nullptr);
  CHECK(*a.peek() == 5);
  CHECK(a.poll(one.cx()).value() == 5);
  CHECK(c.poll(three.cx()).value() == 5);
  CHECK(r.polls == polls + 1);
  CHECK(c.peek() == nullptr);
  CHECK(kioto::shared_future(c).peek() == nullptr);
}

TEST_CASE("fut.33 shared wakes those that wait when another copy finishes it",
          "[shared]") {
  test::probe_context one, two;
  remote r;
  auto a = shared(probe_future(r));
  auto b = a;
  CHECK(a.poll(one.cx()).is_pending());
  r.value = 3;  // without a wake
  CHECK(b.poll(two.cx()).value() == 3);
  CHECK(one.wakes == 1);
  CHECK(two.wakes == 0);
  CHECK(two.alive() == 1);
}

namespace {

/// A task that polls again inside of its wake, up to a hundred times.
struct eager_task {
  probes* future;
  int wakes = 0;

  static void wake(void* data) noexcept {
    auto& self = *static_cast<eager_task*>(data);
    if (++self.wakes == 100) return;
    const kioto::waker again = self.waker();
    kioto::context cx(again);
    (void)self.future->poll(cx).is_pending();
  }
  kioto::waker waker() {
    static constexpr kioto::waker_vtable table = {
        .clone = [](void* data) noexcept -> void* { return data; },
        .wake = wake,
        .wake_by_ref = wake,
        .drop = [](void*) noexcept {},
    };
    return kioto::waker(this, table);
  }
};

}  // namespace

TEST_CASE("fut.07 shared: one that waits again in its wake is woken once",
          "[shared]") {
  remote r;
  auto future = shared(probe_future(r));
  eager_task task{&future};
  const kioto::waker waker = task.waker();
  kioto::context cx(waker);
  CHECK(future.poll(cx).is_pending());
  r.wake();
  CHECK(task.wakes == 1);
  CHECK(r.polls == 2);
}

TEST_CASE("fut.34 shared: the copy that polled last is destroyed", "[shared]") {
  test::probe_context one, two;
  remote r;
  auto a = shared(probe_future(r));
  {
    auto b = a;
    CHECK(a.poll(one.cx()).is_pending());
    CHECK(b.poll(two.cx()).is_pending());
  }
  CHECK(two.alive() == 1);
  r.finish(4);
  CHECK(one.wakes == 1);
  CHECK(two.wakes == 0);
  CHECK(a.poll(one.cx()).value() == 4);
}

namespace {

/// In its first poll: wakes, lets another copy poll, and is pending. What
/// another thread may do while the poll is at work, on one thread.
struct interrupted {
  using output_type = int;
  std::optional<kioto::shared_future<interrupted>>* other;
  kioto::context* cx_of_other;
  int* polls;

  kioto::poll<int> poll(kioto::context& cx) {
    if (++*polls == 2) return kioto::poll<int>::ready(9);
    cx.waker().wake_by_ref();
    CHECK((*other)->poll(*cx_of_other).is_pending());
    return kioto::poll<int>::pending();
  }
};

}  // namespace

TEST_CASE("fut.34 shared: one that found it busy, after the wake, is woken too",
          "[shared]") {
  test::probe_context one, two;
  std::optional<kioto::shared_future<interrupted>> a, b;
  int polls = 0;
  a = shared(interrupted{&b, &two.cx(), &polls});
  b = *a;
  CHECK(a->poll(one.cx()).is_pending());
  CHECK(one.wakes == 1);
  a.reset();  // woken, and gone before it polls again
  CHECK(two.wakes == 1);
  CHECK(b->poll(two.cx()).value() == 9);
  CHECK(polls == 2);
}

TEST_CASE("fut.35 shared: each copy rethrows the same exception", "[shared]") {
  test::probe_context probe;
  remote r;
  r.throws = true;
  auto a = shared(probe_future(r));
  auto b = a;
  const std::exception* first = nullptr;
  try {
    (void)a.poll(probe.cx());
  } catch (const std::runtime_error& e) {
    first = &e;
    CHECK(r.alive == 0);
    CHECK(b.peek() == nullptr);
    try {
      (void)b.poll(probe.cx());
      FAIL("the second copy must throw");
    } catch (const std::runtime_error& again) {
      CHECK(&again == first);
    }
  }
  CHECK(first != nullptr);
  CHECK(r.polls == 1);
}

TEST_CASE("fut.06 shared keeps one clone a copy, of its latest waker",
          "[shared]") {
  test::probe_context one, two;
  remote r;
  auto a = shared(probe_future(r));
  CHECK(a.poll(one.cx()).is_pending());
  CHECK(a.poll(one.cx()).is_pending());
  CHECK(one.clones == 1);
  CHECK(a.poll(two.cx()).is_pending());
  CHECK(one.alive() == 1);
  r.finish(1);
  CHECK(one.wakes == 0);
  CHECK(two.wakes == 1);
}

TEST_CASE("fut.02 shared: the last copy destroys the future, a waker may live",
          "[shared]") {
  test::probe_context probe;
  remote r;
  {
    auto a = shared(probe_future(r));
    {
      auto b = a;
      CHECK(b.poll(probe.cx()).is_pending());
    }
    CHECK(r.alive == 1);
    auto moved = std::move(a);
    a = moved;
    moved = std::move(a);
    CHECK(r.alive == 1);
  }
  CHECK(r.alive == 0);
  CHECK(probe.alive() == 1);
  r.wake();
  CHECK(probe.wakes == 0);
}

TEST_CASE("shared: of void, and of a borrowed future", "[shared]") {
  test::probe_context probe;
  auto a = shared(kioto::ready());
  auto b = a;
  CHECK(a.poll(probe.cx()).is_ready());
  CHECK(b.peek() != nullptr);
  CHECK(b.poll(probe.cx()).is_ready());

  remote r;
  r.value = 2;
  probe_future kept(r);
  CHECK(shared(kept).poll(probe.cx()).value() == 2);
  CHECK(r.alive == 1);
}

TEST_CASE("fut.08 shared, polled after completion", "[shared]") {
  const int line = __LINE__ + 5;
  const auto death = test::dies([] {
    test::probe_context probe;
    auto future = shared(kioto::ready(1));
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  });
  CHECK(death.aborted);
  CHECK(death.said ==
        test::at(__FILE__, line) + "shared: polled after completion\n");
}

namespace {

/// Polls an event that it does not own, and sees whether two threads poll at
/// the same time: its count is plain memory.
class watched {
 public:
  using output_type = int;

  watched(test::event& e, std::atomic<int>& alive)
      : event_(&e), alive_(&alive) {
    alive_->fetch_add(1);
  }
  watched(watched&& other) noexcept
      : event_(other.event_), alive_(std::exchange(other.alive_, nullptr)) {}
  ~watched() {
    if (alive_) alive_->fetch_sub(1);
  }

  kioto::poll<int> poll(kioto::context& cx) {
    ++polls_;
    return event_->poll(cx);
  }

 private:
  test::event* event_;
  std::atomic<int>* alive_;
  int polls_ = 0;
};

}  // namespace

TEST_CASE("fut.33 shared over threads: all get the value", "[shared][stress]") {
  for (int round = 0; round < 100; ++round) {
    test::event event;
    std::atomic<int> alive{0};
    std::atomic<int> sum{0};
    {
      std::vector<std::jthread> threads;
      auto first = shared(watched(event, alive));
      for (int t = 0; t < 3; ++t) {
        threads.emplace_back([mine = first, &sum]() mutable {
          sum.fetch_add(kioto::block_on(mine));
        });
      }
      threads.emplace_back([&event] { event.set(5); });
      sum.fetch_add(kioto::block_on(first));
    }
    CHECK(sum.load() == 20);
    CHECK(alive.load() == 0);
  }
}

TEST_CASE("fut.34 shared over threads: no wake is lost with a copy that goes",
          "[shared][stress]") {
  for (int round = 0; round < 200; ++round) {
    test::event event;
    std::atomic<int> alive{0};
    int got = 0;
    {
      std::vector<std::jthread> threads;
      auto stays = shared(watched(event, alive));
      threads.emplace_back([goes = stays]() mutable {
        const auto nobody = kioto::waker::noop();
        kioto::context cx(nobody);
        (void)goes.poll(cx).is_ready();
        auto last = std::move(goes);
      });
      threads.emplace_back([&event] { event.set(5); });
      got = kioto::block_on(stays);
    }
    CHECK(got == 5);
    CHECK(alive.load() == 0);
  }
}

TEST_CASE("fut.33 shared over threads: peek sees the whole value or nothing",
          "[shared][stress]") {
  for (int round = 0; round < 50; ++round) {
    auto mine = shared(kioto::ready(std::string(100, 'x')));
    std::jthread other(
        [copy = mine]() mutable { (void)kioto::block_on(copy); });
    const std::string* seen = nullptr;
    while ((seen = mine.peek()) == nullptr) std::this_thread::yield();
    CHECK(*seen == std::string(100, 'x'));
  }
}
