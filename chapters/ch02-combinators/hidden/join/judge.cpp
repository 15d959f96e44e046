// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <vector>

namespace {

using numbers = std::vector<std::int64_t>;

// Each child is polled once in each poll of the join, until it is ready.
struct join_model {
  explicit join_model(numbers p)
      : pending(std::move(p)), polls(pending.size()) {}

  bool done(std::size_t k) const { return polls[k] > pending[k]; }
  bool poll() {
    bool all = true;
    for (std::size_t k = 0; k < pending.size(); ++k) {
      if (!done(k)) ++polls[k];
      all = all && done(k);
    }
    return all;
  }

  numbers pending;
  numbers polls;
};

std::vector<judge::value> values(const numbers& n) {
  return {n.begin(), n.end()};
}

// How often each of three children is pending: all differ, the smallest is 0.
numbers three_scripts() {
  numbers n = {0, judge::pick(1, 2), judge::pick(3, 4)};
  for (std::size_t i = 2; i > 0; --i)
    std::swap(n[i], n[static_cast<std::size_t>(
                        judge::pick(0, static_cast<std::int64_t>(i)))]);
  return n;
}

std::string words(const numbers& n) {
  return fmt::format("{}", fmt::join(n, ", "));
}

void dies_with_its_name(judge::story& s) {
  s.step("polled once more")
      .expect("died", {true},
              "it has no results to give any more, and must not begin again");
  const auto said = s.take("said", "the program ends with a message");
  s.check(said.values.at(0).text().contains("join: polled after completion"),
          "a message that says \"join: polled after completion\"",
          "the caller must learn what it did wrong");
}

}  // namespace

