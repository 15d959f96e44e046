// SPDX-License-Identifier: MIT
//
// First the parker alone, as a mistake in it shows in block_on as well. Then
// the loop and the wakes that it must not lose, then its edges.
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <numeric>
#include <string>
#include <vector>

namespace {

constexpr auto the_loop = "kioto::block_on";
constexpr auto park = "kioto::thread_parker::park";
constexpr auto park_until = "kioto::thread_parker::park_until";
constexpr auto unpark = "kioto::thread_parker::unpark";

}  // namespace

// --- thread_parker ---

TEST_CASE("several unparks leave one token", "[ch01.block_on]") {
  const auto unparks = judge::pick(2, 6);
  auto s = judge::run("tokens", {{"unparks", unparks}});
  s.step("unpark() {} times, then park()", unparks)
      .blame(park)
      .expect("the first park returned", "there is a token to take")
      .step("park() again")
      .expect("the second park sleeps", {true},
              "the parker holds one token at most, and it has been taken")
      .step("another thread calls unpark()")
      .blame(unpark)
      .expect("the second park returned", "there is a new token");
  s.end();

  const auto threads = judge::pick(2, 4);
  const auto pieces = judge::pick(200, 400);
  auto t = judge::run("traffic", {{"threads", threads}, {"pieces", pieces}});
  t.blame(unpark)
      .step(
          "{} threads put down {} pieces of work each, and unpark after each "
          "piece",
          threads, pieces)
      .expect("taken", {threads * pieces},
              "after the last unpark the owner looks once more, and finds all");
  t.end();
}

TEST_CASE("park_until gives up at its deadline and not before",
          "[ch01.block_on]") {
  const auto wait = judge::pick(1, 5);
  auto s = judge::run("deadline", {{"milliseconds", wait}});
  s.blame(park_until)
      .step("park_until(now + {} ms), and nobody unparks", wait)
      .expect("token", {false}, "there was none until the deadline")
      .expect("deadline has passed", {true},
              "without a token it waits for the deadline")
      .step("unpark(), then park_until(now + 1 h)")
      .expect("token", {true}, "it is there already: no reason to sleep")
      .step("park_until(a time in the past)")
      .expect("token", {false}, "the only token has been taken")
      .step("unpark(), then park_until(a time in the past)")
      .expect("token", {true}, "a token that is there is taken, however late")
      .step("park_until(now + 1 h); it sleeps, then another thread unparks")
      .expect("token", {true}, "the unpark ends the wait, not the deadline")
      .step("park_until(a time in the past)")
      .expect("token", {false}, "the only token has been taken");
  s.end();
}

TEST_CASE("park sees what was done before each unpark", "[ch01.block_on]") {
  for (const bool with_deadline : {false, true}) {
    const auto notes = judge::picks(2, 1, 999);
    auto s = judge::run("notes",
                        {{"notes", notes}, {"with_deadline", with_deadline}});
    s.step(
        "a thread writes a note and unparks; then a second one does; then "
        "the owner calls {}",
        with_deadline ? "park_until(now)" : "park()");
    s.blame(with_deadline ? park_until : park);
    if (with_deadline) s.expect("token", {true}, "both have unparked");
    s.expect("first note", {notes[0]}, "it was written before an unpark")
        .expect("second note", {notes[1]},
                "it was written before an unpark, and an unpark counts also "
                "when a token is there already");
    s.end();
  }

  const auto rounds = judge::pick(50, 100);
  std::int64_t number = 0;
  for (std::int64_t i = 0; i < rounds; ++i)
    number = (number + 1) * 3 % 1'000'003;
  auto s = judge::run("to_and_fro", {{"rounds", rounds}});
  s.blame(park)
      .step(
          "two threads hand a number to and fro {} times; each parks while "
          "the other one has it",
          rounds)
      .expect("number", {number}, "each works on what the other one wrote");
  s.end();
}

// --- the loop ---

TEST_CASE("a ready future is polled once, and its result is moved out",
          "[ch01.block_on]") {
  const auto value = judge::pick(1, 999);
  auto s = judge::run("ready_at_once", {{"value", value}});
  s.step("block_on a future that is ready in its first poll")
      .blame(the_loop)
      .expect("returned", {value}, "that is what the future was ready with")
      .expect("polls", {1},
              "a future that is ready is not polled again, and there is "
              "nothing to wait for");
  s.end();

  auto r = judge::run("results", {{"value", value}});
  r.blame(the_loop)
      .step("a future of a value that counts its copies")
      .expect("returned", {value}, "that is what the future was ready with")
      .expect("copied", {0},
              "the poll is not needed any more, so its value is moved out: "
              "std::move(result).value()")
      .step("a future of void")
      .expect("ran to its end", {true}, "void is a result like any other");
  r.end();
}

