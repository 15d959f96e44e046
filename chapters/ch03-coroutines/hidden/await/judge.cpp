// SPDX-License-Identifier: MIT
//
// First the await of a future and the way of a wake, then the await of a
// coroutine and who is destroyed when, then the stack.
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <utility>

namespace {

constexpr auto future_ready = "kioto::detail::future_awaiter::await_ready";
constexpr auto future_wait = "kioto::detail::future_awaiter::await_suspend";
constexpr auto poll_again = "kioto::detail::future_awaiter::poll_again";
constexpr auto call_wait = "kioto::detail::call_awaiter::await_suspend";
constexpr auto call_end = "kioto::detail::call_awaiter::~call_awaiter";
constexpr auto callee = "kioto::detail::resume_callee";
constexpr auto chain = "kioto::detail::resume_chain";
constexpr auto going_on = "kioto::detail::go_on";
constexpr auto at_the_end =
    "kioto::detail::promise_base::final_awaiter::await_suspend";

constexpr auto it_waits = "the leaf is not ready, so the whole chain waits";

// The message with which the program has ended.
void says(judge::story& s, const std::string& words, std::string because) {
  const auto said = s.take("said", "the program ends with a message");
  s.check(said.values.at(0).text().contains(words),
          "a message with \"" + words + "\"", std::move(because));
}

// 10,000 awaits in a loop. A few first: a stack that grows shows itself there,
// before it ends the program.
void loop(int turns) {
  auto s = judge::run("loop", {{"turns", turns}});
  s.blame(at_the_end)
      .step("a loop of {} awaits of a coroutine that ends at once", turns)
      .expect("the stack grew by", {0},
              "await_suspend returns the coroutine that runs next, and the "
              "jump to it uses no stack; .resume() is a call, and each await "
              "would leave one more behind");
  s.end();
}

void deep(int depth, bool dropped) {
  auto s = judge::run("deep", {{"depth", depth}, {"dropped", dropped}});
  s.blame(callee)
      .step("{} coroutines, each awaits the next, the last a leaf; polled",
            depth)
      .expect("returned", {"pending"}, it_waits)
      .expect("the stack grew by", {0},
              "from the outermost to the innermost control goes by jumps, "
              "which use no stack; .resume() is a call");
  if (dropped) {
    s.blame(call_end)
        .step("the outermost dropped")
        .expect("still alive", {0},
                "all that a chain waits for is destroyed with it");
  } else {
    s.blame(at_the_end)
        .step("the leaf is ready; polled")
        .expect("returned", {"ready", depth},
                "each coroutine adds one to the result")
        .expect("polls of the leaf", {2}, "one poll before the wake, one after")
        .expect("the stack grew by", {0},
                "a coroutine that ends goes on with its caller by a jump, "
                "which uses no stack; .resume() is a call");
  }
  s.end();
}

}  // namespace

// --- a future, and the way of a wake ---

TEST_CASE("a future that is ready at once is polled once, and nobody waits",
          "[ch03.await]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("ready_at_once", {{"n", n}});
  s.blame(future_ready)
      .step("a coroutine polled that awaits a future which is ready with {}", n)
      .expect("co_await gave", {n},
              "await_ready polls the future, and co_await gives its value")
      .expect("returned", {"ready", n + 1},
              "nothing was pending, so the poll that began the coroutine also "
              "ends it")
      .expect("polls of the leaf", {1}, "it was ready in its first poll");
  s.end();
}

TEST_CASE("each poll of the root polls the leaf once, at any depth",
          "[ch03.await]") {
  for (const auto depth : {std::int64_t{1}, judge::pick(50, 200)}) {
    const auto n = judge::pick(1, 999);
    const auto polls = judge::pick(2, 4);
    auto s =
        judge::run("wakes", {{"n", n}, {"depth", depth}, {"polls", polls}});
    s.blame(future_wait);
    for (auto i = 1; i <= polls; ++i) {
      s.step("poll {} of a root that is {} above the leaf", i, depth)
          .expect("returned", {"pending"}, it_waits);
      s.blame(chain).expect("polls of the leaf", {i},
                            "a poll of the root is one poll of the leaf");
    }
    s.blame(going_on)
        .step("the leaf is ready with {}; polled", n)
        .expect("returned", {"ready", n + depth - 1},
                "each coroutine but the last adds one to the result")
        .expect("polls of the leaf", {polls + 1},
                "a poll of the root is one poll of the leaf");
    s.end();
  }
}

TEST_CASE("a result is moved on its way, never copied", "[ch03.await]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("moved_out", {{"n", n}});
  s.blame(future_wait)
      .step(
          "values that count their copies, awaited: from a future that is "
          "ready, from one that is pending first, from a coroutine; polled")
      .expect("the second future is polled", "the first one was ready at once")
      .expect("returned", {"pending"}, "it was pending, so the root waits");
  s.blame(chain)
      .step("polled again")
      .expect("the second future is polled",
              "it is the leaf, and a poll of the root is one of the leaf: "
              "does the root know it?");
  s.blame(poll_again)
      .expect("values", {n, n, n}, "co_await gives what was awaited")
      .expect("returned", {"ready", 0},
              "no value is copied: move it into the outcome, and take() it");
  s.step("the coroutine and all values dropped")
      .expect("still alive", {0}, "every value is destroyed exactly once");
  s.end();
}

