// SPDX-License-Identifier: MIT
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <grader/judge.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

// Three polls, as the program of a probe changes them.
struct three_polls {
  std::array<std::optional<std::int64_t>, 3> value;

  std::string shown() const {
    std::string text;
    for (const auto& v : value) {
      if (!text.empty()) text += ", ";
      text += v ? std::to_string(*v) : "pending";
    }
    return text;
  }
};

enum operation : std::int64_t {
  make_ready,
  make_pending,
  copy_assign,
  copy_and_change,
  move_assign
};

std::int64_t instruction(operation op, std::int64_t from, std::int64_t to) {
  return 100 * op + 10 * from + to;
}

// Every operation occurs, on polls that are ready and on polls that are not;
// the rest is chance.
std::vector<std::int64_t> some_program() {
  const auto a = judge::pick(0, 2);
  const auto b = (a + judge::pick(1, 2)) % 3;
  const auto c = 3 - a - b;
  std::vector<std::int64_t> program = {
      instruction(make_ready, a, a),      instruction(copy_assign, a, b),
      instruction(copy_and_change, a, c), instruction(make_ready, a, a),
      instruction(make_pending, b, b),    instruction(move_assign, c, b),
      instruction(copy_assign, c, a),     instruction(move_assign, c, b)};
  for (int i = 0; i < 8; ++i) {
    const auto op = static_cast<operation>(judge::pick(0, 4));
    const auto from = judge::pick(0, 2);
    const auto other = (from + judge::pick(1, 2)) % 3;
    program.push_back(instruction(op, from, op < 2 ? from : other));
  }
  return program;
}

}  // namespace

TEST_CASE("a poll is ready or pending, never both", "[ch01.poll]") {
  const auto n = judge::pick(-1000, 1000);
  auto s = judge::run("state", {{"n", n}});
  const auto says = [&s](bool ready, const char* because) {
    s.blame("kioto::poll::is_ready").expect("is_ready()", {ready}, because);
    s.blame("kioto::poll::is_pending")
        .expect("is_pending()", {!ready}, "pending is the opposite of ready");
  };
  s.step("poll<int>::ready({})", n);
  says(true, "it was made with a value");
  s.step("poll<int>::pending()");
  says(false, "it was made without a value");
  s.step("poll<bool>::ready(false)");
  says(true, "false is a value like any other");
  s.step("poll<void>::ready()");
  says(true, "void has no value, but it can be done");
  s.step("poll<void>::pending()");
  says(false, "it is not done yet");
  s.end();
}

TEST_CASE("ready makes its value from the arguments, without a copy",
          "[ch01.poll]") {
  const auto n = judge::pick(1, 20);
  const auto word = judge::word(6);
  auto s = judge::run("ready", {{"n", n}, {"word", word}});
  s.blame("kioto::poll::ready");
  s.step("poll<int>::ready({})", n)
      .expect("value()", {n}, "that is the value that it was made with");
  s.step("poll<string>::ready(\"{}\")", word)
      .expect("value()", {word}, "that is the value that it was made with");
  s.step("poll<string>::ready({}, 'k')", n)
      .expect("value()", {std::string(static_cast<std::size_t>(n), 'k')},
              "ready gives all its arguments to the constructor of the value");
  s.step("poll<counted>::ready(counted({}))", n)
      .expect("copied", {0},
              "the argument is a temporary: std::forward passes it on as one, "
              "and it is moved");
  s.step("poll<counted>::ready({})", n)
      .expect("moved", {0},
              "the value is constructed in place, where it stays: nothing is "
              "made elsewhere and moved in");
  s.end();
}

TEST_CASE("a pending poll holds no value", "[ch01.poll]") {
  auto s = judge::run("pending");
  s.blame("kioto::poll::pending");
  s.step("poll<counted>::pending()")
      .expect("is_pending()", {true}, "it was made without a value")
      .expect("made", {0},
              "there is no value yet, so no constructor may have run");
  s.step("the poll destroyed")
      .expect("destroyed", {0}, "there was never a value to destroy");
  s.end();
}