TEST_CASE("each poll of a join polls every child that is pending",
          "[ch02.join]") {
  join_model model(three_scripts());
  auto s = judge::run("together", {{"pending", model.pending}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c) made, pending {} times", words(model.pending))
      .expect("polls of each", {0, 0, 0}, "nothing happens until it is polled");
  for (bool ready = false; !ready;) {
    const bool first = model.polls == numbers{0, 0, 0};
    ready = model.poll();
    s.step("polled")
        .expect("returned", {ready ? "ready" : "pending"},
                ready ? "the last child is ready"
                      : "a join is ready when all its children are")
        .expect("polls of each", values(model.polls),
                first ? "all children begin in the first poll, or they would "
                        "wait one after the other"
                      : "a child is polled in each poll until it is ready, and "
                        "never after that");
    if (ready)
      s.expect("results", {100, 101, 102},
               "results stand in the order of the arguments");
  }
  s.step("what the waker got")
      .expect("wakes", {model.pending[0] + model.pending[1] + model.pending[2]},
              "the children wake it in each pending poll, and a join needs no "
              "wake of its own");
  s.end();
}

TEST_CASE("a join destroys each child as soon as it is ready", "[ch02.join]") {
  join_model model(three_scripts());
  auto s = judge::run("destroyed_at_once", {{"pending", model.pending}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c) made, pending {} times", words(model.pending));
  for (bool ready = false; !ready;) {
    ready = model.poll();
    s.step("polled").expect(
        "alive", {!model.done(0) + 0, !model.done(1) + 0, !model.done(2) + 0},
        "a child that is ready is of no more use, and may hold what others "
        "wait for");
  }
  s.end();
}

TEST_CASE("a join takes children of different types, and of none",
          "[ch02.join]") {
  const auto n = judge::pick(-1000, 1000);
  const auto word = judge::word(6);
  auto s = judge::run("different_types", {{"n", n}, {"word", word}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, ready(\"{}\"), c) polled, a pending once, c twice", word)
      .expect("returned", {"pending"}, "a and c are not ready yet");
  s.step("polled again")
      .expect("returned", {"pending"},
              "c gives nothing, and it is waited for like any other");
  s.step("polled again")
      .expect("returned", {"ready"}, "all are ready")
      .expect("results", {n, word},
              "each result has its own type and its own place");
  s.end();
}

TEST_CASE("results wait inside a join, and are moved out once", "[ch02.join]") {
  const auto a = judge::pick(1, 1000);
  const auto b = judge::pick(1, 1000);
  auto s = judge::run("moves", {{"a", a}, {"b", b}});
  s.blame("kioto::join_future::poll");
  s.step("join(ready({}), ready({}), c) polled, c is pending once", a, b)
      .expect("returned", {"pending"}, "c is not ready yet")
      .expect("results alive", {2}, "the first two results wait inside");
  s.step("polled again")
      .expect("results alive", {2},
              "both are in the tuple, and nothing of them is left in the join")
      .expect("results", {a, b}, "these are the results of the children")
      .expect("copied", {0}, "a join gives its results away, it moves them");
  s.step("the join and its results dropped")
      .expect("results alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("a join waits for all, also after an error", "[ch02.join]") {
  const auto n = judge::pick(1, 1000);
  const auto pending = judge::pick(1, 3);
  const auto word = judge::word(5);
  auto s =
      judge::run("errors", {{"n", n}, {"pending", pending}, {"word", word}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b): a gives the error \"{}\" at once, b is pending {} times",
         word, pending);
  for (std::int64_t i = 0; i < pending; ++i)
    s.step("polled").expect("returned", {"pending"},
                            "an error is a result like any other for a join");
  s.step("polled")
      .expect("returned", {"ready"}, "b is ready")
      .expect("first", {word}, "that is what a gave")
      .expect("second", {n}, "that is what b gave");
  s.end();
}

TEST_CASE("the child that is polled first changes from poll to poll",
          "[ch02.join]") {
  numbers pending = {judge::pick(7, 9), judge::pick(7, 9), judge::pick(7, 9),
                     judge::pick(7, 9)};
  // One that is done early: the others keep their turns.
  pending[static_cast<std::size_t>(judge::pick(0, 3))] = judge::pick(1, 3);
  join_model model(pending);
  auto s = judge::run("turns", {{"pending", pending}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c, d) made, pending {} times", words(pending));
  std::size_t first = 0;
  for (bool ready = false; !ready; first = (first + 1) % 4) {
    std::string order;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto k = (first + i) % 4;
      if (!model.done(k)) order += static_cast<char>('a' + k);
    }
    ready = model.poll();
    s.step("polled, it is the turn of {}", static_cast<char>('a' + first))
        .expect("polled in this order", {order},
                "each child has its turn to go first, so that none can use up "
                "the time of the others, and every poll goes once around");
  }
  s.end();
}

TEST_CASE("a child that throws takes the others with it", "[ch02.join]") {
  const auto word = judge::word(7);
  const auto at = judge::pick(1, 4);
  auto s = judge::run("throws", {{"word", word}, {"at", at}});
  s.blame("kioto::join_future::poll");
  s.step("join(ready(value), b, c, d) made; b throws in its poll {}", at);
  for (std::int64_t i = 1; i < at; ++i)
    s.step("polled").expect("returned", {"pending"}, "b, c and d are pending");
  s.step("polled")
      .expect("threw", {word}, "the exception leaves the poll at once")
      .expect("alive", {0, 0, 0},
              "nobody waits for the others any more: they are destroyed before "
              "the caller goes on")
      .expect("results alive", {0},
              "nobody will ask for the result that is there");
  dies_with_its_name(s);
  s.end();
}

TEST_CASE("a join of none is ready, and one of many is nothing special",
          "[ch02.join]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("none_one_and_many", {{"n", n}});
  s.blame("kioto::join_future::poll");
  s.step("join() polled")
      .expect("returned", {"ready"}, "there is nothing to wait for");
  s.step("join(ready({})) polled", n)
      .expect("returned", {"ready"}, "its only child is ready")
      .expect("result", {n}, "a join of one gives a tuple of one");
  s.step("join of ten, each pending 0, 1 or 2 times, polled")
      .expect("returned", {"pending"}, "some are pending");
  s.step("polled").expect("returned", {"pending"}, "some are still pending");
  s.step("polled")
      .expect("returned", {"ready"}, "all are ready")
      .expect("last result", {9}, "child k gives k, counted from 0");
  s.end();
}

TEST_CASE("a join that is dropped drops what it owns, and nothing else",
          "[ch02.join]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("dropped", {{"n", n}});
  s.blame("kioto::join_future::join_future");
  s.step("join(a, b, ready(value)) polled; a has a name, b is a temporary")
      .expect("returned", {"pending"}, "a and b are pending")
      .expect("alive", {1, 1}, "both are still needed")
      .expect("results alive", {1}, "the third result waits inside");
  s.step("the join dropped")
      .expect("alive", {1, 0},
              "a belongs to whoever named it, b belongs to the join")
      .expect("results alive", {0}, "the result belongs to the join")
      .expect("copied and moved", {0, 0},
              "a child with a name stays where it is");
  s.step("a polled alone")
      .expect("returned", {"ready"},
              "it was pending once, in the poll of the join")
      .expect("result", {n}, "a kept its progress and its result");
  s.end();
}

TEST_CASE("a join that is complete stops the program when polled",
          "[ch02.join]") {
  auto s = judge::run("after_completion");
  s.blame("kioto::join_future::poll");
  s.step("join of two ready futures polled")
      .expect("returned", {"ready"}, "both are ready");
  dies_with_its_name(s);
  s.step("join() polled")
      .expect("returned", {"ready"}, "there is nothing to wait for");
  dies_with_its_name(s);
  s.end();
}
