// SPDX-License-Identifier: MIT
//
// First when the body runs and what comes out of it, then when a coroutine is
// destroyed, then who may poll it.
#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>

namespace {

constexpr auto polling = "kioto::async::poll";
constexpr auto destructor = "kioto::async::~async";
constexpr auto returning = "kioto::detail::async_promise::return_value";
constexpr auto throwing =
    "kioto::detail::async_promise_base::unhandled_exception";

// The frame of a call with two guards as parameters is destroyed.
void frame_is_gone(judge::story& s) {
  s.expect("destroyed", {"second"},
           "the parameters live in the frame, and die with it, the last one "
           "first")
      .expect("destroyed", {"first"}, "each parameter dies once");
}

// The program has to end, with a message that has these words.
judge::event stops(judge::story& s, const std::string& words,
                   std::string because) {
  s.expect("died", {true}, std::move(because));
  auto said = s.take("said", "the program ends with a message");
  s.check(said.values.at(0).text().contains(words),
          fmt::format("a message with \"{}\"", words),
          "the caller must learn what it did wrong");
  return said;
}

// The same, about a line of the caller.
void dies(judge::story& s, const std::string& words, std::string because) {
  s.blame("kioto::async::at_rest");
  const auto said = stops(s, words, std::move(because));
  const auto& text = said.values.at(0).text();
  const auto line = s.take("line", "that is where the mistake is");
  s.check(text.contains(line.values.at(0).text()),
          "a message that begins with the caller's file and line",
          "that is the line to mend: hand `where` on to KIOTO_ASSERT");
}

}  // namespace

// --- when the body runs, and what comes out ---

TEST_CASE("a call makes the frame and runs nothing of the body",
          "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("call", {{"n", n}});
  s.blame("kioto::detail::async_promise_base::initial_suspend")
      .step("a coroutine with two parameters called")
      .expect("called", "the body begins in the first poll, not with the call");
  s.blame(polling)
      .step("polled")
      .expect("the body runs", "the first poll lets the body begin")
      .expect("returned", {"ready", n}, "that is what it returned");
  s.blame(destructor).step("the async dropped");
  frame_is_gone(s);
  s.end();
}

TEST_CASE("a coroutine that was never polled is destroyed, and never runs",
          "[ch03.promise]") {
  auto s = judge::run("never_polled");
  s.blame(destructor)
      .step("a coroutine with two parameters called")
      .expect("called", "nothing runs before somebody polls")
      .step("the async dropped");
  frame_is_gone(s);
  s.expect("the block is left", "no line of the body runs");
  s.end();
}

