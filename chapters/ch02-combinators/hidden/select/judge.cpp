// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr const char* poll_of_select = "kioto::select_future::poll";

// What the poll of a complete select says.
void after_the_end(judge::story& s, const char* step) {
  s.step("{}", step)
      .expect("died", {true},
              "it has no result to give any more, and must not begin again");
  const auto said = s.take("said", "the program ends with a message");
  s.check(said.values.at(0).text().contains("select: polled after completion"),
          "a message that says \"select: polled after completion\"",
          "the caller must learn what it did wrong");
}

}  // namespace

TEST_CASE("the first future that is ready wins, and the variant says which",
          "[ch02.select]") {
  const auto polls = judge::pick(1, 4);
  const auto n = judge::pick(-1000, 1000);
  // All three, in an order that starts anywhere.
  for (std::int64_t winner = judge::pick(0, 2), i = 0; i < 3;
       ++i, winner = (winner + 1) % 3) {
    auto s = judge::run("first_wins",
                        {{"polls", polls}, {"winner", winner}, {"n", n}});
    s.blame(poll_of_select);
    s.step("select(a, b, c) made");
    for (std::int64_t p = 0; p < polls; ++p)
      s.step("polled while all three are pending")
          .expect("returned", {"pending"}, "none of them is ready")
          .expect("polled", {"a b c"},
                  "each of them must be asked, and must get the waker of this "
                  "poll");
    s.step("{} becomes ready, and wakes",
           std::string(1, static_cast<char>('a' + winner)))
        .expect("wakes", {1},
                "the waker that it was polled with is the task's");
    s.step("polled")
        .expect("returned", {"ready"}, "one of its futures is ready")
        .expect("index", {winner}, "the index is the position of the winner")
        .expect("value", {n}, "the value is what the winner gave");
    s.end();
  }
}

TEST_CASE("a poll ends with the first future that is ready", "[ch02.select]") {
  auto s = judge::run("all_ready");
  s.blame(poll_of_select);
  s.step("select(a, b, c) made and polled, then all three become ready");
  s.step("polled");
  const auto polled = s.take("polled", "somebody must be asked").values.at(0);
  s.check(polled.text().size() == 1, "one of a, b and c, and no other",
          "a second future that gives its value would give it to nobody");
  s.expect("returned", {"ready"}, "one of its futures is ready");
  const std::int64_t index = polled.text().at(0) - 'a';
  s.expect("index", {index}, "that is the one that was polled")
      .expect("value", {index}, "the value is what the winner gave");
  s.end();
}

TEST_CASE("a future that gives nothing can win", "[ch02.select]") {
  auto s = judge::run("of_void");
  s.blame(poll_of_select);
  s.step("select(pending<int>(), lazy(fn)) polled, fn returns nothing")
      .expect("returned", {"ready"}, "a future of void can be ready, too")
      .expect("index", {1}, "the index is the position of the winner");
  s.end();
}

TEST_CASE("the losers are destroyed before the value is there",
          "[ch02.select]") {
  const auto winner = judge::pick(0, 2);
  const auto n = judge::pick(-1000, 1000);
  auto s = judge::run("losers", {{"winner", winner}, {"n", n}});
  s.blame(poll_of_select);
  s.step("select(a, b, c) made and polled")
      .expect("returned", {"pending"}, "none of them is ready")
      .expect("destroyed", {"none"}, "a future that is pending may still win");
  s.step("{} becomes ready, and the select is polled",
         std::string(1, static_cast<char>('a' + winner)))
      .expect("destroyed", {"a b c"},
              "what the futures borrow must be free when the caller goes on")
      .expect("wakers kept", {0}, "nobody is left to be woken")
      .expect("returned", {"ready"}, "one of its futures is ready")
      .expect("index", {winner}, "the index is the position of the winner")
      .expect("value", {n}, "the winner's value outlives the winner");
  s.end();
}

