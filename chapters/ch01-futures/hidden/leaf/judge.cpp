// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::array letters = {'A', 'B', 'C'};

// What a countdown does, poll by poll.
struct countdown_model {
  std::int64_t left;
  bool poll() { return left-- == 0; }
};

// What a yield_now does, poll by poll.
struct yield_model {
  bool yielded = false;
  bool poll() { return std::exchange(yielded, true); }
};

// What the poll of a complete future says; `name` is that of its function.
void after_the_end(judge::story& s, std::string_view name) {
  s.step("polled once more")
      .expect("the program", {"stopped"},
              "it has no result to give any more, and must not "
              "begin again");
  const auto said = s.take("said", "the program ends with a message");
  const auto caller = s.take("caller", "the probe says where it polled");
  const auto& message = said.values.at(0).text();
  const auto rule = fmt::format("{}: polled after completion", name);
  s.check(message.contains("polled after completion"),
          "a message that says \"polled after completion\"",
          "the caller must learn what it did wrong");
  s.check(message.contains(rule), fmt::format("a message with \"{}\"", rule),
          "whoever reads it has many futures, and must learn which one it was");
  s.check(message.contains(caller.values.at(0).text() + ":" +
                           caller.values.at(1).words() + ":"),
          "a message with the caller's file and line",
          "the mistake is there: hand `where` on to KIOTO_ASSERT");
}

constexpr auto needless_clone =
    "the waker of a poll lives as long as the poll: a clone is for a wake that "
    "comes later";

}  // namespace

TEST_CASE("ready gives its value in the first poll and leaves the waker alone",
          "[ch01.leaf]") {
  const auto n = judge::pick(-1000, 1000);
  const auto word = judge::word(6);
  auto s = judge::run("ready", {{"n", n}, {"word", word}});
  s.blame("kioto::ready_future::poll");
  s.step("ready({}) made and polled", n)
      .expect("returned", {"ready", n}, "the value is there from the start");
  s.step("ready(\"{}\") made and polled", word)
      .expect("returned", {"ready", word}, "ready holds a value of any type");
  s.step("ready() made and polled")
      .expect("returned", {"ready"}, "void has no value, but it can be done");
  s.step("what the waker of these polls got")
      .expect("wakes", {0},
              "a wake asks for another poll, and there is none to come")
      .expect("clones", {0}, "a future clones the waker only to wake it later");
  s.end();
}

