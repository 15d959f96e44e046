// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <kioto/future/poll.hpp>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "support/dies.hpp"
#include "support/tracked.hpp"

using kioto::poll;
using test::tracked;
using test::tracks;

namespace {

using unique = std::unique_ptr<int>;

struct no_default {
  explicit no_default(int n) : number(n) {}
  int number;
};

static_assert(std::is_copy_constructible_v<poll<int>>);
static_assert(std::is_copy_assignable_v<poll<int>>);
static_assert(!std::is_copy_constructible_v<poll<unique>>);
static_assert(std::is_nothrow_move_constructible_v<poll<unique>>);
static_assert(std::is_move_assignable_v<poll<unique>>);
static_assert(std::is_same_v<poll<>, poll<void>>);
static_assert(sizeof(poll<void>) == 1);
static_assert(!std::is_default_constructible_v<poll<int>>);
static_assert(!std::is_default_constructible_v<poll<void>>);

template <class P>
using value_of = decltype(std::declval<P>().value());
static_assert(std::is_same_v<value_of<poll<int>&>, int&>);
static_assert(std::is_same_v<value_of<const poll<int>&>, const int&>);
static_assert(std::is_same_v<value_of<poll<int>>, int>);

}  // namespace

TEST_CASE("poll: is either ready or pending", "[poll]") {
  CHECK(poll<int>::ready(5).is_ready());
  CHECK_FALSE(poll<int>::ready(5).is_pending());
  CHECK(poll<int>::pending().is_pending());
  CHECK_FALSE(poll<int>::pending().is_ready());

  CHECK(poll<void>::ready().is_ready());
  CHECK_FALSE(poll<void>::ready().is_pending());
  CHECK(poll<void>::pending().is_pending());
  CHECK_FALSE(poll<void>::pending().is_ready());
}

TEST_CASE("poll: ready constructs the value in place from its arguments",
          "[poll]") {
  tracks log;
  {
    auto p = poll<tracked>::ready(log, 7);
    CHECK(p.value().number() == 7);
    CHECK(log.made == 1);
    CHECK(log.moved + log.copied == 0);
  }
  CHECK(log.destroyed == 1);
  CHECK(poll<std::string>::ready(3, 'x').value() == "xxx");
}

TEST_CASE("poll: pending holds no value, so none is needed", "[poll]") {
  CHECK(poll<no_default>::pending().is_pending());
  CHECK(poll<no_default>::ready(4).value().number == 4);
}

TEST_CASE("poll: a value can be changed in place", "[poll]") {
  auto p = poll<int>::ready(5);
  p.value() += 1;
  CHECK(std::as_const(p).value() == 6);
}

TEST_CASE("poll: value of an rvalue moves the value out, once", "[poll]") {
  tracks log;
  auto p = poll<tracked>::ready(log, 7);
  CHECK(std::move(p).value().number() == 7);
  CHECK(log.copied == 0);
  CHECK(log.moved == 1);
  CHECK(p.is_ready());  // a moved-from value is still a value

  CHECK(*poll<unique>::ready(std::make_unique<int>(3)).value() == 3);
}

TEST_CASE("poll: copies and assignments carry the state and the value",
          "[poll]") {
  const auto ready = poll<int>::ready(5);
  auto p = ready;
  CHECK(p.value() == 5);
  p = poll<int>::pending();
  CHECK(p.is_pending());
  p = ready;
  CHECK(p.value() == 5);
}

TEST_CASE("poll: value of a pending poll stops the program at the caller",
          "[poll]") {
  auto p = poll<int>::pending();
  const auto& c = p;
  test::death end;
  const auto says = [&end](int line) {
    CHECK(end.aborted);
    CHECK(end.said == test::at(__FILE__, line) + "value() of a pending poll\n");
  };
  end = test::dies([&] { (void)p.value(); });
  says(__LINE__ - 1);
  end = test::dies([&] { (void)c.value(); });
  says(__LINE__ - 1);
  end = test::dies([&] { (void)std::move(p).value(); });
  says(__LINE__ - 1);
  end = test::dies([] { poll<void>::pending().value(); });
  says(__LINE__ - 1);
}