TEST_CASE("a future that was only lent survives and keeps its progress",
          "[ch02.select]") {
  const auto first = judge::pick(-1000, 1000);
  const auto then = judge::pick(-1000, 1000);
  auto s = judge::run("borrowed", {{"first", first}, {"then", then}});
  s.blame(poll_of_select);
  s.step("select(a, b, c) made and polled; b is an lvalue")
      .expect("returned", {"pending"}, "none of them is ready");
  s.step("a becomes ready, and the select is polled")
      .expect("returned", {"ready"}, "one of its futures is ready")
      .expect("index", {0}, "the index is the position of the winner")
      .expect("value", {first}, "the value is what the winner gave");
  s.step("the select dropped")
      .expect("destroyed", {"a c"},
              "b was passed as an lvalue: the select borrows it, and its owner "
              "still needs it");
  s.step("b becomes ready, and is polled alone")
      .expect("returned", {"ready"}, "it lost, but it was not cancelled")
      .expect("value", {then}, "it goes on where it was");
  s.end();
}

TEST_CASE("futures that are always ready win equally often", "[ch02.select]") {
  constexpr std::int64_t calls = 6000;
  auto s = judge::run("fair", {{"calls", calls}});
  s.blame(poll_of_select);
  s.step("{} fresh selects of three that are all ready", calls);
  const auto wins = s.take("wins", "the probe counts who wins");
  for (const auto& w : wins.values)
    s.check(w.integer() > 1600 && w.integer() < 2400,
            "about 2000 wins for each",
            "a future must not wait because another one is always ready");
  s.end();
}

TEST_CASE("from poll to poll, another future may be the first",
          "[ch02.select]") {
  constexpr std::int64_t polls = 600;
  auto s = judge::run("order", {{"polls", polls}});
  s.blame(poll_of_select);
  s.step("one select(a, b, c) polled {} times, all pending", polls);
  const auto first = s.take("polled first", "the probe counts");
  for (const auto& times : first.values)
    s.check(times.integer() > 100 && times.integer() < 300,
            "about 200 times for each",
            "the draw belongs to the poll: who is drawn once for all wins each "
            "later tie");
  s.end();
}

TEST_CASE("an exception ends the select and destroys its futures",
          "[ch02.select]") {
  const auto which = judge::pick(0, 2);
  const auto word = judge::word(8);
  auto s = judge::run("throws", {{"which", which}, {"word", word}});
  s.blame(poll_of_select);
  s.step("select(a, b, c) made and polled")
      .expect("returned", {"pending"}, "none of them is ready");
  s.step("{} throws \"{}\" in the next poll",
         std::string(1, static_cast<char>('a' + which)), word)
      .expect("threw", {word}, "the exception leaves the poll")
      .expect("destroyed", {"a b c"},
              "who catches the exception may use again what the futures "
              "borrowed");
  after_the_end(s, "polled once more");
  s.end();
}

TEST_CASE("a complete select that is polled stops the program",
          "[ch02.select]") {
  auto s = judge::run("after_completion");
  s.blame(poll_of_select);
  s.step("select(a, b, c) made and polled, b is ready")
      .expect("returned", {"ready"}, "one of its futures is ready");
  after_the_end(s, "polled once more");
  s.end();
}

TEST_CASE("a select that was never polled polls nothing and frees all",
          "[ch02.select]") {
  auto s = judge::run("dropped");
  s.blame("kioto::select_future::select_future");
  s.step("select(a, b, c) made")
      .expect("destroyed", {"none"}, "the select owns them now");
  s.step("moved to another place")
      .expect("destroyed", {"none"},
              "a future can be moved before its first poll");
  s.step("dropped")
      .expect("polled", {"none"}, "nothing happens until somebody polls")
      .expect("destroyed", {"a b c"},
              "to drop a select is to cancel its futures, each once");
  s.end();
}

TEST_CASE("select moves the winner's value, it never copies it",
          "[ch02.select]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("moves", {{"n", n}});
  s.blame(poll_of_select);
  s.step("select(a, b, c) polled, c is ready, and its result taken")
      .expect("value", {n}, "the value is what the winner gave")
      .expect("copied", {0},
              "the winner gives its value away once, so it can be moved");
  s.step("the select and its result dropped")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}