TEST_CASE("a wake resumes the one that awaits the leaf, and nobody between",
          "[ch03.await]") {
  const auto depth = judge::pick(3, 6);
  const auto a = judge::pick(1, 99);
  const auto b = judge::pick(1, 99);
  auto s = judge::run("nobody_between", {{"depth", depth}, {"a", a}, {"b", b}});
  s.blame(future_wait)
      .step("coroutines 1 to {}, each awaits the next, the last a leaf; polled",
            depth)
      .expect("returned", {"pending"}, it_waits)
      .blame(going_on)
      .step("the leaf is ready; polled")
      .expect("goes on", {depth},
              "that coroutine awaits the leaf; the others wait for the next "
              "coroutine, which has not ended")
      .expect("returned", {"pending"}, "it awaits a second leaf now")
      .step("the second leaf is ready; polled")
      .expect("goes on", {depth}, "it waits for the second leaf");
  s.blame(at_the_end);
  for (auto level = depth - 1; level > 0; --level)
    s.expect("goes on", {level}, "the one that it awaits has ended");
  s.expect("returned", {"ready", a + b}, "all have ended");
  s.end();
}

TEST_CASE("whoever runs has the root of the poll that goes on now",
          "[ch03.await]") {
  auto s = judge::run("handed_on");
  const auto leaf_of = [&](int poll, std::string because) {
    s.expect("a leaf is polled with the waker of poll", {poll},
             std::move(because));
  };
  s.blame(future_ready)
      .step("three coroutines, each awaits the next, the last a leaf: poll 1");
  leaf_of(1, "there is no other poll");
  s.blame(future_wait).expect("returned", {"pending"}, it_waits);
  s.blame(going_on).step("poll 2, with another waker");
  leaf_of(2, "the leaf is polled with the context of this poll");
  leaf_of(2,
          "the coroutine that awaited the leaf goes on, and its root is that "
          "of this poll: the one from before is gone");
  s.blame(at_the_end);
  leaf_of(2,
          "the innermost has ended, and its caller goes on in this poll: it "
          "has to be handed the root");
  leaf_of(2, "that one has ended, too, and hands the root on to the outermost");
  s.expect("returned", {"ready"}, "all have ended");
  s.end();
}

TEST_CASE("an exception of a poll goes through every level with its type",
          "[ch03.await]") {
  for (const auto polls : {std::int64_t{0}, judge::pick(1, 3)}) {
    const auto word = judge::word(6);
    auto s = judge::run("throws", {{"polls", polls}, {"word", word}});
    s.blame(poll_again)
        .step(
            "three coroutines, the innermost awaits a future that throws "
            "\"{}\" in its poll number {}",
            word, polls + 1);
    for (auto i = polls; i > 0; --i)
      s.expect("returned", {"pending"}, "that poll does not throw yet");
    s.expect("destroyed", {"inner"},
             "the exception comes out of co_await in the innermost, and "
             "leaves its body")
        .expect("destroyed", {"middle"},
                "then it comes out of co_await in its caller")
        .expect("caught", {word, true},
                "it is the same exception, of the same type")
        .expect("returned", {"ready", -1}, "the handler ends the await");
    s.end();
  }
}

// --- a coroutine ---

TEST_CASE("an awaited coroutine runs at once, and its end goes on at once",
          "[ch03.await]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("in_one_poll", {{"n", n}});
  s.blame(call_wait)
      .step("a coroutine polled that awaits another one")
      .expect("the caller runs", "the first poll lets it begin")
      .expect("the callee runs",
              "nothing is pending: the callee is what runs next");
  s.blame(at_the_end)
      .expect("the caller goes on", {n + 1, n + 1},
              "the callee has ended, and the caller is what runs next: it has "
              "the result, and what the callee did to its local")
      .expect("returned", {"ready", n + 2}, "one poll was enough for both");
  s.end();
}

TEST_CASE("what is awaited as an rvalue dies at the end of its await",
          "[ch03.await]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("end_of_await", {{"n", n}, {"ready", true}});
  s.blame(call_end)
      .step(
          "a coroutine polled that awaits one with a parameter, which awaits "
          "a leaf that is ready")
      .expect("destroyed", {"the leaf"}, "the future was owned by its await")
      .expect("destroyed", {"the callee's parameter"},
              "the await owns the callee, and destroys its frame when the "
              "statement ends")
      .expect("the next statement", "the await is over")
      .expect("destroyed", {"the caller's local"}, "the caller ends")
      .expect("returned", {"ready", n}, "that is its result");
  s.end();
}

