// SPDX-License-Identifier: MIT
//
// async<T> as an object: when it runs, what it gives, when things die.
#include <kioto/async/async.hpp>

#include <catch2/catch.hpp>
#include <functional>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"
#include "support/trace.hpp"
#include "support/tracked.hpp"

using kioto::async;
using test::guard;
using test::trace;

namespace {

async<int> two_parameters(trace& log, guard a, guard b) {
  log.push_back("body");
  (void)a, (void)b;
  co_return 1;
}

async<int> value(int number) { co_return number; }

async<std::string> text(std::string content) {
  co_await kioto::yield_now();
  co_return content;
}

}  // namespace

TEST_CASE("async.01 a call makes the frame and runs nothing", "[async]") {
  trace log;
  guard a(log, "a"), b(log, "b");
  auto call = two_parameters(log, std::move(a), std::move(b));
  CHECK(log.empty());
  CHECK(a.is_empty());
  CHECK(b.is_empty());
  CHECK(kioto::block_on(call) == 1);
  CHECK(log == trace{"body"});
}

TEST_CASE("async.01 a parameter is moved once", "[async]") {
  test::tracks log;
  auto coroutine = [](test::tracked) -> async<> { co_return; };
  auto call = coroutine(test::tracked(log));
  CHECK(log.moved == 1);
  CHECK(log.copied == 0);
  CHECK(log.alive() == 1);
}

TEST_CASE("async.02 one that never began destroys its parameters, last first",
          "[async]") {
  trace log;
  {
    auto call = two_parameters(log, guard(log, "a"), guard(log, "b"));
  }
  CHECK(log == trace{"b", "a"});
}

TEST_CASE("async.09 locals die before the caller has the result", "[async]") {
  trace log;
  struct result {
    trace* log;
    explicit result(trace& to) : log(&to) { log->push_back("stored"); }
  };
  auto callee = [](trace& to, guard p, guard q) -> async<result> {
    (void)p, (void)q;
    guard x(to, "x"), y(to, "y");
    co_return result(to);
  };
  auto caller = [&](trace& to) -> async<> {
    co_await callee(to, guard(to, "p"), guard(to, "q"));
    to.push_back("next statement");
  };
  kioto::block_on(caller(log));
  CHECK(log == trace{"stored", "y", "x", "q", "p", "next statement"});
}

TEST_CASE("async.10 locals die before the handler of an exception runs",
          "[async]") {
  trace log;
  auto callee = [](trace& to) -> async<> {
    guard x(to, "x"), y(to, "y");
    co_await kioto::yield_now();
    throw std::runtime_error("boom");
  };
  auto caller = [&](trace& to) -> async<> {
    try {
      co_await callee(to);
    } catch (const std::runtime_error&) {
      to.push_back("handler");
    }
  };
  kioto::block_on(caller(log));
  CHECK(log == trace{"y", "x", "handler"});
}

TEST_CASE("async.13 co_await gives a value, not a reference into the frame",
          "[async]") {
  auto caller = []() -> async<std::size_t> {
    auto&& s = co_await text(std::string(100, 'x'));
    static_assert(std::is_same_v<decltype(s), std::string&&>);
    co_await kioto::yield_now();
    co_return s.size();
  };
  CHECK(kioto::block_on(caller()) == 100);
}

TEST_CASE("async.14 a range of an await lives as long as the loop", "[async]") {
  auto caller = []() -> async<std::string> {
    std::string seen;
    for (char c : co_await text("a long enough text for the heap, certainly")) {
      co_await kioto::yield_now();
      seen.push_back(c);
    }
    co_return seen;
  };
  CHECK(kioto::block_on(caller()) ==
        "a long enough text for the heap, certainly");
}

TEST_CASE("async.17 what throws at the call leaves the call", "[async]") {
  struct thrower {
    thrower() = default;
    thrower(thrower&&) { throw std::runtime_error("move"); }
  };
  trace log;
  auto coroutine = [](guard, thrower) -> async<> { co_return; };
  CHECK_THROWS_AS(coroutine(guard(log, "guard"), thrower()),
                  std::runtime_error);
  CHECK(log == trace{"guard"});
}

TEST_CASE("async.17 what throws in co_return is an exception of the body",
          "[async]") {
  struct moves_badly {
    moves_badly() = default;
    moves_badly(moves_badly&&) { throw std::runtime_error("result"); }
  };
  auto coroutine = []() -> async<moves_badly> { co_return moves_badly(); };
  auto call = coroutine();  // throws nothing
  CHECK_THROWS_WITH(kioto::block_on(call), "result");
}

TEST_CASE("async.21 void: by co_return, by the end, by a throw", "[async]") {
  auto returns = []() -> async<void> { co_return; };
  auto ends = []() -> async<void> { co_await kioto::yield_now(); };
  auto throws = []() -> async<void> {
    co_await kioto::yield_now();
    throw std::runtime_error("boom");
  };
  kioto::block_on(returns());
  kioto::block_on(ends());
  CHECK_THROWS_WITH(kioto::block_on(throws()), "boom");
}