TEST_CASE("poll: map applies the function to a value", "[poll]") {
  auto p = poll<int>::ready(5).map([](int n) { return std::to_string(n); });
  static_assert(std::is_same_v<decltype(p), poll<std::string>>);
  CHECK(p.value() == "5");
}

TEST_CASE("poll: map leaves pending alone and does not call the function",
          "[poll]") {
  int calls = 0;
  const auto count = [&calls](auto&&...) { return ++calls; };
  const auto pending = poll<int>::pending();
  CHECK(poll<int>::pending().map(count).is_pending());
  CHECK(pending.map(count).is_pending());
  CHECK(poll<void>::pending().map(count).is_pending());
  const auto quiet = [&calls](auto&&...) { ++calls; };
  CHECK(poll<int>::pending().map(quiet).is_pending());
  CHECK(pending.map(quiet).is_pending());
  CHECK(poll<void>::pending().map(quiet).is_pending());
  CHECK(calls == 0);
}

TEST_CASE("poll: map of an rvalue hands the value itself over", "[poll]") {
  tracks log;
  auto p = poll<tracked>::ready(log, 7);
  const int n =
      std::move(p).map([](tracked&& value) { return value.number(); }).value();
  CHECK(n == 7);
  CHECK(log.copied == 0);
  CHECK(log.moved == 0);

  auto q = poll<unique>::ready(std::make_unique<int>(3)).map([](unique value) {
    return value;
  });
  CHECK(*q.value() == 3);
}

TEST_CASE("poll: map of an lvalue leaves the value where it is", "[poll]") {
  tracks log;
  auto p = poll<tracked>::ready(log, 7);
  const auto number = [](const tracked& value) { return value.number(); };
  CHECK(p.map(number).value() == 7);
  CHECK(std::as_const(p).map(number).value() == 7);
  CHECK(log.copied + log.moved == 0);
  CHECK(p.value().number() == 7);
}

TEST_CASE("poll: map goes from void, to void, and from void to void",
          "[poll]") {
  int seen = 0;
  auto to_void = poll<int>::ready(5).map([&seen](int n) { seen = n; });
  static_assert(std::is_same_v<decltype(to_void), poll<void>>);
  CHECK(to_void.is_ready());
  CHECK(seen == 5);

  const auto five = poll<int>::ready(5);
  CHECK(five.map([&seen](int n) { seen = n + 1; }).is_ready());
  CHECK(seen == 6);

  auto from_void = poll<void>::ready().map([] { return unique(); });
  static_assert(std::is_same_v<decltype(from_void), poll<unique>>);
  CHECK(from_void.is_ready());

  CHECK(poll<void>::ready().map([&seen] { seen = 7; }).is_ready());
  CHECK(seen == 7);
}

TEST_CASE("poll: map calls a move-only function, once", "[poll]") {
  auto add = [by = std::make_unique<int>(2)](int n) { return n + *by; };
  CHECK(poll<int>::ready(5).map(std::move(add)).value() == 7);

  struct as_rvalue_only {
    int operator()(int n) && { return n; }
    int operator()() && { return 1; }
  };
  const auto five = poll<int>::ready(5);
  CHECK(poll<int>::ready(5).map(as_rvalue_only()).value() == 5);
  CHECK(five.map(as_rvalue_only()).value() == 5);
  CHECK(poll<void>::ready().map(as_rvalue_only()).value() == 1);
}

TEST_CASE("poll: map makes a value of a reference", "[poll]") {
  auto member = poll<no_default>::ready(9).map(&no_default::number);
  static_assert(std::is_same_v<decltype(member), poll<int>>);
  CHECK(member.value() == 9);

  const auto word = poll<std::string>::ready("word");
  auto same = word.map([](const std::string& s) -> const auto& { return s; });
  static_assert(std::is_same_v<decltype(same), poll<std::string>>);
  CHECK(same.value() == "word");
}