TEST_CASE("value() lends the value, and a poll that ends moves it out",
          "[ch01.poll]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("value_lends", {{"n", n}});
  s.blame("kioto::poll::value");
  s.step("p = poll<counted>::ready({})", n)
      .expect("value()", {n}, "that is the value that it was made with");
  s.step("p.value() += 1, and p seen as const")
      .expect("value()", {n + 1},
              "value() refers to the value inside the poll, so a change is "
              "seen there")
      .expect("copied", {0}, "to look at a value needs no copy")
      .expect("moved", {0}, "the value stays where it is");
  s.end();

  auto m = judge::run("value_moves", {{"n", n}});
  m.blame("kioto::poll::value");
  m.step("p = poll<counted>::ready({}), taken = std::move(p).value()", n)
      .expect("value()", {n}, "that is the value that it was made with")
      .expect("copied", {0},
              "std::move says that the poll gives its value away")
      .expect("is_ready()", {true},
              "a poll never changes between ready and pending by itself");
  m.step("both destroyed")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  m.end();
}

TEST_CASE("value() of a pending poll stops the program and names the caller",
          "[ch01.poll]") {
  for (const std::string how : {"p.value()", "as_const(p).value()",
                                "move(p).value()", "none.value()"}) {
    auto s = judge::run("value_of_pending", {{"how", how}});
    s.blame("kioto::poll::value");
    s.step("{} is pending; {}",
           how == "none.value()" ? "none = poll<void>" : "p = poll<int>", how)
        .expect("the program", {"stopped"},
                "there is no value to give, and no way to go on without one");
    const auto said = s.take("said", "the program ends with a message");
    const auto caller = s.take("caller", "the probe says where it called");
    const auto& message = said.values.at(0).text();
    s.check(message.contains("value() of a pending poll"),
            "a message that says \"value() of a pending poll\"",
            "the caller must learn what it did wrong");
    s.check(message.contains(caller.values.at(0).text() + ":" +
                             caller.values.at(1).words() + ":"),
            "a message with the caller's file and line",
            "the mistake is there: hand `where` on to KIOTO_ASSERT");
    s.end();
  }
}

TEST_CASE("map calls its function once, with the value", "[ch01.poll]") {
  const auto n = judge::pick(-1000, 1000);
  auto s = judge::run("map", {{"n", n}});
  s.blame("kioto::poll::map");
  s.step("poll<int>::ready({}).map(x -> 2 * x)", n)
      .expect("calls", {1}, "there is one value, so there is one call")
      .expect("value()", {2 * n},
              "the result holds what the function returned");
  s.step("poll<int>::ready({}).map(a function that returns void)", n)
      .expect("calls", {1}, "there is one value, so there is one call")
      .expect("the function got", {n}, "it is called with the value")
      .expect("is_ready()", {true},
              "poll<void> is ready when the call is done");
  s.blame("kioto::poll<void>::map");
  s.step("poll<void>::ready().map(() -> {})", n)
      .expect("calls", {1}, "a ready poll calls the function, void or not")
      .expect("value()", {n}, "the result holds what the function returned");
  s.step("poll<void>::ready().map(a function that returns void)")
      .expect("calls", {1}, "a ready poll calls the function, void or not")
      .expect("is_ready()", {true},
              "poll<void> is ready when the call is done");
  s.end();
}

TEST_CASE("map of a pending poll calls nothing and stays pending",
          "[ch01.poll]") {
  auto s = judge::run("map_pending");
  for (const char* fn : {"fn", "a function that returns void"}) {
    const auto mapped = [&](const char* symbol, const char* because) {
      s.blame(symbol)
          .expect("calls", {0}, because)
          .expect("is_pending()", {true},
                  "what is not there yet is not there after map either");
    };
    constexpr const char* no_value =
        "there is no value to call the function with";
    s.step("poll<int>::pending().map({})", fn);
    mapped("kioto::poll::map", no_value);
    s.step("the same of a const poll");
    mapped("kioto::poll::map", no_value);
    s.step("poll<void>::pending().map({})", fn);
    mapped("kioto::poll<void>::map",
           "it is not done yet, and the function is for what comes then");
  }
  s.end();
}

