// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstddef>
#include <expected>
#include <kioto/future/countdown.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "support/dies.hpp"
#include "support/event.hpp"
#include "support/probe_waker.hpp"
#include "support/scripted.hpp"
#include "support/tracked.hpp"

using kioto::join;
using kioto::ready;
using test::child_log;
using test::scripted;
using test::tracked;

namespace {

/// Notes its letter in each poll, and is never ready.
struct noting {
  using output_type = void;

  kioto::poll<void> poll(kioto::context&) {
    notes->push_back(letter);
    return kioto::poll<void>::pending();
  }

  std::string* notes;
  char letter;
};

}  // namespace

TEST_CASE("fut.02 a join that is never polled does nothing", "[fut]") {
  child_log a;
  child_log b;
  {
    auto future = join(scripted<int>(a, 0, 3), scripted<int>(b, 0, 4));
    CHECK(a.alive() == 1);
    CHECK(b.alive() == 1);
    (void)future;
  }
  CHECK(a.polls + b.polls == 0);
  CHECK(a.alive() + b.alive() == 0);
  CHECK(a.objects.copied + b.objects.copied == 0);
}

TEST_CASE("fut.07 a join may be polled although nothing woke it", "[fut]") {
  test::probe_context probe;
  test::event a;
  test::event b;
  auto future = join(a, b);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  b.set(4);
  CHECK(probe.wakes == 1);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).is_pending());
  a.set(3);
  CHECK(future.poll(probe.cx()).value() == std::tuple(3, 4));
}

TEST_CASE("fut.08 a complete join is not polled again", "[fut]") {
  const auto twice = [](auto future) {
    test::probe_context probe;
    (void)future.poll(probe.cx());
    (void)future.poll(probe.cx());
  };
  const auto line = __LINE__ - 2;
  const auto two = test::dies([&] { twice(join(ready(1), ready(2))); });
  const auto none = test::dies([&] { twice(join()); });
  CHECK(two.said ==
        test::at(__FILE__, line) + "join: polled after completion\n");
  CHECK(none.said == two.said);
}

TEST_CASE("fut.13 the first poll of a join polls every child", "[fut]") {
  test::probe_context probe;
  test::event a;
  test::event b;
  auto future = join(a, b);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(a.polls() == 1);
  CHECK(b.polls() == 1);
  b.set(2);
  a.set(1);
  CHECK(probe.wakes == 2);  // both had its waker: they waited together
  CHECK(future.poll(probe.cx()).value() == std::tuple(1, 2));
}

TEST_CASE("fut.14 a child that is ready is destroyed, and polled no more",
          "[fut]") {
  child_log a;
  child_log b;
  test::tracks value;
  test::probe_context probe;
  {
    auto future = join(scripted<int>(a, 3, 1),
                       scripted<tracked>(b, 1, tracked(value, 2)));
    CHECK(future.poll(probe.cx()).is_pending());
    CHECK(value.alive() == 1);
    CHECK(future.poll(probe.cx()).is_pending());
    CHECK(b.alive() == 0);
    CHECK(value.alive() == 1);  // the result waits inside
    CHECK(future.poll(probe.cx()).is_pending());
    CHECK(b.polls == 2);
    auto last = future.poll(probe.cx());
    CHECK(a.polls == 4);
    CHECK(b.polls == 2);
    CHECK(a.alive() == 0);
    CHECK(std::get<1>(last.value()).number() == 2);
    CHECK(value.alive() == 1);  // and is moved out
  }
  CHECK(value.copied == 0);
  CHECK(value.alive() == 0);
}

TEST_CASE("fut.15 a join of expected waits for all, and gives all", "[fut]") {
  using number = std::expected<int, std::string>;
  child_log a;
  child_log b;
  test::probe_context probe;
  auto future = join(scripted<number>(a, 0, number(std::unexpect, "no")),
                     scripted<number>(b, 1, 4));
  CHECK(future.poll(probe.cx()).is_pending());
  const auto [first, second] = future.poll(probe.cx()).value();
  CHECK(first.error() == "no");
  CHECK(second == 4);
}

TEST_CASE("fut.16 join of one, of three, of none", "[fut]") {
  test::probe_context probe;
  auto one = join(ready(std::make_unique<int>(1)));
  CHECK(*std::get<0>(one.poll(probe.cx()).value()) == 1);

  auto three =
      join(kioto::countdown(2), kioto::yield_now(), ready(std::string("c")));
  static_assert(
      std::is_same_v<decltype(three)::output_type,
                     std::tuple<unsigned, std::monostate, std::string>>);
  CHECK(three.poll(probe.cx()).is_pending());
  CHECK(three.poll(probe.cx()).is_pending());
  CHECK(three.poll(probe.cx()).value() ==
        std::tuple(2U, std::monostate(), std::string("c")));

  auto none = join();
  static_assert(std::is_same_v<decltype(none)::output_type, std::tuple<>>);
  CHECK(none.poll(probe.cx()).is_ready());
}

TEST_CASE("fut.16 join of twenty gives results in argument order", "[fut]") {
  test::probe_context probe;
  // The later in the list, the sooner it is ready.
  auto make = []<std::size_t... I>(std::index_sequence<I...>) {
    return join(kioto::countdown(19 - I)...);
  };
  auto future = make(std::make_index_sequence<20>());
  for (int i = 0; i < 19; ++i) CHECK(future.poll(probe.cx()).is_pending());
  const auto results = future.poll(probe.cx()).value();
  const auto numbers = std::apply(
      [](auto... n) { return std::vector<unsigned>{n...}; }, results);
  for (unsigned i = 0; i < 20; ++i) CHECK(numbers.at(i) == 19 - i);
}