TEST_CASE("a chain that waits dies from the leaf to the root, once",
          "[ch03.await]") {
  auto s = judge::run("end_of_await", {{"n", 0}, {"ready", false}});
  s.blame(callee)
      .step(
          "a coroutine polled that awaits one with a parameter, which awaits "
          "a leaf that is pending")
      .blame(future_wait)
      .expect("returned", {"pending"}, it_waits);
  s.blame(call_end)
      .step("it is dropped")
      .expect("destroyed", {"the leaf"}, "the leaf dies first")
      .expect("destroyed", {"the callee's parameter"},
              "then the coroutine that awaited it")
      .expect("destroyed", {"the caller's local"},
              "then its caller; destroy_chain() has destroyed the callee, and "
              "has put null into the await")
      .expect("dropped", "each is destroyed once");
  s.end();
}

TEST_CASE("what is awaited as an lvalue keeps its progress", "[ch03.await]") {
  const auto n = judge::pick(1, 999);
  const auto again = judge::coin();
  auto s = judge::run(
      "borrowed",
      {{"n", n}, {"polled before", false}, {"awaited again", again}});
  s.blame(call_end)
      .step("a coroutine polled that awaits another one, an lvalue")
      .expect("the callee begins", "awaiting it lets it begin")
      .expect("returned", {"pending"}, it_waits)
      .expect("polls of the leaf", {1}, "it was pending in that poll")
      .step("the one that awaits it dropped")
      .expect("destroyed", {"the borrower's local"}, "its frame is destroyed")
      .expect("the borrower is dropped",
              "it only borrowed the callee, which stays");
  s.blame(going_on).step("the leaf is ready; the callee {}",
                         again ? "awaited by another one" : "polled by hand");
  s.expect("destroyed", {"the callee's local"},
           "it goes on where it waited, and ends");
  if (again)
    s.expect("destroyed", {"the borrower's local"}, "that one ends, too");
  s.expect("returned", {"ready", n}, "that is the result of the callee")
      .expect("polls of the leaf", {2},
              "it was awaited once more, and polled once more");
  s.end();
}

TEST_CASE("one that was polled by hand is awaited where it waits",
          "[ch03.await]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run(
      "borrowed", {{"n", n}, {"polled before", true}, {"awaited again", true}});
  s.blame(callee)
      .step("a coroutine polled by hand")
      .expect("the callee begins", "the first poll lets it begin")
      .expect("returned", {"pending"}, it_waits)
      .step("another one polled that awaits it")
      .expect("returned", {"pending"},
              "the callee waits for its leaf, so its caller waits")
      .expect("polls of the leaf", {2},
              "who awaits a coroutine that waits polls its leaf: it might be "
              "ready by now");
  s.blame(going_on)
      .step("the callee polled by hand, all the same")
      .expect("died", {true},
              "it is a part of its caller's chain now, so its root is not null "
              "any more, even if it was not resumed");
  says(s, "somebody else awaits this async",
       "is_at_rest() asks whether root is null");
  s.blame(callee)
      .step("the one that awaits it dropped")
      .expect("destroyed", {"the borrower's local"}, "its frame is destroyed")
      .expect("the borrower is dropped",
              "it only borrowed the callee, which stays")
      .step("the leaf is ready; the callee awaited by another one")
      .expect("destroyed", {"the callee's local"},
              "its leaf is ready, so it goes on and ends")
      .expect("destroyed", {"the borrower's local"}, "that one ends, too")
      .expect("returned", {"ready", n}, "that is the result of the callee")
      .expect("polls of the leaf", {3},
              "it was awaited once more, and polled once more");
  s.end();
}

TEST_CASE("a coroutine that has ended is complete, and not at rest",
          "[ch03.await]") {
  const auto n = judge::pick(1, 999);
  auto s = judge::run("once", {{"n", n}});
  s.blame(at_the_end)
      .step("a coroutine awaited, an lvalue")
      .expect("the first co_await gave", {n}, "that is its result")
      .step("awaited again")
      .expect("died", {true},
              "it has ended: its root must be completed(), or nobody can "
              "know, and it is resumed");
  says(s, "this async is complete",
       "is_done() asks whether root is completed()");
  s.step("the one that awaits it ends")
      .expect("returned", {"ready", n}, "that is its result");
  s.end();
}

// --- the stack ---

TEST_CASE("10,000 awaits in a loop use no stack", "[ch03.await]") {
  loop(100);
  loop(10'000);
}

TEST_CASE("100,000 coroutines wait and end, or are dropped, on a flat stack",
          "[ch03.await]") {
  const auto few = static_cast<int>(judge::pick(50, 200));
  deep(few, false);
  deep(100'000, false);
  deep(100'000, true);
}

// --- the time ---

PERF_CASE("a wake costs the same at any depth", "[ch03.await]") {
  judge::perf("wake_the_leaf", {{"depth", judge::pick(900, 1100)}})
      .blame("kioto::detail::go_on")
      .operation("a wake")
      .expect([](judge::perf_batch b) { return b.start + b.count; },
              "each wake resumes the innermost coroutine once")
      .against_itself("1000 deep", "1 deep", {{"depth", 1}})
      .at_most(1.2, "nobody between the root and the leaf has to be asked");
}
