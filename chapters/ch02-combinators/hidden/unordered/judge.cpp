// SPDX-License-Identifier: MIT
//
// First what a set gives, and whom it polls; then what leaves it, and how; then
// wakers that outlive it, and threads.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <numeric>
#include <string>
#include <vector>

namespace {

constexpr auto poll_next = "kioto::futures_unordered::poll_next";
constexpr auto push = "kioto::futures_unordered::push";
constexpr auto clear = "kioto::futures_unordered::clear";
constexpr auto swap = "kioto::futures_unordered::swap";

// 0, ..., n - 1 in some order that is not this one.
std::vector<std::int64_t> shuffled(std::int64_t n) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  std::reverse(order.begin(), order.end());
  for (std::int64_t i = n - 1; i > 1; --i)
    std::swap(order[static_cast<std::size_t>(i)],
              order[static_cast<std::size_t>(judge::pick(1, i))]);
  return order;
}

}  // namespace

// --- whom it polls ---

TEST_CASE("results come as the children finish, and the end is not for ever",
          "[ch02.unordered]") {
  const auto n = judge::pick(3, 6);
  const auto order = shuffled(n);
  const auto again = judge::pick(1, 99);
  auto s = judge::run("order", {{"order", order}, {"again", again}});
  s.blame(poll_next)
      .step("an empty set is polled")
      .expect("returned", {"the end"}, "there is nobody to wait for");
  s.blame(push)
      .step("{} futures are pushed", n)
      .expect("size()", {n}, "each push takes one in");
  s.blame(poll_next)
      .step("the set is polled")
      .expect("returned", {"pending"}, "none of them is ready");
  auto left = n;
  for (const auto i : order)
    s.step("future {} finishes with {}, and the set is polled", i, 100 + i)
        .expect("returned", {100 + i},
                "its child was woken, and is ready in its second poll")
        .expect("size()", {--left}, "a child that has finished leaves the set");
  s.step("the set is polled")
      .expect("returned", {"the end"}, "all children have left")
      .step("a future is pushed that is ready with {}, and the set is polled",
            again)
      .expect("returned", {again},
              "the end says that the set is empty now, and no more")
      .step("the set is polled")
      .expect("returned", {"the end"}, "it is empty again");
  s.end();
}

TEST_CASE("a push polls nobody, and the next poll needs no wake",
          "[ch02.unordered]") {
  const auto n = judge::pick(2, 9);
  auto s = judge::run("push", {{"children", n}});
  s.blame(push)
      .step("{} futures are pushed", n)
      .expect("polls", {0}, "nothing happens before the set is polled")
      .blame(poll_next)
      .step("the set is polled")
      .expect("returned", {"pending"}, "none of them is ready")
      .expect("polls", {n},
              "a new child needs no wake for its first poll: before that, "
              "nobody has its waker")
      .blame(push)
      .step("one more is pushed")
      .expect("polls of the new one", {0},
              "nothing happens before the set is polled")
      .expect("wakes of the task", {0},
              "whoever pushes will poll the set next, and needs no wake")
      .blame(poll_next)
      .step("the set is polled")
      .expect("returned", {"pending"}, "it is not ready")
      .expect("polls of the new one", {1}, "it counts as woken")
      .expect("polls of the others", {0}, "nobody has woken them");
  s.end();
}

