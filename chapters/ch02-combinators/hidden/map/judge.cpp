// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <vector>

namespace {

// What the probe is told about one run.
struct script {
  std::string watch = "polls";
  std::int64_t n = judge::pick(1, 900);
  std::int64_t pending = judge::pick(0, 3);    // the first future
  std::int64_t pending_2 = judge::pick(0, 3);  // the second one
  std::string who = "nobody";                  // throws the word
  std::string word = judge::word(7);
  std::string is = "value";    // what the first one gives
  std::string next = "value";  // what the second one gives

  judge::story run(const std::string& probe) const {
    return judge::run(probe, {{"watch", watch},
                              {"n", n},
                              {"pending", pending},
                              {"pending 2", pending_2},
                              {"who", who},
                              {"word", word},
                              {"is", is},
                              {"next", next}});
  }
};

// Two futures, the second made when the first is ready: how often each was
// polled after so many polls of the whole.
struct two_steps {
  std::int64_t first_pending, second_pending;
  bool goes_on;  // false: the result of the first one passes
  std::int64_t first = 0, second = 0;

  bool poll() {
    if (first <= first_pending && ++first <= first_pending) return false;
    return !goes_on || second++ == second_pending;
  }
};

void dies_with(judge::story& s, const std::string& name) {
  s.step("polled once more")
      .expect("died", {true},
              "it has no result to give any more, and must not begin again");
  const auto said = s.take("said", "the program ends with a message");
  s.check(said.values.at(0).text().contains(name + ": polled after completion"),
          "a message that says \"" + name + ": polled after completion\"",
          "the caller must learn what it did wrong");
}

// A run of then, and_then or or_else to its end; `made` says what was made.
void play(const std::string& name, const script& is, bool goes_on,
          const std::vector<judge::value>& result, const std::string& made) {
  two_steps model{is.pending, is.pending_2, goes_on};
  auto s = is.run(name);
  s.blame("kioto::" + name + "_future::poll").step("{}", made);
  for (bool ready = false; !ready;) {
    const auto before = model.second;
    ready = model.poll();
    s.step("polled");
    if (ready)
      s.expect("returned", result,
               goes_on ? "the result of b is the result"
                       : "what does not go on is the result as it is");
    else
      s.expect("returned", {"pending"},
               model.second == 0 ? "a is not ready yet" : "b is not ready yet");
    s.expect("polls of each", {model.first, model.second},
             model.second == 0 ? "a is polled until it is ready"
             : before == 0     ? "b is polled at once: nobody has its waker "
                                 "yet, so nobody would ask for another poll"
                               : "after a was ready only b is polled")
        .expect("calls of fn", {model.second > 0 ? 1 : 0},
                goes_on ? "fn is called when a is ready, once"
                        : "there is nothing to call fn with");
  }
  s.step("what the waker got")
      .expect("wakes", {is.pending + (goes_on ? is.pending_2 : 0)},
              "a and b wake it in each pending poll, and a combinator needs no "
              "wake of its own");
  s.end();
}

}  // namespace

TEST_CASE("map calls its function once, when the child is ready",
          "[ch02.map]") {
  script is;
  is.pending = judge::pick(1, 4);
  auto s = is.run("map");
  s.blame("kioto::map_future::poll");
  s.step("map(child, v -> v + 1000), the child pending {} times, then {}",
         is.pending, is.n);
  for (std::int64_t i = 1; i <= is.pending; ++i)
    s.step("polled")
        .expect("returned", {"pending"}, "the child is not ready yet")
        .expect("polls of each", {i, 0}, "each poll polls the child once")
        .expect("calls of fn", {0}, "there is no value yet to call it with");
  s.step("polled")
      .expect("returned", {"ready", is.n + 1000},
              "a map is ready in the poll in which its child is")
      .expect("polls of each", {is.pending + 1, 0},
              "each poll polls the child once")
      .expect("calls of fn", {1}, "fn is called once, with the value");
  s.step("what the waker got")
      .expect("wakes", {is.pending},
              "the child wakes the waker of each pending poll, and a map has "
              "nothing of its own to wait for");
  s.end();
}

