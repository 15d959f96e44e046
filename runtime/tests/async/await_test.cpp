// SPDX-License-Identifier: MIT
//
// What co_await does: who runs, on which stack, who owns whom.
#include <kioto/async/async.hpp>

#include <catch2/catch.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"
#include "support/trace.hpp"
#include "support/tracked.hpp"

using kioto::async;
using test::guard;
using test::trace;

namespace {

async<int> nest(int depth, test::event& leaf) {
  if (depth == 0) co_return co_await leaf;
  co_return co_await nest(depth - 1, leaf) + 1;
}

/// Three coroutines with a local and a parameter each; the innermost waits.
async<> three(trace& log, int level, guard parameter) {
  (void)parameter;
  const std::string name = std::to_string(level);
  guard local(log, "local " + name);
  if (level == 3) {
    co_await kioto::pending<void>();
  } else {
    co_await three(log, level + 1,
                   guard(log, "parameter " + std::to_string(level + 1)));
  }
}

const trace from_the_inside = {"local 3",     "parameter 3", "local 2",
                               "parameter 2", "local 1",     "parameter 1"};

/// Counts what is done to it, and is pending until told.
class probe_future {
 public:
  using output_type = int;

  explicit probe_future(test::tracked&& life) : life_(std::move(life)) {}

  kioto::poll<int> poll(kioto::context&) {
    ++polls;
    return done ? kioto::poll<int>::ready(life_.number())
                : kioto::poll<int>::pending();
  }

  int polls = 0;
  bool done = false;

 private:
  test::tracked life_;
};

}  // namespace

TEST_CASE("async.03 a callee may refer to its caller's locals", "[async]") {
  auto callee = [](std::string& s) -> async<> {
    co_await kioto::yield_now();
    s += "b";
  };
  auto caller = [&]() -> async<std::string> {
    std::string local = "a";
    co_await callee(local);
    co_return local;
  };
  CHECK(kioto::block_on(caller()) == "ab");
}

TEST_CASE("async.04 a temporary argument outlives the await", "[async]") {
  auto callee = [](const std::string& s) -> async<std::size_t> {
    co_await kioto::countdown(3);
    co_return s.size();
  };
  auto caller = [&]() -> async<std::size_t> {
    co_return co_await callee(std::string(100, 'x'));
  };
  CHECK(kioto::block_on(caller()) == 100);
}

TEST_CASE("async.06 lambdas: awaited at once, or owning their captures",
          "[async]") {
  auto at_once = []() -> async<int> {
    co_return co_await [n = std::make_unique<int>(4)]() -> async<int> {
      co_await kioto::yield_now();
      co_return *n;
    }();
  };
  CHECK(kioto::block_on(at_once()) == 4);

  auto stored = [n = std::make_shared<int>(5)](this auto) -> async<int> {
    co_await kioto::yield_now();
    co_return *n;
  };
  auto call = stored();
  {
    auto gone = std::move(stored);
  }
  CHECK(kioto::block_on(call) == 5);
}

TEST_CASE("async.11 destroyed from the innermost to the root", "[async]") {
  trace log;
  test::probe_context probe;
  {
    auto root = three(log, 1, guard(log, "parameter 1"));
    CHECK(root.poll(probe.cx()).is_pending());
    CHECK(log.empty());
  }
  CHECK(log == from_the_inside);
}

TEST_CASE("async.12 a temporary dies after the callee, before the locals",
          "[async]") {
  trace log;
  auto callee = [](trace& to, const guard&) -> async<> {
    guard local(to, "callee");
    co_await kioto::pending<void>();
  };
  auto caller = [&](trace& to) -> async<> {
    guard local(to, "caller");
    co_await callee(to, guard(to, "temporary"));
  };
  test::probe_context probe;
  {
    auto root = caller(log);
    CHECK(root.poll(probe.cx()).is_pending());
  }
  CHECK(log == trace{"callee", "temporary", "caller"});
}

