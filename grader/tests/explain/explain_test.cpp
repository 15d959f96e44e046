// SPDX-License-Identifier: MIT
#include "explain/explain.hpp"

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"
#include "run/sanitizer_report.hpp"

using namespace grader;

namespace {

case_verdict failed(int number, std::string headline,
                    std::optional<build_kind> build = build_kind::plain) {
  case_verdict c;
  c.number = number;
  c.title = "it works";
  c.build = build;
  c.result = outcome::fail;
  c.headline = std::move(headline);
  return c;
}

exercise_verdict with(std::vector<case_verdict> cases) {
  exercise_verdict v;
  v.state = exercise_state::failed;
  v.cases = std::move(cases);
  return v;
}

std::string code_of(const case_verdict& c) {
  const topic* t = topic_of(c);
  return t == nullptr ? "" : std::string(t->code);
}

}  // namespace

TEST_CASE("each ending of a case has its topic", "[explain]") {
  CHECK(code_of(failed(1, "")) == "wrong-answer");
  CHECK(code_of(failed(1, "it did not end within 2.0 s")) == "hang");
  CHECK(code_of(failed(1,
                       "it waits for ever: every thread sleeps, and nobody "
                       "is left to wake one")) == "deadlock");
  CHECK(code_of(failed(1, "it crashed: a pointer points nowhere (SIGSEGV)")) ==
        "SEGV");
  CHECK(code_of(failed(1,
                       "it crashed: an instruction is not valid "
                       "(SIGILL)")) == "missing-return");
  CHECK(code_of(failed(1, "an exception came out: bad")) == "exception");
  CHECK(code_of(failed(1,
                       "it was stopped: it took more than 512 MiB of "
                       "memory")) == "out-of-limits");
  CHECK(code_of(failed(1,
                       "the program ended before the case began, with exit "
                       "status 0: does a static object end it?")) ==
        "static-object");
  CHECK(code_of(failed(1, "", build_kind::perf)) == "too-slow");
  CHECK(code_of(failed(1, "no copy is allowed", std::nullopt)) ==
        "compile-time");
  const auto model = build_kind::model;
  CHECK(code_of(failed(1, "lost wakeup", model)) == "lost-wakeup");
  CHECK(code_of(failed(1, "data race", model)) == "data-race");
  CHECK(code_of(failed(1, "use after free", model)) == "heap-use-after-free");
  CHECK(code_of(failed(1, "leak", model)) == "memory-leak");
  CHECK(code_of(failed(1, "deadlock", model)) == "circular-wait");
  CHECK(code_of(failed(1, "livelock", model)) == "livelock");
  CHECK(code_of(failed(1, "assertion", model)) == "broken-assertion");
  CHECK(code_of(failed(1, "use after return", model)) ==
        "stack-use-after-return");
  case_verdict todo = failed(1, "not written yet: f (ch01.poll)");
  todo.result = outcome::not_written;
  CHECK(code_of(todo) == "not-written-yet");
}

TEST_CASE("an interleaving is explained by its reason", "[explain]") {
  exercise_verdict v;
  v.state = exercise_state::failed;
  v.cases = {failed(15, "lost wakeup", build_kind::model)};
  v.cases[0].explored =
      explored_case{"failed", 4, "lost wakeup", "", "", "T0 waits at 5"};
  v.cases[0].explored->steps = {{5, 0, "park.hpp:10", "wait c", "c.wait(l);"}};
  // As it is kept.
  const auto e = explain(exercise_from_json(to_json(v)));
  REQUIRE(e);
  CHECK(e->means == e->about->means);
  CHECK(e->words == "T0 waits at 5.");
  REQUIRE(e->steps.size() == 1);
  CHECK(e->steps[0].number == 5);
  CHECK(e->steps[0].thread == 0);
  CHECK(e->steps[0].place == "park.hpp:10");
  CHECK(e->steps[0].what == "wait c");
  CHECK(e->steps[0].source == "c.wait(l);");
}

TEST_CASE("each report of a sanitizer has its topic", "[explain]") {
  // As the tools say it, up to the first frame.
  const std::pair<const char*, const char*> reports[] = {
      {"==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1",
       "heap-use-after-free"},
      {"==1==ERROR: AddressSanitizer: stack-use-after-scope on address 0x1",
       "stack-use-after-scope"},
      {"==1==ERROR: LeakSanitizer: detected memory leaks", "memory-leak"},
      {"==1==ERROR: AddressSanitizer: attempting double-free on 0x1",
       "double-free"},
      {"==1==ERROR: AddressSanitizer: SEGV on unknown address", "SEGV"},
      {"WARNING: ThreadSanitizer: data race (pid=1)", "data-race"},
      {"WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock)",
       "lock-order-inversion"},
      {"WARNING: ThreadSanitizer: double lock of a mutex (pid=1)",
       "double-lock-of-a-mutex"},
      {"WARNING: ThreadSanitizer: thread leak (pid=1)", "thread-leak"},
      {"a.cpp:1:2: runtime error: signed integer overflow: 1 + 2",
       "undefined-behaviour"},
  };
  for (auto& [report, code] : reports) {
    INFO(report);
    case_verdict c = failed(
        1,
        "asan+ubsan: " +
            parse_sanitizer_report(std::string(report) + "\n    #0 f a.cpp:1")
                .sentence,
        build_kind::asan);
    CHECK(code_of(c) == code);
  }
}

TEST_CASE("undefined behaviour is told in words", "[explain]") {
  auto e = explain(with(
      {failed(3,
              "asan+ubsan: undefined behaviour: index 4 out of bounds for type "
              "'int[4]'",
              build_kind::asan)}));
  REQUIRE(e);
  CHECK(e->subject == "case 3 fails under asan+ubsan: it works");
  CHECK(e->words == "The index 4 lies outside of the array (int[4]).");
}

