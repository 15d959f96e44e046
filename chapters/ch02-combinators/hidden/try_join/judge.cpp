// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr const char* try_join_poll = "kioto::try_join_future::poll";
constexpr std::array joins = {"try_join", "join_all", "try_join_all"};

std::string poll_of(const std::string& join) {
  return fmt::format("kioto::{}_future::poll", join);
}

std::string call_of(const std::string& join) {
  return join + (join == "try_join" ? "(a, b, c)" : "([a, b, c])");
}

// The probe of the joins of ranges, where try_join has one of its own.
std::string probe_of(const std::string& join, const std::string& probe) {
  return join == "try_join" ? probe : probe + "_of_range";
}

char letter(std::int64_t i) { return static_cast<char>('a' + i); }

std::string in_order(std::string letters) {
  std::ranges::sort(letters);
  return letters;
}

// 0, 1 and 2 in any order.
std::vector<std::int64_t> three() {
  std::vector<std::int64_t> turns = {0, 1, 2};
  std::swap(turns[2], turns[static_cast<std::size_t>(judge::pick(0, 2))]);
  std::swap(turns[1], turns[static_cast<std::size_t>(judge::pick(0, 1))]);
  return turns;
}

// What the poll of a complete join says.
void after_the_end(judge::story& s, const std::string& join) {
  const auto words = join + ": polled after completion";
  s.step("polled once more")
      .expect("died", {true},
              "it has no result to give any more, and must not begin again");
  const auto said = s.take("said", "the program ends with a message");
  s.check(said.values.at(0).text().contains(": " + words),
          fmt::format("a message that says \"{}\"", words),
          "the caller must learn what it did wrong");
}

// The values come in the order of the futures, whoever is done first.
void give_values(const std::string& join) {
  const auto values = judge::picks(3, -1000, 1000);
  const auto turns = three();
  auto s = judge::run(probe_of(join, "values"),
                      {{"join", join}, {"values", values}, {"turns", turns}});
  s.blame(poll_of(join));
  s.step("{} made and polled", call_of(join))
      .expect("returned", {"pending"}, "none of them is ready");
  for (std::size_t i = 0; i < 3; ++i) {
    const auto turn = static_cast<std::size_t>(turns[i]);
    s.step("{} becomes ready with {}, and the {} is polled", letter(turns[i]),
           values[turn], join);
    if (i < 2)
      s.expect("returned", {"pending"}, "it waits for all of them");
    else
      s.expect("returned", {"ready"}, "each of them has given its value");
  }
  for (const auto value : values)
    s.expect("value", {value},
             "the values are in the order of the futures, not in that of their "
             "arrival");
  s.expect("wakers kept", {0}, "nobody is left to be woken");
  s.end();
}

// The first error ends a join at once.
void give_error(const std::string& join) {
  const auto turns = three();
  const auto why = judge::pick(1, 999);
  auto s = judge::run(
      probe_of(join, "error"),
      {{"join", join}, {"good", turns[0]}, {"bad", turns[1]}, {"why", why}});
  s.blame(poll_of(join));
  s.step("{} made and polled, {} is ready with a value", call_of(join),
         letter(turns[0]))
      .expect("returned", {"pending"}, "the others are pending");
  s.step("{} becomes ready with the error {}, and the {} is polled",
         letter(turns[1]), why, join)
      .expect("destroyed", {"a b c"},
              "nobody needs the pending one any more: it is cancelled before "
              "the caller goes on")
      .expect("values alive", {0},
              "values that were there already go with the error")
      .expect("wakers kept", {0}, "nobody is left to be woken")
      .expect("returned", {"ready"},
              "with an error it is clear how it ends: why wait?")
      .expect("error", {why}, "that is the first error, and the only one");
  s.end();
}