TEST_CASE("map moves the value, it never copies it", "[ch01.poll]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("map_moves", {{"n", n}});
  s.blame("kioto::poll::map");
  s.step("p = poll<counted>::ready({}), std::move(p).map(x -> x + 1)", n)
      .expect("value()", {n + 1}, "the function got the value")
      .expect("copied", {0},
              "std::move says that p is given up: its value moves into the "
              "function");
  s.step("the result is given up, too, to a function that returns void")
      .expect("the function got", {n + 1}, "it is called with the value")
      .expect("copied", {0}, "the value moves into this function as well");
  s.step("poll<counted>::ready({}).map(a function that takes counted&&)", n)
      .expect("value()", {n}, "the function got the value")
      .expect("moved", {0},
              "the function gets the value where it is, as an rvalue: whether "
              "it is moved is up to the function");
  s.step("the polls destroyed")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("map of a const poll lends the value and leaves it in place",
          "[ch01.poll]") {
  const auto n = judge::pick(1, 1000);
  auto s = judge::run("map_lends", {{"n", n}});
  s.blame("kioto::poll::map");
  s.step("const p = poll<counted>::ready({}), p.map(x -> x + 1)", n)
      .expect("value()", {n + 1}, "the function got the value");
  s.step("p.map(a function that returns void)")
      .expect("is_ready()", {true}, "poll<void> is ready when the call is done")
      .expect("the function got", {n}, "p still holds its value")
      .expect("copied", {0}, "to look at a value needs no copy");
  s.step("p.map(a function that takes its argument by value)")
      .expect("value()", {n}, "the function got a copy of its own")
      .expect("the poll's value()", {n},
              "p is const: map may only look, and moves nothing out");
  s.end();
}

TEST_CASE("a copy of a poll has a value of its own", "[ch01.poll]") {
  const auto program = some_program();
  auto s = judge::run("program", {{"program", program}});
  s.blame("kioto::poll");
  s.step("three polls, all pending");
  three_polls model;
  std::int64_t next_value = 1;
  for (const auto code : program) {
    const auto f = code / 10 % 10;
    const auto t = code % 10;
    auto& from = model.value[static_cast<std::size_t>(f)];
    auto& to = model.value[static_cast<std::size_t>(t)];
    switch (code / 100) {
      case make_ready:
        s.step("poll {} = ready({})", t, next_value);
        to = next_value++;
        break;
      case make_pending:
        s.step("poll {} = pending()", t);
        to.reset();
        break;
      case copy_assign:
        s.step("poll {} = poll {}", t, f);
        to = from;
        break;
      case copy_and_change:
        s.step("copy = poll {}, copy's value += 100, poll {} = copy", f, t);
        to = from;
        if (to) *to += 100;
        break;
      default:
        s.step("poll {} = move(poll {}), and poll {} = pending()", t, f, f);
        to = std::exchange(from, std::nullopt);
    }
    s.expect("the polls hold", {model.shown()},
             "a poll is a value, like an int: changing one changes no other");
  }
  s.step("all polls destroyed")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("map calls its function as it came, kept or given up",
          "[ch01.poll]") {
  auto s = judge::run("map_forwards", {{"n", judge::pick(-1000, 1000)}});
  for (const char* returns : {"an int", "void"}) {
    const auto called = [&](const char* how, const char* because) {
      s.expect("the function was", {how}, because);
    };
    constexpr const char* temporary =
        "nobody else has it: F&& is an rvalue, and is forwarded as one";
    s.blame("kioto::poll::map");
    s.step("poll<int>::ready(n).map(a temporary that returns {})", returns);
    called("given up", temporary);
    s.step("the same of a const poll");
    called("given up", temporary);
    s.blame("kioto::poll<void>::map").step("the same of poll<void>");
    called("given up", temporary);
    s.blame("kioto::poll::map");
    s.step("a function object by its name, that returns {}", returns);
    called("kept", "who named it may call it again");
  }
  s.end();
}