TEST_CASE("a wake during the poll is not lost", "[ch01.block_on]") {
  std::vector<std::int64_t> wakes = {1};
  for (auto more : judge::picks(3, 1, 4)) wakes.push_back(more);
  auto s = judge::run("wake_in_poll", {{"wakes", wakes}});
  s.blame(the_loop)
      .step(
          "a future that wakes itself in each of 4 polls, {}, {}, {} and {} "
          "times, and is ready in the fifth",
          wakes[0], wakes[1], wakes[2], wakes[3])
      .expect("polls", {5},
              "a wake during a poll asks for one more poll, at once, and "
              "several wakes ask for one");
  s.end();
}

TEST_CASE("a wake that comes before the park is not lost", "[ch01.block_on]") {
  const auto rounds = judge::pick(2, 5);
  auto s = judge::run("wake_before_park", {{"rounds", rounds}});
  s.blame(the_loop)
      .step(
          "in each of {} polls another thread wakes, and ends, before the "
          "poll returns pending",
          rounds)
      .expect("polls", {rounds + 1},
              "the wake came first, so the park that follows must not sleep");
  s.end();
}

TEST_CASE("the thread sleeps until it is woken", "[ch01.block_on]") {
  const auto rounds = judge::pick(2, 4);
  auto s = judge::run("wake_while_parked", {{"rounds", rounds}});
  s.blame(the_loop)
      .step(
          "{} times another thread waits until this one sleeps, writes a "
          "note, and wakes it",
          rounds)
      .expect("slept in each round", {true},
              "while nobody wakes there is nothing to do: a loop that goes on "
              "polling burns a core")
      .expect("read the last note", {rounds},
              "what is written before a wake is seen by the poll after it")
      .expect("polls", {rounds + 1},
              "one at the start, and one for each wake; a wake in vain only "
              "costs a poll");
  s.end();
}

TEST_CASE("many threads may wake at once", "[ch01.block_on]") {
  const auto notes = judge::picks(static_cast<int>(judge::pick(2, 5)), 1, 999);
  auto s = judge::run("many_wakers", {{"notes", notes}});
  s.blame(the_loop)
      .step("during the first poll {} threads each write a note and wake",
            notes.size())
      .expect("sum of the notes",
              {std::accumulate(notes.begin(), notes.end(), std::int64_t{0})},
              "every note was written before its wake, so the next poll sees "
              "all of them")
      .expect("polls", {2}, "all the wakes together ask for one more poll");
  s.end();
}

// --- its edges ---

TEST_CASE("the future is polled where it is", "[ch01.block_on]") {
  auto s = judge::run("in_place");
  s.blame(the_loop)
      .step("block_on(kept), ready in its third poll")
      .expect("returned", {3}, "it is polled until it is ready")
      .step("kept is polled once more by hand")
      .expect("the next poll is number", {4},
              "block_on polled this very object: a future may point into "
              "itself after its first poll, so it is neither copied nor "
              "moved");
  s.end();
}

TEST_CASE("an exception leaves block_on, which can be used again",
          "[ch01.block_on]") {
  const auto text = judge::word(8);
  const auto value = judge::pick(1, 999);
  auto s = judge::run("exception", {{"text", text}, {"value", value}});
  s.blame(the_loop)
      .step("the second poll throws runtime_error(\"{}\")", text)
      .expect("threw", {text},
              "block_on is a call like any other: what the "
              "future throws comes out of it")
      .step("block_on another future on the same thread")
      .expect("returned", {value}, "nothing is left of the first call");
  s.end();
}

TEST_CASE("a block_on inside another takes only its own wakes",
          "[ch01.block_on]") {
  const auto value = judge::pick(1, 999);
  auto s = judge::run("nested", {{"value", value}});
  s.blame(the_loop)
      .step(
          "the outer future wakes itself, then calls block_on of an inner "
          "one")
      .expect("the inner one returned", {value},
              "it wakes itself once, and is ready in its second poll")
      .expect("polls of the inner one", {2},
              "one at the start, one for its wake")
      .step("the outer future returns pending, and has been woken")
      .expect("polls of the outer one", {2},
              "its wake came before the inner block_on, which must leave it "
              "alone");
  s.end();
}

TEST_CASE("a waker may be woken after block_on has returned",
          "[ch01.block_on]") {
  for (const bool on_other_thread : {false, true}) {
    auto s = judge::run("late_wake", {{"on_other_thread", on_other_thread}});
    s.blame(the_loop)
        .step("{}", on_other_thread
                        ? "block_on returns on a thread that ends then, and "
                          "its waker was kept"
                        : "block_on returns, and its waker was kept")
        .step("the waker is copied, woken three times, destroyed")
        .expect("woken after the end",
                "what a waker points to lives as long as the waker");
    s.end();
  }
}