TEST_CASE("a story says which step to follow, and where", "[explain]") {
  case_verdict c = failed(2, "");
  c.story = {{"first", "fine", true}, {"second", "4", false}};
  c.where = place{"kioto::f", "f.hpp", 3};
  auto e = explain(with({c}));
  REQUIRE(e);
  CHECK(e->look.starts_with(
      "Up to step 1 all was as it should be. So follow step 2 in your "
      "kioto::f:"));
  c.story.erase(c.story.begin());
  e = explain(with({c}));
  CHECK(e->look.starts_with("Follow this step in your kioto::f,"));
  // The word that the topic knows for it is better than none.
  c.where.reset();
  CHECK(explain(with({c}))->look.empty());
}

TEST_CASE("a topic that a later chapter takes up is read there", "[explain]") {
  const topic* const stale = find_topic("heap-use-after-free");
  CHECK(stale->chapter_for(0) == 1);
  CHECK(stale->chapter_for(2) == 1);
  CHECK(stale->chapter_for(3) == 3);
  CHECK(find_topic("wrong-answer")->chapter_for(3) == -1);
}

TEST_CASE("a story is told from its last step", "[explain]") {
  case_verdict c = failed(2, "");
  c.story = {{"p = ready(3)", "", true}, {"p.value()", "4", false}};
  c.expected = "3";
  c.because = "it was made so";
  auto e = explain(with({c, failed(3, "")}));
  REQUIRE(e);
  CHECK(e->words ==
        "Of the story's 2 steps the last one went wrong: p.value().");
  CHECK(e->came == "4");
  CHECK(e->right == "3, because it was made so");
  CHECK(e->others == 1);
}

TEST_CASE("a failure is explained before what is not written", "[explain]") {
  case_verdict todo = failed(1, "not written yet: f (ch01.poll)");
  todo.result = outcome::not_written;
  auto v = with({todo, failed(2, "it did not end within 2.0 s")});
  CHECK(explain(v)->case_number == 2);
  CHECK(explain(v, 1)->about->code == "not-written-yet");
  CHECK_FALSE(explain(v, 7));
  v.cases.pop_back();
  CHECK(explain(v)->case_number == 1);
}

TEST_CASE("the first error is explained, and a warning is none", "[explain]") {
  exercise_verdict v;
  v.state = exercise_state::does_not_build;
  v.diagnostics.resize(2);
  v.diagnostics[0].severity = "warning";
  v.diagnostics[1].severity = "error";
  v.diagnostics[1].message = "no member named 'x' in 's'";
  v.diagnostics[1].where = {"", "poll.hpp", 3};
  auto e = explain(v);
  REQUIRE(e);
  CHECK(e->words == "s has no member x.");
  CHECK(e->where->line == 3);
  CHECK(e->about->code == "no-member");
  v.diagnostics[1].message = "something quite new";
  CHECK(explain(v)->about == nullptr);
  CHECK(explain(v)->said == "something quite new");
}

TEST_CASE("files that are no files are told as the check told it",
          "[explain]") {
  exercise_verdict v;
  v.state = exercise_state::does_not_build;
  v.problem = "poll.hpp is missing";
  v.next = "Bring it back.";
  CHECK(explain(v)->words == "Poll.hpp is missing. Bring it back.");
}

TEST_CASE("a sanitizer's finding explains a plain failure", "[explain]") {
  case_verdict race = failed(
      2,
      "tsan: two threads use the same memory and nothing orders them (data "
      "race)",
      build_kind::tsan);
  race.where = place{"kioto::block_on", "block_on.hpp", 7};
  race.notes = {"previous write by thread T1: kioto::wake (block_on.hpp:9)"};
  const auto x = explain(with({failed(2, ""), race}));
  REQUIRE(x);
  CHECK(x->subject == "case 2 fails: it works");
  CHECK(x->findings ==
        std::vector<std::string>{race.headline + ", your kioto::block_on "
                                                 "(block_on.hpp:7)",
                                 race.notes.front()});
  REQUIRE(x->about != nullptr);
  CHECK(x->about->code == "data-race");
  CHECK(x->others == 0);
}

TEST_CASE("a race on what is atomic already lacks an order", "[explain]") {
  const temporary_folder at;
  write_file(at.path() / "exercises/w.hpp",
             "int a;\n  if (n.fetch_sub(1, relaxed) == 1) delete this;\n");
  case_verdict c = failed(1,
                          "tsan: two threads use the same memory and nothing "
                          "orders them (data race)",
                          build_kind::tsan);
  c.where = place{"kioto::f", "exercises/w.hpp", 2};
  CHECK(explain(with({c}), 0, at.path())->look.contains("exchange"));
  c.where->line = 1;
  CHECK(explain(with({c}), 0, at.path())->look.empty());
  c.notes = {"previous write by thread T1: kioto::f (exercises/w.hpp:2)"};
  CHECK(explain(with({c}), 0, at.path())->look.contains("exchange"));
}

TEST_CASE("a sentence may begin with a path", "[explain]") {
  exercise_verdict v;
  v.state = exercise_state::does_not_build;
  v.problem = "exercises/hello/src/hello.cpp is missing";
  CHECK(explain(v)->words == "exercises/hello/src/hello.cpp is missing.");
  v.problem = "the compiler did not end";
  CHECK(explain(v)->words == "The compiler did not end.");
}

TEST_CASE("cases are counted, not builds", "[explain]") {
  const auto x = explain(
      with({failed(2, ""), failed(3, ""), failed(5, ""),
            failed(2, "", build_kind::asan), failed(3, "", build_kind::asan),
            failed(3, "", build_kind::tsan)}));
  REQUIRE(x);
  CHECK(x->others == 2);
}
