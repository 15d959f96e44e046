// SPDX-License-Identifier: MIT
//
// What a judge is written with. A judge is a Catch2 test case in the trusted
// process: it chooses inputs from the case's seed, runs a probe in the sandbox,
// and compares the probe's events with an executable model of the right
// behaviour. What it says on the way is the story that a learner reads:
//
//   TEST_CASE("map applies the function to a ready value", "[ch01.poll]") {
//     auto n = judge::pick(-1000, 1000);
//     auto s = judge::run("map_ready", {{"n", n}});
//     s.step("poll<int> made ready with {}", n)
//         .expect("is_ready()", {true}, "it was made with a value");
//     s.blame("kioto::poll::map")
//         .step("map(x -> 2 * x)")
//         .expect("value", {2 * n}, "map calls the function with the value");
//     s.end();
//   }
//
//      1  poll<int> made ready with 7              is_ready() yes, as it should
//      2  map(x -> 2 * x)                          value 7
//         expected: value 14, because map calls the function with the value
//      your kioto::poll::map (poll.hpp:51)
//
// The tag is the exercise. Further tags: [plain], [asan], [tsan] limit a case
// to these builds; [exec] starts the probe's process anew instead of forking
// it. What an operation costs is asked by a PERF_CASE, below.
#pragma once

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace judge {

// One value of an event or of an input.
class value {
 public:
  template <std::integral I>
  value(I v) {
    if constexpr (std::same_as<I, bool>)
      data_ = v;
    else
      data_ = static_cast<std::int64_t>(v);
  }
  value(const char* v) : data_(std::string(v)) {}
  value(std::string v) : data_(std::move(v)) {}
  value(std::string_view v) : data_(std::string(v)) {}

  bool operator==(const value&) const = default;
  std::string words() const;  // 42, yes, no, text
  // Each fails the case when the event holds another type.
  std::int64_t integer() const;
  bool boolean() const;
  const std::string& text() const;

  using storage = std::variant<std::int64_t, bool, std::string>;
  const storage& raw() const { return data_; }

 private:
  storage data_;
};

struct event {
  std::string name;
  std::vector<value> values;
  std::string words() const;  // "value 42"
};

struct input {
  std::string name;
  std::variant<value, std::vector<std::int64_t>> content;
  input(std::string n, std::vector<std::int64_t> v)
      : name(std::move(n)), content(std::move(v)) {}
  input(std::string n, value v) : name(std::move(n)), content(std::move(v)) {}
};

// --- chance: all from the seed of this case, the same in every build ---
std::int64_t pick(std::int64_t low, std::int64_t high);  // both ends included
bool coin();
std::vector<std::int64_t> picks(int count, std::int64_t low, std::int64_t high);
std::string word(int letters);  // lower case a to z

// --- a run of a probe and its story ---
class story {
 public:
  // A numbered line: what the probe did. Formats like fmt::format.
  template <class... A>
  story& step(fmt::format_string<A...> text, A&&... a) {
    return add_step(fmt::format(text, std::forward<A>(a)...));
  }

  // The next event must be this one. `because` completes "expected: value 42,
  // because ...": a clause without capital and full stop.
  story& expect(std::string_view name, std::vector<value> values,
                std::string because);
  story& expect(std::string_view name, std::string because) {
    return expect(name, {}, std::move(because));
  }

  // The next event, which must have this name, for a check of one's own.
  event take(std::string_view name, std::string because);
  // The next event has this name (false also at the end of the record).
  bool next_is(std::string_view name) const;
  // Fails the case unless `holds`: "expected: <expected>, because <because>".
  story& check(bool holds, std::string expected, std::string because);

  // The function of the learner that later failures point at, until the next
  // blame: its full name, "kioto::poll::map".
  story& blame(std::string symbol);

  // The record must be complete: no event left, the probe ended well. Every
  // story must come to its end; a case that forgets it is a fault of the
  // grader. `because` is told if the probe did not end well: where memory that
  // is left over is the point, it says whose it was.
  void end(std::string because = "all that was asked for is done");

  struct state;
  explicit story(std::shared_ptr<state> s) : state_(std::move(s)) {}

 private:
  story& add_step(std::string text);
  std::shared_ptr<state> state_;
};

// Runs PROBE(name) in the sandbox to its end with these inputs. A case may run
// several probes, one after the other.
story run(std::string_view name, std::vector<input> inputs = {});

// --- what an operation costs ---
// A performance case runs a PROBE_PERF (grader/perf.hpp) with the learner's
// code and with the reference, in turns, and takes their CPU time from outside:
//
//   PERF_CASE("a wake costs the same with 10,000 children", "[ch02.unordered]")
//   {
//     auto children = judge::pick(9'000, 11'000);
//     judge::perf("wake_one", {{"children", children}})
//         .blame("kioto::futures_unordered::poll_next")
//         .operation("a wake among {} children", children)
//         .expect([=](auto b) { return b.start + b.count; },
//                 "each wake brings one child's output")
//         .at_most(1.5, "only the child that was woken is polled");
//   }
//
//      1  a wake among 9641 children, 27 batches of 12000, in turns
//             your code 41 us, the reference 0.02 us: 2050x (2011x to 2093x)
//         expected: at most 1.5x, because only the child ...

// A batch as the probe was asked for it: `count` operations that begin with
// the random number `start`.
struct perf_batch {
  std::int64_t count = 0;
  std::int64_t start = 0;
};

using perf_model = std::function<std::int64_t(perf_batch)>;

class performance {
 public:
  // What is done `count` times, with its article: "a wake".
  template <class... A>
  performance& operation(fmt::format_string<A...> text, A&&... a) {
    return name_operation(fmt::format(text, std::forward<A>(a)...));
  }
  // The function of the learner that a failure points at.
  performance& blame(std::string symbol);
  // What a batch must answer: checked for every batch, and needed. Mind that
  // start is any 64-bit number: calculate in std::uint64_t where it may wrap.
  performance& expect(perf_model model, std::string because);
  // Compares the learner's code with itself: what `here` names (with the inputs
  // of perf) costs a multiple of what `there` names (with these inputs, and
  // with this model if its answers are others).
  performance& against_itself(std::string here, std::string there,
                              std::vector<input> inputs, perf_model model = {});
  // Runs it all. The case passes when an operation costs at most so many times
  // the other's CPU time. Choose a limit half way, as a factor, between the
  // right answers and the best of the wrong ones.
  void at_most(double times, std::string because);

  struct state;
  explicit performance(std::shared_ptr<state> s) : state_(std::move(s)) {}

 private:
  performance& name_operation(std::string name);
  std::shared_ptr<state> state_;
};

performance perf(std::string_view name, std::vector<input> inputs = {});

}  // namespace judge

// A case of the perf build alone. It runs last, when the exercise passed its
// plain cases; the exercise's checks hold "perf".
#define PERF_CASE(title, tags) TEST_CASE(title, tags "[perf]")
