// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <utility>
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

void shuffle(numbers& n) {
  for (std::size_t i = n.size() - 1; i > 0; --i)
    std::swap(n[i], n[static_cast<std::size_t>(
                        judge::pick(0, static_cast<std::int64_t>(i)))]);
}

// How often each of three children is pending: all differ, the smallest is 0.
numbers three_scripts() {
  numbers n = {0, judge::pick(1, 2), judge::pick(3, 4)};
  shuffle(n);
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
  auto s =
      judge::run("three", {{"watch", "polls"}, {"pending", model.pending}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c) made, pending {} times", words(model.pending))
      .expect("polls of each", {0, 0, 0}, "nothing happens until it is polled");
  for (bool ready = false, first = true; !ready; first = false) {
    ready = model.poll();
    s.step("polled")
        .expect("returned", {ready ? "ready" : "pending"},
                ready ? "the last child is ready"
                      : "a join is ready when all its children are")
        .expect("polls of each",
                {model.polls[0], model.polls[1], model.polls[2]},
                first ? "all children begin in the first poll, or they would "
                        "wait one after the other"
                      : "a child is polled in each poll until it is ready, and "
                        "never after that");
  }
  s.expect("results", {100, 101, 102},
           "results stand in the order of the arguments");
  s.step("what the waker got")
      .expect("wakes", {model.pending[0] + model.pending[1] + model.pending[2]},
              "the children wake it in each pending poll, and a join needs no "
              "wake of its own");
  s.end();
}

TEST_CASE("a join destroys each child as soon as it is ready", "[ch02.join]") {
  join_model model(three_scripts());
  auto s =
      judge::run("three", {{"watch", "lives"}, {"pending", model.pending}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c) made, pending {} times", words(model.pending));
  for (bool ready = false; !ready;) {
    ready = model.poll();
    s.step("polled").expect(
        "children alive",
        {model.done(0) ? 0 : 1, model.done(1) ? 0 : 1, model.done(2) ? 0 : 1},
        "a child that is ready is of no more use, and may hold what others "
        "wait for");
  }
  s.end();
}

TEST_CASE("results wait inside a join, and are moved out once", "[ch02.join]") {
  numbers pending = {0, 0, 1};
  shuffle(pending);
  auto s = judge::run("moves", {{"pending", pending}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c) polled, pending {} times", words(pending))
      .expect("returned", {"pending"}, "one child is not ready yet")
      .expect("values alive", {3},
              "two results wait inside, and one child holds its value");
  s.step("polled again")
      .expect("values alive", {3},
              "all are in the tuple, and nothing of them is left in the join")
      .expect("results", {100, 101, 102}, "these are the children's values")
      .expect("copied", {0}, "a join gives its results away, it moves them");
  s.step("the join and its results dropped")
      .expect("values alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("a join waits for children of every type, also after an error",
          "[ch02.join]") {
  for (const std::string is : {"value", "error"}) {
    const auto n = judge::pick(1, 1000);
    // The error comes first, and the child that gives nothing last.
    join_model model(
        {0, judge::pick(1, 2), is == "value" ? judge::pick(3, 4) : 0});
    auto s = judge::run("different_types",
                        {{"pending", model.pending}, {"n", n}, {"is", is}});
    s.blame("kioto::join_future::poll");
    s.step("join(a, b, c) made, pending {} times: a gives the {} {}, c nothing",
           words(model.pending), is, n);
    while (!model.poll())
      s.step("polled").expect(
          "returned", {"pending"},
          model.done(1)
              ? "c gives nothing, and it is waited for like any other"
              : "b is pending, and an error is a result like any other");
    s.step("polled")
        .expect("returned", {"ready"}, "all are ready")
        .expect("first", {is, n}, "that is what a gave")
        .expect("second", {101}, "that is what b gave");
    s.end();
  }
}

TEST_CASE("the child that is polled first changes from poll to poll",
          "[ch02.join]") {
  // One that is done early: the others keep their turns.
  numbers pending = {judge::pick(1, 2), judge::pick(6, 7), judge::pick(6, 7)};
  shuffle(pending);
  join_model model(pending);
  auto s = judge::run("three", {{"watch", "turns"}, {"pending", pending}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c) made, pending {} times", words(pending));
  std::size_t first = 0;
  for (bool ready = false; !ready; first = (first + 1) % 3) {
    std::string order;
    for (std::size_t i = 0; i < 3; ++i) {
      const auto k = (first + i) % 3;
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
  const auto pending = judge::pick(1, 4);
  auto s = judge::run("throws",
                      {{"word", word}, {"pending", numbers{0, pending, 9}}});
  s.blame("kioto::join_future::poll");
  s.step("join(a, b, c) made, pending 0, {}, 9 times; b throws in the end",
         pending);
  for (std::int64_t i = 0; i < pending; ++i)
    s.step("polled").expect("returned", {"pending"}, "b and c are pending");
  s.step("polled")
      .expect("threw", {word}, "the exception leaves the poll at once")
      .expect("children alive", {0, 0, 0},
              "nobody waits for the others any more: they are destroyed before "
              "the caller goes on")
      .expect("values alive", {0}, "nobody will ask for the result of a");
  dies_with_its_name(s);
  s.end();
}

TEST_CASE("a join of none is ready, and a join of one gives a tuple of one",
          "[ch02.join]") {
  auto s = judge::run("none_and_one", {{"pending", numbers{0, 0, 0}}});
  s.blame("kioto::join_future::poll");
  s.step("join() polled")
      .expect("returned", {"ready"}, "there is nothing to wait for");
  dies_with_its_name(s);
  s.step("join(a) polled")
      .expect("returned", {"ready"}, "its only child is ready")
      .expect("result", {100}, "that is what a gave");
  s.end();
}

TEST_CASE("a join that is dropped drops what it owns, and nothing else",
          "[ch02.join]") {
  auto s = judge::run("dropped", {{"pending", numbers{1, 9, 0}}});
  s.blame("kioto::join_future::join_future");
  s.step("join(a, b, c) polled; a has a name, b and c are temporaries")
      .expect("returned", {"pending"}, "a and b are pending")
      .expect("copied and moved", {0, 0},
              "a child with a name stays where it is")
      .expect("children alive", {1, 1, 0}, "c was ready")
      .expect("values alive", {3}, "a and b hold theirs, that of c waits");
  s.step("the join dropped")
      .expect("children alive", {1, 0, 0},
              "a belongs to whoever named it, b belongs to the join")
      .expect("values alive", {1}, "the result of c belongs to the join");
  s.step("a polled alone")
      .expect("returned", {"ready"},
              "it was pending once, in the poll of the join")
      .expect("result", {100}, "a kept its progress and its value");
  s.end();
}

TEST_CASE("a join that is complete stops the program when polled",
          "[ch02.join]") {
  auto s =
      judge::run("three", {{"watch", "end"}, {"pending", numbers{0, 0, 0}}});
  s.blame("kioto::join_future::poll");
  s.step("join of three ready futures polled")
      .expect("returned", {"ready"}, "all are ready");
  dies_with_its_name(s);
  s.end();
}