// Of several errors, that of the future which was polled first counts.
void give_errors(const std::string& join) {
  const auto polls = judge::pick(2, 5);
  auto s =
      judge::run(probe_of(join, "all_bad"), {{"join", join}, {"polls", polls}});
  s.blame(poll_of(join));
  s.step("{} made and polled {} times, then they become the errors 1, 2 and 3",
         call_of(join), polls);
  s.step("polled");
  const auto polled = s.take("polled", "somebody must be asked").values.at(0);
  s.check(polled.text().size() == 1, "one of a, b and c, and no other",
          "the first error ends the poll: nobody would take the second one");
  s.expect("returned", {"ready"}, "one of its futures gave an error")
      .expect("error", {polled.text().at(0) - 'a' + 1},
              "that is the one that was polled");
  s.end();
}

void throw_out(const std::string& join) {
  const auto word = judge::word(8);
  auto s = judge::run("throws", {{"join", join}, {"word", word}});
  s.blame(poll_of(join));
  s.step("{} made and polled, a is ready with a value", call_of(join))
      .expect("returned", {"pending"}, "the others are pending");
  s.step("c throws \"{}\" in the next poll", word)
      .expect("threw", {word}, "the exception leaves the poll")
      .expect("destroyed", {"a b c"},
              "who catches the exception may use again what the futures "
              "borrowed")
      .expect("values alive", {0}, "no value is kept that nobody will get");
  after_the_end(s, join);
  s.end();
}

}  // namespace

TEST_CASE("try_join gives all values, in the order of its futures",
          "[ch02.try_join]") {
  give_values("try_join");
}

TEST_CASE("a future that has given its value is not polled again",
          "[ch02.try_join]") {
  const auto polls = judge::pick(2, 5);
  auto s = judge::run("finished", {{"join", "try_join"}, {"polls", polls}});
  s.blame(try_join_poll);
  s.step("try_join(a, b, c) made and polled, a is ready with a value")
      .expect("returned", {"pending"}, "the others are pending");
  for (std::int64_t i = 0; i < polls; ++i)
    s.step("polled again")
        .expect("returned", {"pending"}, "the others are pending")
        .expect("polled", {"b c"}, "after ready, a future is not polled again");
  s.expect("destroyed", {"a"},
           "its value is out, so it goes, and what it holds with it");
  s.end();
}

TEST_CASE("an error comes at once, and destroys futures and values first",
          "[ch02.try_join]") {
  give_error("try_join");
}

TEST_CASE("of several errors, the first one ends the poll", "[ch02.try_join]") {
  give_errors("try_join");
}

TEST_CASE("each poll of a try_join begins with another future",
          "[ch02.try_join]") {
  const auto polls = judge::pick(5, 8);
  auto s = judge::run("order", {{"join", "try_join"}, {"polls", polls}});
  s.blame(try_join_poll);
  s.step("try_join(a, b, c) made");
  char before = ' ';
  for (std::int64_t i = 0; i < polls; ++i) {
    s.step("polled, all three pending")
        .expect("returned", {"pending"}, "none of them is ready");
    const auto polled = s.take("polled", "somebody must be asked");
    const auto& order = polled.values.at(0).text();
    s.check(in_order(order) == "abc", "a, b and c, in any order",
            "each future that is pending is polled, and once");
    s.check(order[0] != before,
            fmt::format("another future than {} to be the first", before),
            "one that does much in each poll must not always be the first");
    before = order[0];
  }
  s.end();
}

TEST_CASE("an exception ends a join and destroys what it owns",
          "[ch02.try_join]") {
  for (const auto join : joins) throw_out(join);
}

TEST_CASE("a complete join that is polled stops the program",
          "[ch02.try_join]") {
  for (const auto join : joins) {
    auto s = judge::run("after_completion", {{"join", join}});
    s.blame(poll_of(join));
    s.step("{} made and polled, all three are ready", call_of(join))
        .expect("returned", {"ready"}, "each of them has given its value");
    after_the_end(s, join);
    s.end();
  }
}