TEST_CASE("async.15 an exception keeps its type through every level",
          "[async]") {
  struct derived : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  struct throwing_future {
    using output_type = int;
    int countdown = 1;
    kioto::poll<int> poll(kioto::context& cx) {
      if (countdown-- == 0) throw derived("from a poll");
      cx.waker().wake_by_ref();
      return kioto::poll<int>::pending();
    }
  };
  trace log;
  auto inner = [](trace& to, int polls) -> async<int> {
    guard g(to, "inner");
    co_return co_await throwing_future{polls};
  };
  auto middle = [&](trace& to, int polls) -> async<int> {
    guard g(to, "middle");
    co_return co_await inner(to, polls);
  };
  auto outer = [&](trace& to, int polls) -> async<std::string> {
    try {
      co_await middle(to, polls);
    } catch (const std::exception& e) {
      CHECK(dynamic_cast<const derived*>(&e) != nullptr);
      co_return e.what();
    }
    co_return "nothing";
  };
  CHECK(kioto::block_on(outer(log, 0)) == "from a poll");  // in the first poll
  CHECK(kioto::block_on(outer(log, 1)) == "from a poll");  // after a wake
  CHECK(log == trace{"inner", "middle", "inner", "middle"});
}

TEST_CASE("async.29 a wake polls the leaf, once, at any depth", "[async]") {
  // That the cost does not depend on the depth, async_leaf_wake shows in the
  // benchmarks.
  test::event event;
  test::probe_context probe;
  auto root = nest(1000, event);
  CHECK(root.poll(probe.cx()).is_pending());
  for (int polls = 2; polls < 10; ++polls) {
    CHECK(root.poll(probe.cx()).is_pending());
    CHECK(event.polls() == polls);
  }
  event.set(5);
  CHECK(root.poll(probe.cx()).value() == 1005);
}

TEST_CASE("async.33 two awaits of one expression do not overlap", "[async]") {
  int running = 0, most = 0, calls = 0;
  auto operand = [&](int n) -> async<int> {
    ++calls;
    most = std::max(most, ++running);
    co_await kioto::yield_now();
    --running;
    co_return n;
  };
  auto plus = [](int a, int b) { return 10 * a + b; };
  auto caller = [&]() -> async<int> {
    co_return plus(co_await operand(1), co_await operand(2));
  };
  CHECK(kioto::block_on(caller()) == 12);
  CHECK(most == 1);
  CHECK(calls == 2);
  auto and_then = [&](bool ok) -> async<bool> {
    co_return ok&& co_await operand(1) == 1;
  };
  CHECK_FALSE(kioto::block_on(and_then(false)));
  CHECK(calls == 2);
  CHECK(kioto::block_on(and_then(true)));
  CHECK(calls == 3);
}

TEST_CASE("async.34 an rvalue is owned, an lvalue borrowed", "[async]") {
  test::tracks log;
  test::probe_context probe;
  probe_future kept(test::tracked(log, 7));
  auto owns = [](test::tracks& to) -> async<int> {
    co_return co_await probe_future(test::tracked(to));
  };
  auto borrows = [](probe_future& f) -> async<int> { co_return co_await f; };
  {
    auto a = owns(log);
    auto b = borrows(kept);
    CHECK(a.poll(probe.cx()).is_pending());
    CHECK(b.poll(probe.cx()).is_pending());
    CHECK(log.alive() > 1);
  }
  CHECK(log.alive() == 1);
  CHECK(kept.polls == 1);
  kept.done = true;
  CHECK(kioto::block_on(kept) == 7);
}

TEST_CASE("async.34 a borrowed coroutine survives with its progress",
          "[async]") {
  trace log;
  test::event event;
  test::probe_context probe;
  auto inner = [](trace& to, test::event& e) -> async<int> {
    to.push_back("began");
    guard g(to, "inner");
    co_return co_await nest(3, e);
  };
  auto middle = [](trace& to, async<int>& a) -> async<int> {
    guard g(to, "middle");
    co_return co_await a;
  };
  auto outer = [&](trace& to, async<int>& a) -> async<int> {
    guard g(to, "outer");
    co_return co_await middle(to, a);
  };
  auto a = inner(log, event);
  {
    auto b = outer(log, a);
    CHECK(b.poll(probe.cx()).is_pending());
  }
  CHECK(log == trace{"began", "middle", "outer"});
  event.set(1);
  // Awaited once more, by a chain of another depth; then by value.
  auto last = [](async<int> by_value) -> async<int> {
    co_return co_await std::move(by_value);
  };
  CHECK(kioto::block_on(last(std::move(a))) == 4);
  CHECK(log.back() == "inner");
}