TEST_CASE("async.21 a result that nobody takes is destroyed once", "[async]") {
  test::tracks log;
  auto callee = [](test::tracks& to) -> async<test::tracked> {
    co_return test::tracked(to);
  };
  auto caller = [&](test::tracks& to) -> async<> { co_await callee(to); };
  kioto::block_on(caller(log));
  CHECK(log.alive() == 0);
  CHECK(log.copied == 0);
}

TEST_CASE("async.22 results that are only movable", "[async]") {
  class bare {
   public:
    explicit bare(int n) : n_(n) {}
    bare(bare&&) = default;
    bare& operator=(bare&&) = delete;
    int number() const { return n_; }

   private:
    const int n_;
  };
  auto makes_bare = []() -> async<bare> { co_return bare(4); };
  auto makes_pointer = []() -> async<std::unique_ptr<int>> {
    co_return std::make_unique<int>(3);
  };
  auto caller = [&]() -> async<int> {
    auto pointer = co_await makes_pointer();
    co_return *pointer + (co_await makes_bare()).number();
  };
  CHECK(kioto::block_on(caller()) == 7);
}

TEST_CASE("async.23 a reference refers to the callee's referent", "[async]") {
  int number = 1;
  auto callee = [](int& n) -> async<int&> { co_return n; };
  auto reader = [](const int& n) -> async<const int&> { co_return n; };
  auto caller = [&]() -> async<> {
    int& same = co_await callee(number);
    CHECK(&same == &number);
    same = 5;
    co_await callee(number) = 6;
    CHECK(&co_await reader(number) == &number);
  };
  kioto::block_on(caller());
  CHECK(number == 6);
  CHECK(&kioto::block_on(callee(number)).get() == &number);
}

TEST_CASE("async.24 an async that was moved from", "[async]") {
  auto first = value(1);
  auto second = std::move(first);
  auto awaits = [](async<int> from) -> async<int> {
    auto to = std::move(from);
    co_return co_await from;
  };
  const int line = __LINE__ - 2;
  const auto awaited = test::dies([&] { kioto::block_on(awaits(value(1))); });
  CHECK(awaited.aborted);
  CHECK(awaited.said ==
        test::at(__FILE__, line) + "awaited an async that was moved from\n");

  test::probe_context probe;
  const auto polled = test::dies([&] { (void)first.poll(probe.cx()); });
  CHECK(polled.said == test::at(__FILE__, __LINE__ - 1) +
                           "awaited an async that was moved from\n");

  first = std::move(second);  // fine, and so is its end
  CHECK(kioto::block_on(first) == 1);
}

TEST_CASE("async.25 an async that completed is not awaited again", "[async]") {
  auto twice = [](async<int> one) -> async<int> {
    co_await one;
    co_return co_await one;
  };
  const int line = __LINE__ - 2;
  const auto death = test::dies([&] { kioto::block_on(twice(value(1))); });
  CHECK(death.aborted);
  CHECK(death.said ==
        test::at(__FILE__, line) + "awaited twice: this async is complete\n");
}

TEST_CASE("async.26 assignment destroys the old coroutine first", "[async]") {
  trace log;
  auto waits = [](trace& to, std::string name) -> async<> {
    guard g(to, name);
    to.push_back(name + " began");
    co_await kioto::pending<void>();
  };
  test::probe_context probe;
  auto a = waits(log, "old");
  CHECK(a.poll(probe.cx()).is_pending());
  a = waits(log, "new");
  CHECK(log == trace{"old began", "old"});
  CHECK(a.poll(probe.cx()).is_pending());
  auto& same = a;
  a = std::move(same);
  CHECK(log == trace{"old began", "old", "new began"});
  CHECK(a.poll(probe.cx()).is_pending());
}

TEST_CASE("async.27 one that waits may be moved, and goes on", "[async]") {
  test::event event;
  test::probe_context probe;
  auto waits = [](test::event& e) -> async<int> { co_return co_await e + 1; };
  auto first = waits(event);
  CHECK(first.poll(probe.cx()).is_pending());
  auto second = std::make_unique<async<int>>(std::move(first));
  event.set(4);
  CHECK(probe.wakes == 1);
  CHECK(second->poll(probe.cx()).value() == 5);
}

TEST_CASE("fut.02 an async that is never polled does nothing", "[fut]") {
  test::tracks log;
  bool ran = false;
  {
    auto coroutine = [](bool& to, test::tracked) -> async<> {
      to = true;
      co_return;
    };
    auto call = coroutine(ran, test::tracked(log));
  }
  CHECK_FALSE(ran);
  CHECK(log.alive() == 0);
}

TEST_CASE("async: what is in a frame that waits has few words", "[async]") {
  using kioto::detail::async_promise;
  using kioto::detail::future_awaiter;
  struct two_words {
    using output_type = void;
    kioto::poll<void> poll(kioto::context&) {
      return kioto::poll<void>::pending();
    }
    void* words[2];
  };
  CHECK(sizeof(async_promise<void>) == 3 * sizeof(void*));
  using nothing = kioto::pending_future<void>;
  CHECK(sizeof(future_awaiter<nothing>) == 4 * sizeof(void*));
  CHECK(sizeof(future_awaiter<two_words>) == 6 * sizeof(void*));
  CHECK(sizeof(future_awaiter<two_words&>) == 5 * sizeof(void*));
}