TEST_CASE("futures that were only lent survive a join", "[ch02.try_join]") {
  const auto n = judge::pick(-1000, 1000);
  auto s = judge::run("borrowed", {{"n", n}});
  s.blame("kioto::try_join_future::try_join_future");
  s.step("try_join(a, b) made and polled; b is an lvalue");
  s.step("a becomes an error, and the try_join is polled and dropped")
      .expect("returned", {"ready"}, "one of its futures gave an error")
      .expect("destroyed", {"a"},
              "b was passed as an lvalue: the try_join borrows it, and its "
              "owner still needs it");
  s.step("b becomes ready, and is polled alone")
      .expect("returned", {"ready"}, "it was not cancelled")
      .expect("value", {n}, "it goes on where it was");
  s.end();
}

TEST_CASE("a join that was never polled polls nothing and frees all",
          "[ch02.try_join]") {
  for (const std::string join : joins) {
    auto s = judge::run("dropped", {{"join", join}});
    s.blame(fmt::format("kioto::{0}_future::{0}_future", join));
    s.step("{} made", call_of(join))
        .expect("destroyed", {"none"}, "it owns them now");
    s.step("moved to another place")
        .expect("destroyed", {"none"},
                "a future can be moved before its first poll");
    s.step("dropped")
        .expect("polled", {"none"}, "nothing happens until somebody polls")
        .expect("destroyed", {"a b c"},
                "to drop a join is to cancel its futures, each once");
    s.end();
  }
}

TEST_CASE("a join moves its values, it never copies them", "[ch02.try_join]") {
  for (const auto join : joins) {
    auto s = judge::run("moves", {{"join", join}});
    s.blame(poll_of(join));
    s.step("{} made and polled, its result taken", call_of(join))
        .expect("returned", {"ready"}, "each of them has given its value");
    for (std::int64_t i = 0; i < 3; ++i)
      s.expect("value", {i}, "the values are in the order of the futures");
    s.expect("copied", {0},
             "each value is given away once, so it can be moved");
    s.step("all dropped")
        .expect("still alive", {0}, "every value is destroyed exactly once");
    s.end();
  }
}

TEST_CASE("join_all and try_join_all give all values in order, or none of none",
          "[ch02.try_join]") {
  give_values("join_all");
  give_values("try_join_all");
  for (const std::string join : {"join_all", "try_join_all"}) {
    auto s = judge::run("of_none", {{"join", join}});
    s.blame(poll_of(join));
    s.step("{}([]) made and polled", join)
        .expect("returned", {"ready"}, "there is nothing to wait for");
    s.end();
  }
}

TEST_CASE("join_all and try_join_all poll only those that were woken",
          "[ch02.try_join]") {
  for (const std::string join : {"join_all", "try_join_all"}) {
    const auto count = judge::pick(100, 200);
    // Each child at most once; an even one becomes ready.
    std::vector<std::int64_t> woken;
    for (auto i = judge::pick(0, 20); i < count; i += judge::pick(5, 25))
      woken.push_back(i);
    auto s = judge::run("woken",
                        {{"join", join}, {"count", count}, {"woken", woken}});
    s.blame(poll_of(join));
    s.step("{} of {} futures made and polled", join, count)
        .expect("polled", {count}, "none of them has been asked before");
    for (const auto i : woken)
      s.step("number {} is woken{}, and the {} is polled", i,
             i % 2 == 0 ? " and ready" : "", join)
          .expect("polled", {1},
                  "the others have nothing new to tell, and there may be ten "
                  "thousand of them");
    s.end();
  }
}

TEST_CASE("try_join_all ends with the first error and destroys the rest",
          "[ch02.try_join]") {
  give_error("try_join_all");
  give_errors("try_join_all");
}

TEST_CASE("a future that succeeds without a value is done like any other",
          "[ch02.try_join]") {
  const auto n = judge::pick(-1000, 1000);
  auto s = judge::run("of_nothing", {{"n", n}});
  s.blame(try_join_poll);
  s.step("try_join(a, b) made and polled; b gives an expected<void>, at once")
      .expect("returned", {"pending"}, "a is pending");
  s.step("a becomes ready with {}, and the try_join is polled", n)
      .expect("returned", {"ready"},
              "b has succeeded: that it is done is all that it had to say")
      .expect("value of a", {n}, "that is what a gave");
  s.end();
}