TEST_CASE("ready moves its value out, it never copies it", "[ch01.leaf]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("ready_moves", {{"n", n}});
  s.blame("kioto::ready_future::poll");
  s.step("ready(value {}) made, polled, and its result taken", n)
      .expect("value", {n}, "that is the value that ready was made with")
      .expect("copied", {0},
              "a future gives its result away once, so it can move it");
  s.step("the future and its result dropped")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("pending is never ready, wakes nobody and keeps no waker",
          "[ch01.leaf]") {
  const auto polls = judge::pick(50, 150);
  auto s = judge::run("pending", {{"polls", polls}});
  s.blame("kioto::pending_future::poll");
  s.step("pending<int>() made and polled {} times", polls)
      .expect("ready", {0}, "pending never has a result")
      .expect("wakes", {0},
              "a wake says that a poll may now be ready, and this one never is")
      .expect("wakers kept", {0},
              "a future keeps a waker only for an event that will come")
      .expect("clones", {0}, needless_clone);
  s.end();
}

TEST_CASE("lazy runs its function in the first poll, not before, and once",
          "[ch01.leaf]") {
  const auto n = judge::pick(-1000, 1000);
  auto s = judge::run("lazy", {{"n", n}});
  s.blame("kioto::lazy_future::poll");
  s.step("lazy(fn) made")
      .expect("runs", {0}, "nothing happens until somebody polls");
  s.step("polled")
      .expect("runs", {1}, "the first poll runs the function, once")
      .expect("returned", {"ready", n},
              "the function's result is the future's");
  s.expect("wakes", {0},
           "a wake asks for another poll, and there is none to come")
      .expect("clones", {0}, needless_clone);
  s.end();

  auto v = judge::run("lazy_void");
  v.blame("kioto::lazy_future::poll");
  v.step("lazy(fn) made, with a function that returns nothing")
      .expect("runs", {0}, "nothing happens until somebody polls");
  v.step("polled")
      .expect("runs", {1}, "the first poll runs the function, once")
      .expect("returned", {"ready"}, "it is ready when the function returned");
  v.end();
}

TEST_CASE("lazy moves the result of its function, it never copies it",
          "[ch01.leaf]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("lazy_result", {{"n", n}});
  s.blame("kioto::lazy_future::poll");
  s.step("lazy(fn) made")
      .expect("made", {0}, "nothing happens until somebody polls");
  s.step("polled, and its result taken")
      .expect("made", {1}, "the function ran once")
      .expect("value", {n}, "the function's result is the future's")
      .expect("copied", {0},
              "the result belongs to the poll alone, so it can be moved");
  s.step("the future and its result dropped")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("the function of a lazy lives until it returned, and no longer",
          "[ch01.leaf]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("lazy_owner", {{"n", n}});
  s.blame("kioto::lazy_future::poll");
  s.step("lazy(fn) made, fn owns one counted value and eight numbers {}", n)
      .expect("alive", {1}, "the future keeps the function until it is polled");
  s.step("polled: fn returns one of its numbers")
      .expect("alive", {0},
              "the function is destroyed before the poll returns: what it owns "
              "is not needed any more")
      .expect("returned", {"ready", n},
              "what the function owns must live as long as the call");
  s.end();
}

TEST_CASE("lazy is complete even if its function throws", "[ch01.leaf]") {
  const auto word = judge::word(8);
  auto s = judge::run("lazy_throws", {{"word", word}});
  s.blame("kioto::lazy_future::poll");
  s.step("lazy(fn) made and polled; fn throws \"{}\"", word)
      .expect("threw", {word}, "the exception leaves the poll")
      .expect("runs", {1}, "the first poll runs the function, once");
  after_the_end(s, "lazy");
  s.end();
}

TEST_CASE("yield_now wakes its waker once and is ready at the second poll",
          "[ch01.leaf]") {
  auto s = judge::run("yield_now");
  s.blame("kioto::yield_now_future::poll");
  s.step("yield_now() made and polled with waker A")
      .expect("returned", {"pending"}, "it gives the others a turn first")
      .expect("wakes", {"A 1"},
              "nobody else will wake this future: without a wake it is never "
              "polled again");
  s.step("polled again, with waker B")
      .expect("returned", {"ready"}, "the others had their turn")
      .expect("wakes", {"A 1, B 0"},
              "a future that is ready needs no further poll")
      .expect("clones", {0}, needless_clone);
  s.end();
}

TEST_CASE("countdown(n) is pending n times and wakes the waker of that poll",
          "[ch01.leaf]") {
  for (const auto n : {std::int64_t{0}, std::int64_t{1}, judge::pick(2, 7)}) {
    auto wakers = judge::picks(static_cast<int>(n) + 1, 0, 2);
    if (n > 1) wakers[1] = (wakers[0] + 1) % 3;  // another one, for certain
    auto s = judge::run("countdown", {{"n", n}, {"wakers", wakers}});
    s.blame("kioto::countdown_future::poll").step("countdown({}) made", n);
    countdown_model model{n};
    std::array<std::int64_t, 3> wakes{};
    for (const auto k : wakers) {
      const bool ready = model.poll();
      const auto i = static_cast<std::size_t>(k);
      if (!ready) ++wakes[i];
      s.step("polled with waker {}", letters[i]);
      if (ready)
        s.expect("returned", {"ready", n},
                 "after n times pending it is ready, with n");
      else
        s.expect("returned", {"pending"}, "it has not counted to zero yet");
      s.expect("wakes",
               {fmt::format("A {}, B {}, C {}", wakes[0], wakes[1], wakes[2])},
               ready ? "a future that is ready needs no further poll"
                     : "every pending poll wakes the waker that it was given, "
                       "and no other");
    }
    s.step("the countdown dropped")
        .expect("wakers kept", {0}, "every clone of a waker is dropped");
    s.end();
  }

  const auto n = judge::pick(2, 7);
  auto s = judge::run("countdown_clones", {{"n", n}});
  s.blame("kioto::countdown_future::poll")
      .step("countdown({}) made and polled until it was ready", n)
      .expect("clones", {0}, needless_clone);
  s.end();
}

TEST_CASE("two futures of a kind do not disturb each other", "[ch01.leaf]") {
  const std::array<std::int64_t, 2> n = {judge::pick(1, 3), judge::pick(2, 4)};
  std::array<countdown_model, 2> count = {countdown_model{n[0]},
                                          countdown_model{n[1]}};
  std::array<yield_model, 2> yield;
  std::array<int, 4> polls{};

  // Each future in turn until it is ready, in an order that starts with the
  // two yield_now() one after the other.
  std::vector<std::int64_t> turns = {0, 1, 0, 1};
  turns.insert(turns.end(), static_cast<std::size_t>(n[0] + 1), 2);
  turns.insert(turns.end(), static_cast<std::size_t>(n[1] + 1), 3);
  for (std::size_t i = turns.size() - 1; i > 4; --i)
    std::swap(turns[i], turns[static_cast<std::size_t>(
                            judge::pick(4, static_cast<std::int64_t>(i)))]);

  auto s =
      judge::run("side_by_side", {{"a", n[0]}, {"b", n[1]}, {"turns", turns}});
  s.step("yield_now() made twice, countdown({}) and countdown({}) made", n[0],
         n[1]);
  for (const auto turn : turns) {
    const auto i = static_cast<std::size_t>(turn % 2);
    const bool is_yield = turn < 2;
    const bool ready = is_yield ? yield[i].poll() : count[i].poll();
    std::vector<judge::value> outcome = {ready ? "ready" : "pending"};
    if (ready && !is_yield) outcome.push_back(n[i]);
    s.blame(is_yield ? "kioto::yield_now_future::poll"
                     : "kioto::countdown_future::poll")
        .step("{} {} polled", i == 0 ? "first" : "second",
              is_yield ? "yield_now" : "countdown")
        .expect("returned", outcome,
                fmt::format("this is its poll number {}, and that of a {} is "
                            "{}, whatever the other one was asked",
                            ++polls[static_cast<std::size_t>(turn)],
                            is_yield ? "yield_now()"
                                     : fmt::format("countdown({})", n[i]),
                            ready ? "ready" : "pending"));
  }
  s.end();
}

TEST_CASE("a future that was never polled has done nothing", "[ch01.leaf]") {
  auto s = judge::run("dropped");
  s.blame("kioto::lazy_future::lazy_future");
  s.step("ready, lazy, yield_now, countdown and pending made, none polled")
      .expect("runs", {0}, "nothing happens until somebody polls");
  s.step("all dropped")
      .expect("runs", {0}, "to drop a future is to cancel it")
      .expect("still alive", {0},
              "what a future owns is destroyed exactly once");
  s.end();
}

TEST_CASE("a poll after the end stops the program and says why",
          "[ch01.leaf]") {
  struct future {
    const char *which, *name, *made, *blame;
  };
  constexpr future futures[] = {
      {"ready", "ready", "ready(1)", "kioto::ready_future::poll"},
      {"ready_void", "ready", "ready()", "kioto::ready_future<void>::poll"},
      {"lazy", "lazy", "lazy(fn)", "kioto::lazy_future::poll"},
      {"yield_now", "yield_now", "yield_now()",
       "kioto::yield_now_future::poll"},
      {"countdown", "countdown", "countdown(2)",
       "kioto::countdown_future::poll"}};
  for (const auto& f : futures) {
    auto s = judge::run("after_completion", {{"future", f.which}});
    s.blame(f.blame);
    s.step("{} made and polled until it was ready", f.made)
        .expect("returned", {"ready"}, "each of these ends");
    after_the_end(s, f.name);
    s.end();
  }
}

TEST_CASE("lazy calls its function as one that is given up", "[ch01.leaf]") {
  auto s = judge::run("lazy_gives_up");
  s.blame("kioto::lazy_future::poll");
  for (const char* returns : {"an int", "nothing"})
    s.step("lazy(fn) polled, with a function object that returns {}", returns)
        .expect("the function was", {"given up"},
                "it is called once and never again: an rvalue");
  s.end();
}
