// SPDX-License-Identifier: MIT
//
// What a frame owns, and so what is still there when the coroutine goes on. The
// wrong ways are programs of their own: tests/traps.
#include <kioto/async/async.hpp>

#include <catch2/catch.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/probe_waker.hpp"

using kioto::async;

TEST_CASE("async.05 a parameter by value outlives the caller's argument",
          "[async]") {
  auto callee = [](std::string text, std::vector<int> list) -> async<int> {
    co_await kioto::yield_now();
    co_return static_cast<int>(text.size()) + list.back();
  };
  auto caller = [&]() -> async<int> {
    auto call = callee(std::string(100, 'x'), std::vector{1, 7});
    co_return co_await std::move(call);
  };
  CHECK(kioto::block_on(caller()) == 107);
}

namespace {

struct session {
  std::unique_ptr<int> number = std::make_unique<int>(7);

  async<int> run() const {
    co_await kioto::yield_now();
    co_return *number;
  }
  async<int> run_itself(this session self) {
    co_await kioto::yield_now();
    co_return *self.number;
  }
  static async<int> run_shared(std::shared_ptr<const session> self) {
    co_return co_await self->run();
  }
};

}  // namespace

TEST_CASE("async.07 a coroutine that owns its object, or a share of it",
          "[async]") {
  auto itself = session().run_itself();
  CHECK(kioto::block_on(itself) == 7);

  auto object = std::make_shared<const session>();
  const std::weak_ptr<const session> watch = object;
  {
    auto shared = session::run_shared(std::move(object));
    CHECK(!watch.expired());
    CHECK(kioto::block_on(shared) == 7);
  }
  CHECK(watch.expired());
}

TEST_CASE("async.20 cast to void, or kept and dropped: the body never runs",
          "[async]") {
  int runs = 0;
  auto work = [&]() -> async<> {
    ++runs;
    co_return;
  };
  auto caller = [&]() -> async<> {
    (void)work();
    const auto kept = work();
    co_await kioto::yield_now();
  };
  kioto::block_on(caller());
  CHECK(runs == 0);
  kioto::block_on(work());
  CHECK(runs == 1);
}

TEST_CASE("async.32 a guard across an await holds the mutex while it waits",
          "[async]") {
  std::mutex mutex;
  const auto is_free = [&] {
    bool free = false;
    std::thread([&] {
      free = mutex.try_lock();
      if (free) mutex.unlock();
    }).join();
    return free;
  };
  auto held = [&]() -> async<> {
    const std::lock_guard lock(mutex);
    co_await kioto::pending<void>();
  };
  auto released = [&]() -> async<> {
    {
      const std::lock_guard lock(mutex);
    }
    co_await kioto::pending<void>();
  };
  test::probe_context probe;
  {
    auto call = held();
    CHECK(is_free());
    CHECK(call.poll(probe.cx()).is_pending());
    CHECK(!is_free());
  }
  CHECK(is_free());
  auto call = released();
  CHECK(call.poll(probe.cx()).is_pending());
  CHECK(is_free());
}