TEST_CASE("fut.16 join of a join, and of results that are tuples", "[fut]") {
  test::probe_context probe;
  auto nested = join(join(ready(1), ready(2)), ready(std::tuple(3)), join());
  CHECK(nested.poll(probe.cx()).value() ==
        std::make_tuple(std::tuple(1, 2), std::tuple(3), std::tuple()));
  auto alone = join(ready(std::tuple(3)));
  CHECK(alone.poll(probe.cx()).value() == std::make_tuple(std::tuple(3)));
}

TEST_CASE("fut.17 a child that throws takes the others with it", "[fut]") {
  child_log a;
  child_log b;
  child_log c;
  test::tracks value;
  test::probe_context probe;
  auto future = join(scripted<int>(a, 1, std::nullopt), scripted<int>(b, 9, 2),
                     scripted<tracked>(c, 0, tracked(value)));
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(c.alive() == 0);
  CHECK(value.alive() == 1);
  try {
    (void)future.poll(probe.cx());
    FAIL("no exception");
  } catch (const std::runtime_error& e) {
    CHECK(e.what() == std::string("child"));
    CHECK(a.alive() == 0);
    CHECK(b.alive() == 0);
    CHECK(value.alive() == 0);
  }
  CHECK(value.copied == 0);
  const auto end = test::dies([&] { (void)future.poll(probe.cx()); });
  CHECK_THAT(end.said, Catch::Contains("join: polled after completion"));
}

TEST_CASE("fut.17 nobody is polled after a child that throws", "[fut]") {
  child_log a;
  child_log b;
  test::probe_context probe;
  auto future = join(scripted<int>(a, 0, std::nullopt), scripted<int>(b, 9, 2));
  CHECK_THROWS_WITH(future.poll(probe.cx()), "child");
  CHECK(b.polls == 0);
}

TEST_CASE("fut.18 the child polled first changes from poll to poll", "[fut]") {
  test::probe_context probe;
  std::string notes;
  auto future =
      join(noting{&notes, 'a'}, noting{&notes, 'b'}, noting{&notes, 'c'});
  for (int i = 0; i < 4; ++i) {
    CHECK(future.poll(probe.cx()).is_pending());
    notes += ' ';
  }
  CHECK(notes == "abc bca cab abc ");
}

TEST_CASE("fut.18 a child that is done leaves each other its turn", "[fut]") {
  test::probe_context probe;
  std::string notes;
  auto future = join(noting{&notes, 'a'}, ready(), noting{&notes, 'c'});
  for (int i = 0; i < 4; ++i) {
    CHECK(future.poll(probe.cx()).is_pending());
    notes += ' ';
  }
  CHECK(notes == "ac ca ca ac ");
}

TEST_CASE("join: dropped in the middle", "[join]") {
  child_log a;
  child_log b;
  test::tracks value;
  test::probe_context probe;
  {
    auto future =
        join(scripted<int>(a, 9, 1), scripted<tracked>(b, 0, tracked(value)));
    CHECK(future.poll(probe.cx()).is_pending());
    CHECK(a.alive() == 1);
    CHECK(value.alive() == 1);
  }
  CHECK(a.alive() == 0);
  CHECK(value.alive() == 0);
}

TEST_CASE("join: an exception while the results are moved out ends it",
          "[join]") {
  struct brittle {
    explicit brittle(int moves) : left(moves) {}
    brittle(brittle&& other) : left(other.left - 1) {
      if (left < 0) throw std::runtime_error("moved too often");
    }
    int left;
  };
  child_log other;
  test::probe_context probe;
  bool threw = false;
  for (int moves = 3; moves < 9; ++moves) {
    auto future = join(kioto::lazy([moves] { return brittle(moves); }),
                       scripted<int>(other, 0, 3));
    try {
      (void)future.poll(probe.cx());
    } catch (const std::runtime_error&) {
      threw = true;
      CHECK(other.alive() == 0);
      const auto end = test::dies([&] { (void)future.poll(probe.cx()); });
      CHECK_THAT(end.said, Catch::Contains("join: polled after completion"));
    }
    CHECK(other.alive() == 0);
  }
  CHECK(threw);
}

TEST_CASE("join: borrows children that are lvalues", "[join]") {
  child_log a;
  child_log b;
  test::probe_context probe;
  scripted<int> kept(a, 2, 7);
  {
    auto dropped = join(kept, scripted<int>(b, 9, 1));
    CHECK(dropped.poll(probe.cx()).is_pending());
  }
  CHECK(a.alive() == 1);
  CHECK(b.alive() == 0);
  auto future = join(scripted<int>(b, 0, 1), kept);
  CHECK(future.poll(probe.cx()).is_pending());
  CHECK(future.poll(probe.cx()).value() == std::tuple(1, 7));
  CHECK(a.alive() == 1);
  CHECK(a.objects.moved + a.objects.copied == 0);
}

TEST_CASE("join: can be moved before its first poll", "[join]") {
  test::probe_context probe;
  auto future = join(kioto::yield_now(), ready(4));
  auto moved = std::move(future);
  static_assert(kioto::future<decltype(moved)>);
  CHECK(moved.poll(probe.cx()).is_pending());
  CHECK(probe.wakes == 1);
  CHECK(probe.clones == 0);
  CHECK(std::get<1>(moved.poll(probe.cx()).value()) == 4);
}
