// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <vector>

namespace {

// Two futures, the second made when the first is ready: how often each was
// polled after so many polls of the whole, and whether that was the last one.
struct two_steps {
  std::int64_t first_pending, second_pending;
  bool goes_on = true;  // false: the first one's result ends it
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

}  // namespace

TEST_CASE("map calls its function once, when the child is ready",
          "[ch02.map]") {
  const auto n = judge::pick(1, 900);
  const auto pending = judge::pick(1, 4);
  auto s = judge::run("map", {{"n", n}, {"pending", pending}});
  s.blame("kioto::map_future::poll");
  s.step("map(child, v -> v + 1000), the child pending {} times, then {}",
         pending, n);
  for (std::int64_t i = 0; i < pending; ++i)
    s.step("polled")
        .expect("returned", {"pending"}, "the child is not ready yet")
        .expect("calls of fn", {0}, "there is no value yet to call it with");
  s.step("polled")
      .expect("returned", {"ready", n + 1000},
              "a map is ready in the poll in which its child is")
      .expect("calls of fn", {1}, "fn is called once, with the value");
  s.step("what these polls came to")
      .expect("polls of the child", {pending + 1},
              "each poll of a map polls its child once")
      .expect("wakes", {pending},
              "the child wakes the waker of each pending poll, and a map has "
              "nothing of its own to wait for");
  s.end();
}

TEST_CASE("map drops its child before it calls fn, and fn before it returns",
          "[ch02.map]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("map_order", {{"n", n}});
  s.blame("kioto::map_future::poll");
  s.step("map(child, fn) made, fn owns a counted value")
      .expect("functions alive", {1}, "fn is needed later");
  s.step("polled: the child is ready with {}", n)
      .expect("fn called, child alive", {false},
              "a child is destroyed as soon as its result is out: fn may want "
              "what the child held, a lock for example")
      .expect("returned", {"ready", n}, "fn returns its argument")
      .expect("functions alive", {0},
              "fn is not needed any more, although the map is still there");
  s.end();
}

TEST_CASE("map moves the value into fn and its result out, it never copies",
          "[ch02.map]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("map_moves", {{"n", n}});
  s.blame("kioto::map_future::poll");
  s.step("map(ready(value {}), fn) polled; fn returns its argument", n)
      .expect("value", {n}, "fn gets the value of the child")
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
  s.step("map(ready(), fn) polled; fn() returns nothing")
      .expect("returned", {"ready"}, "it is ready when fn has returned")
      .expect("calls of fn", {3}, "a function is called for what it does, too");
  s.end();
}

TEST_CASE("an exception ends a map, and nothing of it is left", "[ch02.map]") {
  const auto word = judge::word(7);
  for (const char* who : {"fn", "child"}) {
    auto s = judge::run("map_throws", {{"who", who}, {"word", word}});
    s.blame("kioto::map_future::poll");
    s.step("map(child, fn) polled; {} throws \"{}\"",
           who == std::string("fn") ? "fn" : "the child", word)
        .expect("threw", {word}, "the exception leaves the poll")
        .expect("children alive", {0},
                "a child whose map is over is destroyed in that poll")
        .expect("functions alive", {0},
                "a function whose map is over is destroyed in that poll");
    dies_with(s, "map");
    s.end();
  }
}

TEST_CASE("then polls the second future in the poll that made it",
          "[ch02.map]") {
  const auto n = judge::pick(1, 900);
  for (const auto& pending : {std::pair{judge::pick(1, 3), judge::pick(1, 3)},
                              std::pair{judge::pick(0, 3), std::int64_t{0}}}) {
    two_steps model{pending.first, pending.second};
    auto s = judge::run("then", {{"n", n},
                                 {"pending", pending.first},
                                 {"then pending", pending.second}});
    s.blame("kioto::then_future::poll");
    s.step("then(a, v -> b), a pending {} times, b {} times", pending.first,
           pending.second);
    for (bool ready = false; !ready;) {
      const auto before = model.second;
      ready = model.poll();
      s.step("polled");
      if (ready)
        s.expect("returned", {"ready", n + 1000},
                 "b is ready, and its result is the result");
      else
        s.expect(
            "returned", {"pending"},
            model.second == 0 ? "a is not ready yet" : "b is not ready yet");
      s.expect("polls of each", {model.first, model.second},
               model.second == 0 ? "b is made when a is ready"
               : before == 0     ? "b is polled at once: nobody has its waker "
                                   "yet, so nobody would ask for another poll"
                                 : "after a was ready only b is polled");
    }
    s.step("what the waker got")
        .expect("wakes", {pending.first + pending.second},
                "a and b wake it in each pending poll, and a then needs no "
                "wake of its own");
    s.end();
  }
}

TEST_CASE("then keeps one future at a time", "[ch02.map]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("then_order", {{"n", n}});
  s.blame("kioto::then_future::poll");
  s.step("then(a, v -> b) made, fn owns a counted value")
      .expect("alive", {1, 0}, "b is made when a is ready")
      .expect("functions alive", {1}, "fn is needed later");
  s.step("polled: a is ready")
      .expect("fn called, first alive", {false},
              "a future is destroyed as soon as its result is out")
      .expect("returned", {"pending"}, "b is pending once")
      .expect("alive", {0, 1}, "a is gone and b is awaited")
      .expect("functions alive", {0}, "fn was called, and is needed no more");
  s.step("polled: b is ready")
      .expect("returned", {"ready", n}, "b gives what fn was given")
      .expect("alive", {0, 0},
              "a future is destroyed as soon as its result is out");
  s.step("the then dropped")
      .expect("alive", {0, 0}, "each future is destroyed exactly once");
  s.end();
}

TEST_CASE("an exception ends a then, whoever threw it", "[ch02.map]") {
  const auto word = judge::word(7);
  for (const std::string who : {"first", "fn", "second"}) {
    auto s = judge::run("then_throws", {{"who", who}, {"word", word}});
    s.blame("kioto::then_future::poll");
    s.step("then(a, v -> b) polled; {} throws \"{}\"",
           who == "first" ? "a"
           : who == "fn"  ? "fn"
                          : "b",
           word)
        .expect("threw", {word}, "the exception leaves the poll")
        .expect("alive", {0, 0},
                "a future whose then is over is destroyed in that poll")
        .expect("functions alive", {0},
                "a function whose then is over is destroyed in that poll");
    dies_with(s, "then");
    s.end();
  }
}

TEST_CASE("and_then goes on with a value, and lets an error pass",
          "[ch02.map]") {
  const auto n = judge::pick(1, 900);
  const auto word = judge::word(5);
  for (const std::string is : {"value", "error"}) {
    const std::string next = judge::coin() ? "value" : "error";
    const bool goes_on = is == "value";
    two_steps model{judge::pick(0, 2), 1, goes_on};
    auto s = judge::run("and_then", {{"n", n},
                                     {"word", word},
                                     {"pending", model.first_pending},
                                     {"is", is},
                                     {"next", next}});
    s.blame("kioto::and_then_future::poll");
    s.step("and_then(a, v -> b), a gives {} \"{}\"", is,
           goes_on ? std::to_string(n) : word);
    for (bool ready = false; !ready;) {
      ready = model.poll();
      s.step("polled");
      if (!ready)
        s.expect("returned", {"pending"},
                 model.second == 0 ? "a is not ready yet" : "b is not ready");
      else if (!goes_on)
        s.expect("returned", {"ready", "error", word},
                 "an error is the result as it is");
      else if (next == "value")
        s.expect("returned", {"ready", "value", n + 1000},
                 "the result of b is the result");
      else
        s.expect("returned", {"ready", "error", word},
                 "the result of b is the result, an error too");
      s.expect("polls of each", {model.first, model.second},
               "a is polled until it is ready, and b from then on");
    }
    s.step("what these polls came to")
        .expect("calls of fn", {goes_on ? 1 : 0},
                goes_on ? "fn is called with the value"
                        : "there is no value to call fn with")
        .expect("alive", {0, 0},
                "a future is destroyed as soon as its result is out");
    s.end();
  }
}

TEST_CASE("or_else goes on with an error, and lets a value pass",
          "[ch02.map]") {
  const auto n = judge::pick(1, 900);
  const auto word = judge::word(5);
  for (const std::string is : {"error", "value"}) {
    const std::string next = judge::coin() ? "value" : "error";
    const bool goes_on = is == "error";
    two_steps model{judge::pick(0, 2), 1, goes_on};
    auto s = judge::run("or_else", {{"n", n},
                                    {"word", word},
                                    {"pending", model.first_pending},
                                    {"is", is},
                                    {"next", next}});
    s.blame("kioto::or_else_future::poll");
    s.step("or_else(a, e -> b), a gives {} \"{}\"", is,
           goes_on ? word : std::to_string(n));
    for (bool ready = false; !ready;) {
      ready = model.poll();
      s.step("polled");
      if (!ready)
        s.expect("returned", {"pending"},
                 model.second == 0 ? "a is not ready yet" : "b is not ready");
      else if (!goes_on)
        s.expect("returned", {"ready", "value", n},
                 "a value is the result as it is");
      else if (next == "value")
        s.expect("returned", {"ready", "value", n},
                 "the result of b is the result");
      else
        s.expect("returned", {"ready", "error", word + "!"},
                 "the result of b is the result, an error too");
      s.expect("polls of each", {model.first, model.second},
               "a is polled until it is ready, and b from then on");
    }
    s.step("what these polls came to")
        .expect("calls of fn", {goes_on ? 1 : 0},
                goes_on ? "fn is called with the error"
                        : "there is no error to call fn with")
        .expect("alive", {0, 0},
                "a future is destroyed as soon as its result is out");
    s.end();
  }
}

TEST_CASE("a child that is an lvalue is borrowed", "[ch02.map]") {
  const auto n = judge::pick(1, 1000);
  for (const std::string name : {"map", "then", "and_then", "or_else"}) {
    auto s = judge::run("borrowed", {{"combinator", name}, {"n", n}});
    s.blame("kioto::" + name + "_future::" + name + "_future");
    s.step("{}(child, fn) polled once, pending, and dropped", name)
        .expect("copied and moved", {0, 0},
                "a child that has a name belongs to whoever named it")
        .expect("alive", {1}, "its owner still has it");
    s.step("the child polled alone")
        .expect("returned", {"ready", "value", n},
                "it was pending once, in the poll of the combinator");
    s.end();
  }
}

TEST_CASE("a combinator that is complete stops the program when polled",
          "[ch02.map]") {
  for (const std::string name : {"map", "then", "and_then", "or_else"}) {
    auto s = judge::run("after_completion", {{"combinator", name}});
    s.blame("kioto::" + name + "_future::poll");
    s.step("{} of ready futures polled", name)
        .expect("ready", {true}, "nothing is left to wait for");
    dies_with(s, name);
    s.end();
  }
}