TEST_CASE("async.34 of two borrowed ones in a chain, the inner stays inner",
          "[async]") {
  test::event event;
  test::probe_context probe;
  auto inner = nest(2, event);
  auto borrows = [](async<int>& a) -> async<int> { co_return co_await a; };
  auto middle = borrows(inner);
  {
    auto outer = borrows(middle);
    CHECK(outer.poll(probe.cx()).is_pending());
  }
  event.set(1);
  CHECK(middle.poll(probe.cx()).value() == 3);
}

TEST_CASE("async: polled by hand first, awaited then", "[async]") {
  test::event event;
  test::probe_context probe;
  auto inner = nest(2, event);
  CHECK(inner.poll(probe.cx()).is_pending());
  auto awaits = [](async<int>& a) -> async<int> { co_return co_await a; };
  auto outer = awaits(inner);
  CHECK(outer.poll(probe.cx()).is_pending());
  CHECK(event.polls() == 2);
  event.set(1);
  CHECK(outer.poll(probe.cx()).value() == 3);
}

TEST_CASE("async.25 a future that is complete names the line of its await",
          "[async]") {
  auto awaits = [](auto& done) -> async<> {
    (void)co_await done;
    FAIL("the line above has ended the program");
  };
  const auto line = __LINE__ - 3;
  const auto said = [&](auto& done) {
    test::probe_context probe;
    (void)done.poll(probe.cx());
    return test::dies([&] { (void)awaits(done).poll(probe.cx()); }).said;
  };
  auto ready = kioto::ready(1);
  CHECK(said(ready) ==
        test::at(__FILE__, line) + "ready: polled after completion\n");
  // Also where it stands between them.
  auto mapped = kioto::map(kioto::ready(1), [](int n) { return n; });
  CHECK(said(mapped) ==
        test::at(__FILE__, line) + "map: polled after completion\n");
  auto inner = kioto::ready(1);
  test::probe_context probe;
  (void)inner.poll(probe.cx());
  auto of_one = kioto::map(inner, [](int n) { return n; });
  CHECK(test::dies([&] { (void)awaits(of_one).poll(probe.cx()); }).said ==
        test::at(__FILE__, line) + "ready: polled after completion\n");
}

TEST_CASE("async.25 one that waits within a chain is not resumed by others",
          "[async]") {
  test::probe_context probe;  // outlives the waker that the event keeps
  test::event event;
  auto awaits = [](async<int>& a) -> async<int> { co_return co_await a; };
  // Borrowed before it began, and after it was polled by hand.
  for (const bool began : {false, true}) {
    auto inner = std::optional(nest(2, event));
    if (began) {
      CHECK(inner->poll(probe.cx()).is_pending());
    }
    auto outer = awaits(*inner);
    CHECK(outer.poll(probe.cx()).is_pending());
    const auto polled = test::dies([&] { (void)inner->poll(probe.cx()); });
    CHECK(polled.said ==
          test::at(__FILE__, __LINE__ - 2) +
              "awaited twice: somebody else awaits this async\n");
    const auto dropped = test::dies([&] { inner.reset(); });
    CHECK(dropped.said.find("an async was destroyed while it was awaited") !=
          std::string::npos);
  }
}

TEST_CASE("async.35 an async that destroys itself in its own poll", "[async]") {
  const auto death = test::dies([] {
    std::optional<async<>> self;
    auto suicide = [&]() -> async<> {
      self.reset();
      co_return;
    };
    self = suicide();
    kioto::block_on(*self);
  });
  CHECK(death.aborted);
  CHECK(death.said.find("an async was destroyed in its own poll") !=
        std::string::npos);
}

TEST_CASE("async.35 an async that is destroyed while it is awaited",
          "[async]") {
  const auto death = test::dies([] {
    std::optional<async<>> callee;
    auto ends_itself = [&]() -> async<> {
      co_await kioto::yield_now();
      callee.reset();
    };
    callee = ends_itself();
    auto caller = [&]() -> async<> { co_await *callee; };
    kioto::block_on(caller());
  });
  CHECK(death.aborted);
  CHECK(death.said.find("an async was destroyed while it was awaited") !=
        std::string::npos);
}

TEST_CASE("async.36 what escapes from the root comes out of block_on",
          "[async]") {
  auto throws = []() -> async<int> {
    co_await kioto::yield_now();
    throw std::runtime_error("escaped");
  };
  CHECK_THROWS_WITH(kioto::block_on(throws()), "escaped");
}