TEST_CASE("map drops its child before it calls fn, and fn before it returns",
          "[ch02.map]") {
  script is{.watch = "lives", .pending = 0};
  auto s = is.run("map");
  s.blame("kioto::map_future::poll");
  s.step("map(child, fn) made")
      .expect("futures alive", {1, 0}, "the child waits to be polled")
      .expect("functions alive", {1}, "fn is needed later");
  s.step("polled: the child is ready with {}", is.n)
      .expect("fn called, first alive", {false},
              "a child is destroyed as soon as its result is out: fn may want "
              "what the child held, a lock for example")
      .expect("returned", {"ready", is.n + 1000}, "fn adds 1000")
      .expect("futures alive", {0, 0}, "the child was done")
      .expect("functions alive", {0},
              "fn is not needed any more, although the map is still there");
  s.end();
}

TEST_CASE("map moves the value into fn and its result out, it never copies",
          "[ch02.map]") {
  script is{.pending = 0};
  auto s = is.run("map_moves");
  s.blame("kioto::map_future::poll");
  s.step("map(child, v -> v + 1000) polled, the child gives {}", is.n)
      .expect("returned", {"ready", is.n + 1000}, "fn gets the child's value")
      .expect("copied", {0},
              "the value belongs to this poll alone, so it can be moved");
  s.step("the map and its result dropped")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("map works from nothing, and to nothing", "[ch02.map]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("map_void", {{"n", n}});
  s.blame("kioto::map_future::poll");
  s.step("map(ready(), fn) polled; fn() returns {}", n)
      .expect("returned", {"ready", n},
              "the child gives no value, so fn is called without one")
      .expect("calls of fn", {1}, "fn is called once");
  s.step("map(ready({}), fn) polled; fn returns nothing", n)
      .expect("returned", {"ready"}, "it is ready when fn has returned")
      .expect("calls of fn", {2}, "a function is called for what it does, too");
  s.end();
}

TEST_CASE("an exception ends a map, and nothing of it is left", "[ch02.map]") {
  for (const std::string who : {"fn", "first"}) {
    script is{.who = who};
    auto s = is.run("map");
    s.blame("kioto::map_future::poll");
    s.step("map(child, fn) made, {} throws \"{}\"",
           who == "fn" ? "fn" : "the child", is.word);
    for (std::int64_t i = 0; i < is.pending; ++i)
      s.step("polled").expect("returned", {"pending"}, "the child is pending");
    s.step("polled")
        .expect("threw", {is.word}, "the exception leaves the poll")
        .expect("futures alive", {0, 0},
                "a child whose map is over is destroyed in that poll")
        .expect("functions alive", {0},
                "a function whose map is over is destroyed in that poll");
    dies_with(s, "map");
    s.end();
  }
}

TEST_CASE("then polls the second future in the poll that made it",
          "[ch02.map]") {
  for (const auto pending_2 : {judge::pick(1, 3), std::int64_t{0}}) {
    script is{.pending_2 = pending_2};
    play("then", is, true, {"ready", is.n + 1000},
         fmt::format("then(a, v -> b), a pending {} times, b {} times",
                     is.pending, is.pending_2));
  }
}

TEST_CASE("then keeps one future at a time", "[ch02.map]") {
  script is{.watch = "lives", .pending = 0, .pending_2 = 1};
  auto s = is.run("then");
  s.blame("kioto::then_future::poll");
  s.step("then(a, v -> b) made")
      .expect("futures alive", {1, 0}, "b is made when a is ready")
      .expect("functions alive", {1}, "fn is needed later");
  s.step("polled: a is ready")
      .expect("fn called, first alive", {false},
              "a future is destroyed as soon as its result is out")
      .expect("returned", {"pending"}, "b is pending once")
      .expect("futures alive", {0, 1}, "a is gone and b is awaited")
      .expect("functions alive", {0}, "fn was called, and is needed no more");
  s.step("polled: b is ready")
      .expect("returned", {"ready", is.n + 1000}, "that is what b gives")
      .expect("futures alive", {0, 0},
              "a future is destroyed as soon as its result is out")
      .expect("functions alive", {0}, "each is destroyed exactly once");
  s.end();
}

TEST_CASE("an exception ends a then, whoever threw it", "[ch02.map]") {
  for (const std::string who : {"first", "fn", "second"}) {
    script is{.pending_2 = 0, .who = who};
    auto s = is.run("then");
    s.blame("kioto::then_future::poll");
    s.step("then(a, v -> b) made, {} throws \"{}\"",
           who == "first" ? "a"
           : who == "fn"  ? "fn"
                          : "b",
           is.word);
    for (std::int64_t i = 0; i < is.pending; ++i)
      s.step("polled").expect("returned", {"pending"}, "a is pending");
    s.step("polled")
        .expect("threw", {is.word}, "the exception leaves the poll")
        .expect("futures alive", {0, 0},
                "a future whose then is over is destroyed in that poll")
        .expect("functions alive", {0},
                "a function whose then is over is destroyed in that poll");
    dies_with(s, "then");
    s.end();
  }
}

TEST_CASE("and_then goes on with a value, and lets an error pass",
          "[ch02.map]") {
  for (const std::string first : {"value", "error"}) {
    const bool goes_on = first == "value";
    script is{.is = first, .next = judge::coin() ? "value" : "error"};
    play("and_then", is, goes_on,
         {"ready", goes_on ? is.next : first, goes_on ? is.n + 1000 : is.n},
         fmt::format("and_then(a, v -> b), a gives the {} {}", first, is.n));
  }
}

TEST_CASE("or_else goes on with an error, and lets a value pass",
          "[ch02.map]") {
  for (const std::string first : {"error", "value"}) {
    const bool goes_on = first == "error";
    script is{.is = first, .next = judge::coin() ? "value" : "error"};
    play("or_else", is, goes_on,
         {"ready", goes_on ? is.next : first, goes_on ? is.n + 1000 : is.n},
         fmt::format("or_else(a, e -> b), a gives the {} {}", first, is.n));
  }
}

TEST_CASE("a child that is an lvalue is borrowed", "[ch02.map]") {
  for (const std::string name : {"map", "then"}) {
    script is{.pending = 1};
    auto s = is.run(name + "_borrows");
    s.blame("kioto::" + name + "_future::" + name + "_future");
    s.step("{}(child, fn) polled once, and dropped", name)
        .expect("returned", {"pending"}, "the child is pending once")
        .expect("copied and moved", {0, 0},
                "a child that has a name belongs to whoever named it")
        .expect("alive", {1}, "its owner still has it");
    s.step("the child polled alone")
        .expect("returned", {"ready", is.n},
                "it was pending once, in the poll of the combinator");
    s.end();
  }
}

TEST_CASE("a combinator that is complete stops the program when polled",
          "[ch02.map]") {
  for (const std::string name : {"map", "then", "and_then", "or_else"}) {
    script is{.watch = "end", .pending = 0, .pending_2 = 0};
    auto s = is.run(name == "map" ? "map_of_lvalue" : name);
    s.blame("kioto::" + name + "_future::poll");
    std::vector<judge::value> result = {"ready", is.n + 1000};
    if (name == "and_then") result = {"ready", "value", is.n + 1000};
    if (name == "or_else") result = {"ready", "value", is.n};
    s.step("{} of ready futures polled", name)
        .expect("returned", result, "nothing is left to wait for");
    dies_with(s, name);
    s.end();
  }
}
