// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"
#include "support/scripted.hpp"
#include "support/tracked.hpp"

using kioto::map;
using test::child_log;
using test::scripted;

TEST_CASE("fut.02 a map that is never polled does nothing", "[fut]") {
  child_log child;
  test::tracks function;
  bool ran = false;
  {
    auto future =
        map(scripted<int>(child, 0, 3),
            [&ran, owned = test::tracked(function)](int) { ran = true; });
    CHECK(child.alive() == 1);
    CHECK(function.alive() == 1);
    (void)future;
  }
  CHECK_FALSE(ran);
  CHECK(child.polls == 0);
  CHECK(child.alive() == 0);
  CHECK(function.alive() == 0);
  CHECK(child.objects.copied + function.copied == 0);
}

TEST_CASE("fut.07 a map may be polled although nothing woke it", "[fut]") {
  test::probe_context probe;
  test::event event;
  auto future = map(event, [](int n) { return n + 1; });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  event.set(4);
  CHECK(probe.wakes == 1);
  CHECK(future.poll(probe.cx()).value() == 5);
}

TEST_CASE("fut.08 a complete map is not polled again", "[fut]") {
  const auto end = test::dies([] {
    test::probe_context probe;
    auto future = map(kioto::ready(5), [](int n) { return n; });
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  });
  CHECK(end.aborted);
  CHECK(end.said ==
        test::at(__FILE__, __LINE__ - 4) + "map: polled after completion\n");
}

TEST_CASE("fut.09 map calls its function once, when the child is gone",
          "[fut]") {
  child_log child;
  test::tracks function;
  test::probe_context probe;
  int calls = 0;
  int alive = -1;
  auto future = map(scripted<int>(child, 2, 3),
                    [&, owned = test::tracked(function)](int n) {
                      ++calls;
                      alive = child.alive();
                      return 10 * n;
                    });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(calls == 0);
  CHECK(child.alive() == 1);
  CHECK(future.poll(probe.cx()).value() == 30);
  CHECK(calls == 1);
  CHECK(alive == 0);
  CHECK(child.polls == 3);
  CHECK(function.alive() == 0);  // although the map is still there
}

TEST_CASE("fut.09 map moves its value, and never copies it", "[fut]") {
  test::tracks value;
  test::probe_context probe;
  auto future = map(kioto::ready(test::tracked(value, 7)),
                    [](test::tracked v) { return v; });
  CHECK(future.poll(probe.cx()).value().number() == 7);
  CHECK(value.copied == 0);
  CHECK(value.alive() == 0);

  auto unique = map(kioto::ready(std::make_unique<int>(3)),
                    [](std::unique_ptr<int> p) { return p; });
  CHECK(*unique.poll(probe.cx()).value() == 3);

  auto unlike = map(kioto::ready(3), [](int n) { return std::string(n, 'x'); });
  CHECK(unlike.poll(probe.cx()).value() == "xxx");
}

TEST_CASE("fut.09 map over void, and to void", "[fut]") {
  test::probe_context probe;
  int calls = 0;
  auto from = map(kioto::ready(), [&calls] { return ++calls; });
  CHECK(from.poll(probe.cx()).value() == 1);

  auto to = map(kioto::ready(5), [&calls](int n) { calls = n; });
  static_assert(std::is_void_v<decltype(to)::output_type>);
  CHECK(to.poll(probe.cx()).is_ready());
  CHECK(calls == 5);

  auto both = map(kioto::yield_now(), [&calls] { calls = 6; });
  CHECK(both.poll(probe.cx()).is_pending());
  CHECK(calls == 5);
  CHECK(both.poll(probe.cx()).is_ready());
  CHECK(calls == 6);
}

TEST_CASE("map: the function may be move-only, and is called as an rvalue",
          "[map]") {
  struct once {
    std::unique_ptr<int> number;
    int operator()(int n) && { return *std::exchange(number, nullptr) + n; }
  };
  test::probe_context probe;
  auto future = map(kioto::ready(3), once{std::make_unique<int>(4)});
  CHECK(future.poll(probe.cx()).value() == 7);
}

TEST_CASE("map: the function may return a reference to something that lives",
          "[map]") {
  test::probe_context probe;
  const std::string word = "word";
  auto future =
      map(kioto::ready(), [&word]() -> const std::string& { return word; });
  static_assert(std::is_same_v<decltype(future)::output_type, std::string>);
  CHECK(future.poll(probe.cx()).value() == "word");
  CHECK(word == "word");
}

TEST_CASE("fut.10 an exception of the function ends the map", "[fut]") {
  child_log child;
  test::tracks function;
  test::probe_context probe;
  auto future = map(scripted<int>(child, 1, 3),
                    [owned = test::tracked(function)](int) -> int {
                      throw std::runtime_error("function");
                    });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK_THROWS_WITH(future.poll(probe.cx()), "function");
  CHECK(child.alive() == 0);
  CHECK(function.alive() == 0);
  const auto end = test::dies([&] { (void)future.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::Contains("map: polled after completion"));
}

TEST_CASE("fut.10 an exception of the child ends the map", "[fut]") {
  child_log child;
  test::tracks function;
  test::probe_context probe;
  bool ran = false;
  auto future =
      map(scripted<int>(child, 0, std::nullopt),
          [&ran, owned = test::tracked(function)](int) { ran = true; });
  CHECK_THROWS_WITH(future.poll(probe.cx()), "child");
  CHECK_FALSE(ran);
  CHECK(child.alive() == 0);
  CHECK(function.alive() == 0);
  const auto end = test::dies([&] { (void)future.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::Contains("map: polled after completion"));
}

TEST_CASE("map: borrows a child that is an lvalue", "[map]") {
  child_log child;
  test::probe_context probe;
  scripted<int> kept(child, 3, 7);
  {
    auto dropped = map(kept, [](int n) { return n; });
    CHECK(dropped.poll(probe.cx()).is_pending());
  }
  CHECK(child.alive() == 1);
  auto future = map(kept, [](int n) { return n + 1; });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());  // it kept its progress
  CHECK(future.poll(probe.cx()).value() == 8);
  CHECK(child.alive() == 1);
  CHECK(child.objects.moved + child.objects.copied == 0);
}

TEST_CASE("map: a map is a future, and can be mapped", "[map]") {
  test::probe_context probe;
  auto one = map(kioto::yield_now(), [] { return 1; });
  auto future = map(std::move(one), [](int n) { return n + 1; });
  static_assert(kioto::future<decltype(future)>);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(probe.wakes == 1);
  CHECK(probe.clones == 0);
  CHECK(future.poll(probe.cx()).value() == 2);
}
