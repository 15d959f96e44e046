// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <expected>
#include <kioto/future/and_then.hpp>
#include <kioto/future/map.hpp>
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

using kioto::and_then;
using kioto::or_else;
using kioto::ready;
using test::child_log;
using test::scripted;
using test::tracked;

namespace {

using number = std::expected<int, std::string>;
using nothing = std::expected<void, std::string>;

}  // namespace

TEST_CASE("fut.02 and_then and or_else, never polled, do nothing", "[fut]") {
  child_log child;
  test::tracks function;
  bool ran = false;
  {
    auto a = and_then(scripted<number>(child, 0, 3),
                      [&ran, owned = tracked(function)](int) {
                        ran = true;
                        return ready(number(1));
                      });
    auto b = or_else(scripted<number>(child, 0, 3),
                     [&ran, owned = tracked(function)](const std::string&) {
                       ran = true;
                       return ready(number(1));
                     });
    CHECK(child.alive() == 2);
    (void)a, (void)b;
  }
  CHECK_FALSE(ran);
  CHECK(child.polls == 0);
  CHECK(child.alive() == 0);
  CHECK(function.alive() == 0);
}

TEST_CASE("fut.07 and_then and or_else may be polled without a wake", "[fut]") {
  test::probe_context probe;
  test::event event;
  const auto odd = [&] {
    return kioto::map(event, [](int n) {
      return n % 2 == 1 ? number(n) : number(std::unexpect, "even");
    });
  };
  auto value = and_then(odd(), [](int n) { return ready(number(n + 1)); });
  auto error =
      or_else(odd(), [](const std::string&) { return ready(number(0)); });
  CHECK(value.poll(probe.cx()).is_pending());
  CHECK(value.poll(probe.cx()).is_pending());
  CHECK(error.poll(probe.cx()).is_pending());
  CHECK(error.poll(probe.cx()).is_pending());
  event.set(3);
  CHECK(value.poll(probe.cx()).value() == 4);
  CHECK(error.poll(probe.cx()).value() == 3);
}

TEST_CASE("fut.08 a complete and_then or or_else is not polled again",
          "[fut]") {
  const auto twice = [](auto& future) {
    test::probe_context probe;
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  };
  const auto line = __LINE__ - 2;
  const auto fn = [](auto&&) { return ready(number(1)); };

  auto value = and_then(ready(number(1)), fn);
  auto error = and_then(ready(number(std::unexpect, "no")), fn);
  for (const auto& end :
       {test::dies([&] { twice(value); }), test::dies([&] { twice(error); })}) {
    CHECK(end.said ==
          test::at(__FILE__, line) + "and_then: polled after completion\n");
  }
  auto other = or_else(ready(number(1)), fn);
  const auto end = test::dies([&] { twice(other); });
  CHECK(end.said ==
        test::at(__FILE__, line) + "or_else: polled after completion\n");
}

TEST_CASE("and_then: a value goes on to the second future", "[and_then]") {
  child_log first;
  child_log second;
  test::probe_context probe;
  int alive = -1;
  auto future = and_then(scripted<number>(first, 1, 3), [&](int n) {
    alive = first.alive();
    return scripted<number>(second, 1, 10 * n);
  });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(alive == 0);
  CHECK(second.polls == 1);  // in the same poll
  CHECK(future.poll(probe.cx()).value() == 30);
  CHECK(first.polls == 2);
  CHECK(second.alive() == 0);

  auto fails = and_then(ready(number(3)), [](int) {
    return ready(number(std::unexpect, "second"));
  });
  CHECK(fails.poll(probe.cx()).value().error() == "second");
}

TEST_CASE("or_else: an error goes on to the second future", "[and_then]") {
  child_log first;
  child_log second;
  test::probe_context probe;
  int alive = -1;
  auto future = or_else(scripted<number>(first, 1, number(std::unexpect, "no")),
                        [&](const std::string& error) {
                          alive = first.alive();
                          using other = std::expected<int, std::size_t>;
                          return scripted<other>(
                              second, 1, other(std::unexpect, error.size()));
                        });
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(alive == 0);
  CHECK(second.polls == 1);
  CHECK(future.poll(probe.cx()).value().error() == 2);
  CHECK(first.polls == 2);
  CHECK(second.alive() == 0);
}

TEST_CASE("fut.12 and_then passes an error through, or_else a value", "[fut]") {
  child_log child;
  test::tracks function;
  test::probe_context probe;
  bool ran = false;
  auto error = and_then(scripted<number>(child, 1, number(std::unexpect, "no")),
                        [&ran, owned = tracked(function)](int) {
                          ran = true;
                          return ready(std::expected<char, std::string>('x'));
                        });
  CHECK(error.poll(probe.cx()).is_pending());
  CHECK(error.poll(probe.cx()).value().error() == "no");

  auto value = or_else(scripted<number>(child, 1, 3),
                       [&ran, owned = tracked(function)](const std::string&) {
                         ran = true;
                         return ready(std::expected<int, char>(1));
                       });
  CHECK(value.poll(probe.cx()).is_pending());
  CHECK(value.poll(probe.cx()).value() == 3);

  CHECK_FALSE(ran);
  CHECK(child.polls == 4);
  CHECK(child.alive() == 0);
  CHECK(function.alive() == 0);
}