TEST_CASE("of ten thousand children only the one that was woken is polled",
          "[ch02.unordered]") {
  for (const auto times : {std::int64_t{1}, judge::pick(2, 5)}) {
    const auto which = judge::pick(0, 9'999);
    auto s = judge::run("ten_thousand", {{"which", which}, {"times", times}});
    s.blame(poll_next)
        .step("a set of 10000 children is polled")
        .expect("returned", {"pending"}, "none of them is ready")
        .expect("polls", {10'000}, "each has its first poll")
        .step("child {} is woken, times: {}", which, times)
        .expect("the task was woken", {true},
                "somebody has to poll the set for its child")
        .step("the set is polled")
        .expect("returned", {"pending"}, "the child is not ready")
        .expect("polls of that child", {1},
                "it was woken, and several wakes ask for one poll")
        .expect("polls of all the others", {0}, "nobody has woken them")
        .step("the set is polled although nobody was woken")
        .expect("returned", {"pending"}, "nothing has happened")
        .expect("polls of that child", {0}, "its wake has had its poll")
        .expect("polls of all the others", {0}, "nobody has woken them");
    s.end();
  }
}

TEST_CASE("a child wakes the task of the latest poll, and has its budget",
          "[ch02.unordered]") {
  const auto n = judge::pick(2, 5);
  const auto which = judge::pick(0, n - 1);
  auto s = judge::run("latest_task", {{"children", n}, {"which", which}});
  s.blame(poll_next)
      .step("the first task polls a set of {} children", n)
      .expect("returned", {"pending"}, "none of them is ready")
      .step("child {} is woken", which)
      .expect("the task was woken", {true},
              "somebody has to poll the set for its child")
      .step("the first task polls")
      .expect("returned", {"pending"}, "none of them is ready")
      .step("the second task polls")
      .expect("returned", {"pending"}, "none of them is ready")
      .step("child {} is woken", which)
      .expect("wakes of the first task", {0},
              "the set belongs to the task that polled it last")
      .expect("the task was woken", {true},
              "the set belongs to the second task now, whichever task it "
              "was when the child was polled");
  s.end();

  auto b = judge::run("budget");
  b.blame(poll_next)
      .step("a task with a budget polls a set")
      .expect("the child has the budget of the task", {true},
              "a child has another waker, but it works at the task's "
              "expense: cx.with_waker(...) keeps the budget");
  b.end();
}

TEST_CASE("a child that wakes itself does not starve the others",
          "[ch02.unordered]") {
  const auto n = judge::pick(3, 6);
  const auto which = judge::pick(0, n - 1);
  const auto rounds = judge::pick(3, 6);
  auto s = judge::run("self_waker",
                      {{"children", n}, {"which", which}, {"rounds", rounds}});
  s.blame(poll_next);
  for (std::int64_t round = 1; round <= rounds; ++round) {
    if (round > 1)
      s.step("child {} is woken, and then child {} once more", (which + 1) % n,
             which);
    s.step("poll {} of a set of {}, in which child {} always wakes itself",
           round, n, which)
        .expect("returned", {"pending"}, "none of them is ready");
    const auto polls =
        s.take("polls of that child", "it was woken").values.at(0).integer();
    s.check(polls == 1 || polls == 2, "polls of that child 1",
            "the set has to return at some time, and the child is always "
            "woken: its next turn is in the next poll of the set")
        .expect("polls of the others", {round == 1 ? n - 1 : 1},
                round == 1 ? "each has its first poll, too"
                           : "one of them was woken, and is not forgotten")
        .expect("the task was woken", {true},
                "the child has been woken and waits for its next poll");
  }
  s.end();
}

TEST_CASE("a wake during the poll is not lost", "[ch02.unordered]") {
  for (const bool by_thread : {false, true}) {
    const auto value = judge::pick(1, 99);
    auto s = judge::run("wake_in_poll",
                        {{"value", value}, {"by_thread", by_thread}});
    s.blame(poll_next)
        .step("a child is polled, and woken in that poll{}",
              by_thread ? ", by another thread" : "")
        .expect("returned", {"pending"}, "it is ready in its second poll")
        .expect("the task was woken", {true},
                "the wake came while the set was being polled, so that poll "
                "cannot be the answer to it")
        .step("the set is polled")
        .expect("returned", {value},
                "a wake that comes during a poll asks for one more poll");
    s.end();
  }
}

// --- what leaves it ---

TEST_CASE("a child is destroyed before its result is out, which is moved",
          "[ch02.unordered]") {
  const auto value = judge::pick(1, 99);
  auto s = judge::run("moves_out", {{"value", value}});
  s.blame(poll_next)
      .step("a set of two children is polled")
      .expect("returned", {"pending"}, "none of them is ready")
      .step("the first one finishes with {}, and the set is polled", value)
      .expect("first child destroyed", {1},
              "what it owns is needed no more, and the set may live long")
      .expect("returned", {value}, "that is its result")
      .expect("copied", {0}, "a result is given away once, so it is moved")
      .expect("second child destroyed", {0}, "it is still at work");
  s.end();
}

TEST_CASE("a child that throws leaves the set, and the others go on",
          "[ch02.unordered]") {
  const auto n = judge::pick(2, 5);
  const auto which = judge::pick(0, n - 1);
  const auto word = judge::word(7);
  auto s = judge::run("exception",
                      {{"children", n}, {"which", which}, {"word", word}});
  s.blame(poll_next)
      .step("a set of {} children is polled", n)
      .expect("returned", {"pending"}, "none of them is ready")
      .step("child {} is woken, and throws \"{}\" in its next poll", which,
            word)
      .expect("threw", {word}, "what a child throws comes out of the poll")
      .expect("destroyed", {1}, "a future that has thrown is complete")
      .expect("size()", {n - 1}, "it has left the set")
      .step("another one finishes with 7, and the set is polled")
      .expect("returned", {7},
              "an exception of one child is not the end of "
              "the others")
      .expect("size()", {n - 2}, "this one has left as well");
  s.end();
}

TEST_CASE("the waker of a child that left does nothing", "[ch02.unordered]") {
  const auto times = judge::pick(1, 4);
  auto s = judge::run("late_wake", {{"times", times}});
  s.blame(poll_next)
      .step("a set of two children is polled")
      .expect("returned", {"pending"}, "none of them is ready")
      .step("the first one finishes with 1, and the set is polled")
      .expect("returned", {1}, "that is its result")
      .expect("the task was woken", {true}, "its child was woken")
      .step("the waker of that child is woken, times: {}, and dropped", times)
      .expect("wakes of the task", {0},
              "the child has left: there is nobody to poll")
      .step("the set is polled")
      .expect("returned", {"pending"}, "the second one is not ready")
      .step(
          "a child is pushed that wakes itself and is ready with 2, both in "
          "its first poll; the set is polled")
      .expect("returned", {2}, "that is its result")
      .step("its waker is dropped, and the set is polled")
      .expect("returned", {"pending"},
              "the child has been woken, and it has left: nobody polls it")
      .expect("polls of that child", {1}, "it was ready in that one");
  s.end();
}

// --- wakers that outlive it ---

TEST_CASE("the set destroys its children, whoever holds their wakers",
          "[ch02.unordered]") {
  for (const bool by_clear : {false, true}) {
    const auto n = judge::pick(2, 6);
    auto s = judge::run("outlived", {{"children", n}, {"by_clear", by_clear}});
    s.blame(poll_next)
        .step("a set of {} children is polled", n)
        .expect("returned", {"pending"}, "none of them is ready")
        .step("all children are woken")
        .expect("the task was woken", {true},
                "somebody has to poll the set for its children")
        .step("one more is pushed, and never polled");
    s.blame(clear);
    if (by_clear)
      s.step("clear(), and then the end of the set")
          .expect("size()", {0}, "all children have left");
    else
      s.step("the set is destroyed");
    s.expect("children destroyed", {n + 1},
             "they go with the set, here and now: wakers of them are "
             "still about, but what these keep alive must not be the futures")
        .step("another thread wakes and drops the wakers")
        .expect("each once, by the thread of the set", {true},
                "a future may belong to one thread; a waker of it does not")
        .expect("wakes of the task", {0}, "there is nobody to poll any more");
    s.end();
  }
}

TEST_CASE("a set can be moved between two polls", "[ch02.unordered]") {
  const auto value = judge::pick(1, 99);
  auto s = judge::run("moved", {{"value", value}});
  s.blame(poll_next)
      .step("a set of 3 children is polled")
      .expect("returned", {"pending"}, "none of them is ready");
  s.blame(swap)
      .step("second(std::move(first))")
      .expect("size()", {0}, "the first set is empty now")
      .expect("size()", {3}, "all children went to the second one")
      .step("the first set is polled")
      .expect("returned", {"the end"}, "it is empty")
      .step("the first set is destroyed")
      .expect("children destroyed", {0}, "they belong to the second set")
      .step("a child finishes with {}", value)
      .expect("the task was woken", {true},
              "the children and their wakers did not notice the move")
      .step("the second set is polled")
      .expect("returned", {value}, "the child is in the second set")
      .step("third = std::move(second)")
      .step("a child finishes with {}, and the third set is polled", value + 1)
      .expect("returned", {value + 1}, "the child is in the third set")
      .expect("size()", {1}, "one of three is left")
      .expect("children destroyed", {2}, "those that have finished")
      .step("the third set is destroyed")
      .expect("children destroyed", {3}, "the last one was in it");
  s.end();
}

TEST_CASE("the task may destroy the set when it is woken", "[ch02.unordered]") {
  const auto n = judge::pick(2, 5);
  auto s = judge::run("destroyed_by_wake", {{"children", n}});
  s.blame(poll_next)
      .step("a set of {} children is polled", n)
      .expect("returned", {"pending"}, "none of them is ready")
      .step("a child is woken; that wakes the task, which destroys the set")
      .expect("children destroyed", {n},
              "a wake may run any code, so nothing is locked, and nothing of "
              "the set is needed, while the task is woken");
  s.end();
}

// --- threads ---

// Only where a race is seen for certain: elsewhere a list without a lock comes
// out wrong or right by chance.
TEST_CASE("threads may wake children at once", "[ch02.unordered][tsan]") {
  // ThreadSanitizer may overlook a race, about once in a hundred times.
  for (int i = 0; i < 3; ++i) {
    const auto notes = judge::picks(2, 1, 999);
    auto s = judge::run("notes", {{"notes", notes}});
    s.blame(poll_next)
        .step("a set of one child is polled")
        .expect("returned", {"pending"}, "it is not ready")
        .step(
            "two threads, one after the other, write a note and wake the "
            "child; then the set is polled")
        .expect("returned", {notes[0] + notes[1]},
                "what was done before a wake is seen by the poll that follows, "
                "also when the child had been woken already");
    s.end();
  }

  const auto n = judge::pick(100, 200);
  const auto threads = judge::pick(2, 4);
  auto t = judge::run("traffic", {{"children", n}, {"threads", threads}});
  t.step("{} children, which {} threads finish, each with its number", n,
         threads)
      .expect("sum of the results", {n * (n - 1) / 2},
              "no wake is lost, and no result comes twice");
  t.end();
}

// --- the time ---

PERF_CASE("a wake of one in ten thousand costs as much as its poll",
          "[ch02.unordered]") {
  const auto n = judge::pick(9'000, 11'000);
  judge::perf("wake_one_of_many", {{"children", n}})
      .blame("kioto::futures_unordered::poll_next")
      .operation("a wake and a poll of a set of {}", n)
      .expect(
          [n](judge::perf_batch b) {
            const auto children = static_cast<std::uint64_t>(n);
            auto sum = static_cast<std::uint64_t>(b.start);
            std::uint64_t which = sum % children;
            for (std::int64_t i = 0; i < b.count; ++i) {
              sum += which;
              if (++which == children) which = 0;
            }
            return static_cast<std::int64_t>(sum);
          },
          "each poll of the set polls the child that was woken, and no other")
      .at_most(5, "those that nobody woke need not even be looked at");
}