TEST_CASE("the result is moved out, behind the end of the locals",
          "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("result", {{"n", n}});
  s.blame(returning)
      .step("a coroutine polled that returns a value that counts its copies")
      .expect("destroyed", {"local"},
              "the body has ended, so its locals are gone before the poll "
              "returns")
      .expect("value", {n}, "that is what the coroutine returned")
      .expect("copied", {0},
              "a result that is an rvalue is moved all the way: "
              "std::forward<U>(value)")
      .step("the result and the async dropped")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("what is returned as an lvalue keeps its value", "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("result_of_the_caller", {{"n", n}});
  s.blame(returning)
      .step("co_return of an object of the caller, which holds {}", n)
      .expect("value", {n}, "the result is a copy of the object")
      .expect("the caller's object", {n},
              "an lvalue belongs to somebody: it is copied, not moved");
  s.end();
}

TEST_CASE("void is a result, and a reference refers to what was returned",
          "[ch03.promise]") {
  auto v = judge::run("nothing");
  v.blame(polling)
      .step("async<void> with co_return, polled")
      .expect("returned", {"ready"}, "its body has ended")
      .step("async<void> that waits, polled")
      .expect("returned", {"pending"}, "its leaf is not ready")
      .step("the leaf is ready; polled")
      .expect("returned", {"ready"}, "the body has come to its end");
  v.end();

  const auto n = judge::pick(1, 999);
  auto s = judge::run("reference", {{"n", n}});
  s.blame(returning)
      .step("async<int&> that returns an int of the caller, polled")
      .expect("the caller's object", {true},
              "a reference as a result refers to the object that was "
              "returned, not to a copy")
      .step("{} assigned through it", n)
      .expect("value", {n}, "the caller's int has changed");
  s.end();
}

TEST_CASE("an exception of the body comes out of the poll", "[ch03.promise]") {
  for (const bool at_once : {true, false}) {
    const auto word = judge::word(6);
    auto s = judge::run("throws", {{"at once", at_once}, {"word", word}});
    s.blame(throwing);
    if (!at_once) {
      s.step("a coroutine polled that waits for a leaf")
          .expect("returned", {"pending"}, "the leaf is not ready");
    }
    s.step("polled, and the body throws \"{}\"", word)
        .expect("destroyed", {"local"},
                "the exception leaves the body, so the locals die first")
        .expect("threw", {word},
                "whoever polls gets the exception, as from a function");
    s.end();
  }
  const auto word = judge::word(6);
  auto v = judge::run("throws_without_a_result", {{"word", word}});
  v.blame(polling)
      .step("a coroutine of void polled, and the body throws \"{}\"", word)
      .expect("threw", {word},
              "take() gives no value here, but it throws the exception");
  v.end();
}

TEST_CASE("a coroutine that ends hands its outcome to the one that awaits it",
          "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  const auto word = judge::word(6);
  auto s = judge::run("await_each_other", {{"n", n}, {"word", word}});
  s.blame("kioto::detail::async_promise_base::final_suspend")
      .step("a coroutine polled that awaits twice({})", n)
      .expect("the callee runs", "awaiting an async lets its body begin")
      .expect("the caller goes on", {2 * n},
              "a coroutine that ends goes on with its caller: what "
              "final_suspend returns does it");
  s.blame(throwing)
      .step("it awaits one that throws \"{}\"", word)
      .expect("the caller caught", {word, true},
              "an exception goes through co_await with its type");
  s.blame(polling)
      .step("it returns")
      .expect("returned", {"ready", 2 * n + 1}, "that is its result");
  s.end();
}

TEST_CASE("poll is pending as long as the coroutine waits", "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  const auto polls = judge::pick(1, 4);
  auto s = judge::run("pending", {{"n", n}, {"polls", polls}});
  s.blame(polling).step("a coroutine that waits for a leaf, polled {} times",
                        polls);
  for (auto i = polls; i > 0; --i)
    s.expect("returned", {"pending"}, "the leaf is not ready, so it waits");
  s.step("the leaf is ready; polled")
      .expect("destroyed", {"local"}, "the body goes on, and ends")
      .expect("returned", {"ready", n}, "the coroutine has its result");
  s.blame(destructor)
      .step("the async dropped")
      .expect("destroyed", {"parameter"},
              "the parameter lives until the frame is destroyed");
  s.end();
}

// --- when it is destroyed ---

TEST_CASE("an async that waits is dropped with all that it awaits",
          "[ch03.promise]") {
  const auto depth = judge::pick(2, 5);
  auto s = judge::run("dropped", {{"depth", depth}});
  s.blame(destructor)
      .step("{} coroutines, each awaits the next, the last a leaf; polled",
            depth)
      .expect("returned", {"pending"}, "the leaf is not ready")
      .step("the outermost dropped");
  for (auto level = depth; level > 0; --level) {
    s.expect("destroyed", {fmt::format("local {}", level)},
             "the innermost is destroyed first, as with nested scopes")
        .expect("destroyed", {fmt::format("parameter {}", level)},
                "the parameters of a coroutine die behind its locals");
  }
  s.expect("the block is left", "each guard dies once");
  s.end();
}

TEST_CASE("an async that waits may be moved, and goes on", "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("moved", {{"n", n}});
  s.blame("kioto::async::async(async &&)")
      .step("a coroutine polled that waits for a leaf")
      .expect("returned", {"pending"}, "the leaf is not ready")
      .step("the async moved to another place, and the first one dropped")
      .expect("moved",
              "an async that was moved from has no coroutine to destroy");
  s.blame(polling)
      .step("the leaf is ready; the second one polled")
      .expect("destroyed", {"local"}, "the coroutine goes on where it was")
      .expect("returned", {"ready", n},
              "the frame did not move, only its owner");
  s.blame(destructor)
      .step("the second one dropped")
      .expect("destroyed", {"parameter"}, "the frame dies with its owner")
      .expect("the end", "each guard dies once");
  s.end();
}

TEST_CASE("assignment destroys the old coroutine, unless it is to itself",
          "[ch03.promise]") {
  auto s = judge::run("assigned");
  s.blame("kioto::async::operator=")
      .step("a coroutine \"old\" polled that waits")
      .expect("returned", {"pending"}, "the leaf is not ready")
      .step("another one, \"new\", assigned to it")
      .expect("destroyed", {"old"},
              "nobody can poll the old coroutine any more, so it is destroyed")
      .expect("assigned", "the new one has not begun")
      .step("polled")
      .expect("returned", {"pending"}, "that is the new one, which waits")
      .step("assigned to itself")
      .expect("assigned to itself", "that changes nothing")
      .step("the leaf is ready; polled")
      .expect("destroyed", {"new"}, "the new one goes on, and ends")
      .expect("returned", {"ready"}, "it is done");
  s.end();
}

TEST_CASE("a destructor that throws while its coroutine dies ends the program",
          "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("throws_in_the_end", {{"n", n}});
  s.blame(polling)
      .step("a coroutine polled to its end")
      .expect("returned", {"ready", n}, "it does not wait");
  s.blame(throwing).step(
      "another one, which waits, dropped; a local's destructor throws");
  stops(s, "a destructor threw while its coroutine was destroyed",
        "nobody polls any more, so nobody would ever see the exception");
  s.end();
}

// --- who may poll it ---

TEST_CASE("an async that was moved from says so", "[ch03.promise]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("moved_from", {{"n", n}});
  constexpr auto words = "awaited an async that was moved from";
  s.step("an async moved from, then polled");
  dies(s, words, "it has no coroutine to resume");
  s.step("co_await of it");
  dies(s, words, "it has no coroutine to await");
  s.blame("kioto::async::operator=")
      .step("a coroutine assigned to it, then polled")
      .expect("returned", {"ready", n}, "it has a coroutine again");
  s.end();
}

TEST_CASE("an async is awaited once, and by one", "[ch03.promise]") {
  auto s = judge::run("twice");
  s.blame(polling)
      .step("a coroutine polled to its end")
      .expect("returned", {"ready", 1}, "it does not wait")
      .step("co_await of it");
  dies(s, "awaited twice: this async is complete",
       "a coroutine that has ended cannot be resumed");
  s.blame(polling)
      .step("a coroutine waits for a leaf, and another one awaits it")
      .expect("returned", {"pending"}, "the leaf is not ready")
      .step("a third one awaits it, too");
  dies(s, "awaited twice: somebody else awaits this async",
       "it has one result, and goes on with one caller");
  s.end();
}