TEST_CASE("fut.12 errors and values that can only be moved", "[fut]") {
  using unique = std::expected<std::unique_ptr<int>, std::unique_ptr<char>>;
  test::probe_context probe;
  const auto value = [](int n) {
    return ready(unique(std::make_unique<int>(n)));
  };
  const auto error = [](char c) {
    return ready(unique(std::unexpect, std::make_unique<char>(c)));
  };
  const auto same_value = [](std::unique_ptr<int> p) {
    return ready(unique(std::move(p)));
  };
  const auto same_error = [](std::unique_ptr<char> p) {
    return ready(unique(std::unexpect, std::move(p)));
  };
  auto a = and_then(error('a'), same_value);
  CHECK(*a.poll(probe.cx()).value().error() == 'a');
  auto b = and_then(value(2), same_value);
  CHECK(**b.poll(probe.cx()).value() == 2);
  auto c = or_else(error('c'), same_error);
  CHECK(*c.poll(probe.cx()).value().error() == 'c');
  auto d = or_else(value(4), same_error);
  CHECK(**d.poll(probe.cx()).value() == 4);
}

TEST_CASE("fut.12 what passes is moved, and never copied", "[fut]") {
  using counted = std::expected<tracked, tracked>;
  test::tracks log;
  test::tracks other;
  test::probe_context probe;
  const auto fn = [&other](const tracked&) {
    return ready(counted(std::unexpect, other, 0));
  };
  auto error = and_then(ready(counted(std::unexpect, log, 1)), fn);
  CHECK(error.poll(probe.cx()).value().error().number() == 1);
  auto value = or_else(ready(counted(std::in_place, log, 2)), fn);
  CHECK(value.poll(probe.cx()).value()->number() == 2);
  CHECK(other.made == 0);
  CHECK(log.copied == 0);
  CHECK(log.alive() == 0);
}

TEST_CASE("and_then, or_else: of void", "[and_then]") {
  test::probe_context probe;
  auto from = and_then(ready(nothing()), [] { return ready(number(3)); });
  CHECK(from.poll(probe.cx()).value() == 3);
  auto to = and_then(ready(number(3)), [](int) { return ready(nothing()); });
  CHECK(to.poll(probe.cx()).value().has_value());
  auto error = and_then(ready(nothing(std::unexpect, "no")),
                        [] { return ready(nothing()); });
  CHECK(error.poll(probe.cx()).value().error() == "no");
  auto passes = or_else(ready(nothing()), [](const std::string&) {
    return ready(nothing(std::unexpect, "again"));
  });
  CHECK(passes.poll(probe.cx()).value().has_value());
  auto repaired = or_else(ready(nothing(std::unexpect, "no")),
                          [](const std::string&) { return ready(nothing()); });
  CHECK(repaired.poll(probe.cx()).value().has_value());
}

TEST_CASE("and_then, or_else: an exception ends them", "[and_then]") {
  child_log child;
  test::tracks function;
  test::probe_context probe;
  const auto ended = [&](auto& future, const char* message) {
    CHECK_THROWS_WITH(future.poll(probe.cx()), message);
    CHECK(child.alive() == 0);
    CHECK(function.alive() == 0);
    const auto end = test::dies([&] { (void)future.poll(probe.cx()); });
    CHECK_THAT(end.said, Catch::Contains("polled after completion"));
  };
  const auto throws = [&](auto&&) -> kioto::ready_future<number> {
    throw std::runtime_error("function");
  };
  const auto fn = [&throws, &function] {
    return [throws, owned = tracked(function)](auto&& v) { return throws(v); };
  };
  auto a = and_then(scripted<number>(child, 0, std::nullopt), fn());
  ended(a, "child");
  auto b = and_then(scripted<number>(child, 0, 3), fn());
  ended(b, "function");
  auto c =
      or_else(scripted<number>(child, 0, number(std::unexpect, "no")), fn());
  ended(c, "function");
}

TEST_CASE("and_then, or_else: borrow a child that is an lvalue", "[and_then]") {
  child_log child;
  test::probe_context probe;
  scripted<number> kept(child, 0, 7);
  auto a = and_then(kept, [](int n) { return ready(number(n)); });
  CHECK(a.poll(probe.cx()).value() == 7);
  scripted<number> other(child, 0, 8);
  auto b = or_else(other, [](const std::string&) { return ready(number(0)); });
  CHECK(b.poll(probe.cx()).value() == 8);
  CHECK(child.alive() == 2);
  CHECK(child.objects.moved + child.objects.copied == 0);
}
