// SPDX-License-Identifier: MIT
#include "report/story_text.hpp"

#include <catch2/catch.hpp>

using namespace grader;

namespace {

const console plain(format::plain);

case_verdict full_channel() {
  case_verdict c;
  c.number = 3;
  c.title = "a full channel makes the sender wait";
  c.build = build_kind::plain;
  c.result = outcome::fail;
  c.story = {{"channel<int>(2) made", "", true},
             {"send 41, send 7", "both done", true},
             {"send 13", "done at once", false}};
  c.expected = "still pending";
  c.because = "2 of 2 places are taken";
  c.where = place{"kioto::sender::poll_send", "mpsc.hpp", 51};
  return c;
}

}  // namespace

TEST_CASE("a failure is told as a story", "[report]") {
  CHECK(case_line(full_channel(), plain) ==
        "  FAIL   3  a full channel makes the sender wait\n");
  CHECK(case_story(full_channel(), plain) ==
        R"(        1  channel<int>(2) made
        2  send 41, send 7                          both done, as it should
        3  send 13                                  done at once
           expected: still pending, because 2 of 2 places are taken
         your kioto::sender::poll_send (mpsc.hpp:51)
)");
}

TEST_CASE("a sanitizer's case names its build", "[report]") {
  case_verdict c = full_channel();
  c.build = build_kind::asan;
  CHECK(case_line(c, plain).find("[asan+ubsan]") != std::string::npos);
}

TEST_CASE("a hole is named with its place", "[report]") {
  case_verdict c;
  c.result = outcome::not_written;
  c.headline = "not written yet: kioto::poll::map (ch01.poll)";
  c.where = place{"kioto::poll::map", "a/b/poll.hpp", 12};
  CHECK(case_story(c, plain) ==
        "           not written yet: kioto::poll::map (ch01.poll), "
        "poll.hpp:12\n");
}

TEST_CASE("an interleaving that fails comes with its reason", "[report]") {
  case_verdict c;
  c.number = 15;
  c.title = "an unpark is not lost";
  c.build = build_kind::model;
  c.result = outcome::fail;
  c.headline = "lost wakeup";
  c.explored = explored_case{"failed",
                             4,
                             "lost wakeup",
                             "0x3.1",
                             "      T0      T1\n   1  a.hpp:1 lock m\n",
                             "T0 waits at 1, and nobody notifies it"};
  CHECK(case_line(c, plain) == "  FAIL  15  an unpark is not lost [model]\n");
  CHECK(case_story(c, plain) == R"(           lost wakeup
      T0      T1
   1  a.hpp:1 lock m
           why: T0 waits at 1, and nobody notifies it
           explored 4 executions
)");
  CHECK(explored_text({"proved", 12, "", "", "", ""}) ==
        "all 12 executions explored");
  CHECK(explored_text({"proved", 1, "", "", "", ""}) ==
        "all 1 execution explored");
  CHECK(explored_text({"sampled", 900, "", "", "", ""}) ==
        "900 executions sampled, not all");
}

TEST_CASE("a replay is typed as it stands, however long it is", "[report]") {
  CHECK(replay_text("grader replay ch01.x", "--case 3", "", 2) ==
        "  replay: grader replay ch01.x --case 3\n");
  CHECK(replay_text("grader replay ch01.x", "--case 3", "0x3.1", 2) ==
        "  replay: grader replay ch01.x --case 3 --schedule 0x3.1\n");
  std::string schedule = "0";
  while (schedule.size() < 200) schedule += ".1x3.0";
  std::string text =
      replay_text("grader replay ch01.x", "--case 3", schedule, 11);
  std::size_t longest = 0;
  std::string typed;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    longest = std::max(longest, width(line));
    typed += line.ends_with('\\') ? line.substr(0, line.size() - 1) : line;
    at = end + 1;
  }
  CHECK(longest <= 80);
  CHECK(typed.ends_with("--schedule " + schedule));
}

TEST_CASE("a long story shows its end", "[report]") {
  case_verdict c = full_channel();
  c.story.assign(30, {"step", "", true});
  std::string text = case_story(c, plain);
  CHECK(text.find("18 steps before") != std::string::npos);
  CHECK(text.find("       30  step") != std::string::npos);
  CHECK(text.find("       18  step") == std::string::npos);
}

TEST_CASE("a message of the runtime is shown to its end", "[report]") {
  case_verdict c = full_channel();
  c.output =
      "kioto: chapters/ch03-coroutines/hidden/include/ch03/leaf.hpp:31: "
      "ready: polled after completion\n" +
      std::string(70, 'o') + "\n";
  c.output_bytes = c.output.size();
  const std::string text = case_story(c, plain);
  CHECK(text.substr(text.find("printed")) ==
        R"(printed:
             | kioto: chapters/ch03-coroutines/hidden/include/ch03/leaf.hpp:31:
             |   ready: polled after completion
             | ooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo
             |   ooooo
)");
}

TEST_CASE("no line is longer than 80 columns", "[report]") {
  case_verdict c = full_channel();
  c.story[1].text = std::string(30, 'x') + " " + std::string(40, 'y');
  c.story[2].saw = std::string(60, 'z') + " and " + std::string(60, 'w');
  c.because =
      "a reason that is long enough to need more than one line, since "
      "reasons often are";
  c.output = std::string(500, 'o') + "\nshort\n";
  std::string text = case_story(c, plain);
  std::size_t longest = 0, at = 0;
  while (at < text.size()) {
    std::size_t end = text.find('\n', at);
    longest = std::max(longest, width(text.substr(at, end - at)));
    at = end + 1;
  }
  CHECK(longest <= 80);
  CHECK(text.find("| short") != std::string::npos);
}

TEST_CASE("text is wrapped at spaces", "[report]") {
  CHECK(wrap("a bb ccc", 4) == std::vector<std::string>{"a bb", "ccc"});
  CHECK(wrap("", 4) == std::vector<std::string>{""});
  CHECK(wrap("toolong x", 4) == std::vector<std::string>{"toolong", "x"});
  CHECK(width("aäß") == 3);
}

TEST_CASE("a verdict survives its way through JSON", "[report]") {
  exercise_verdict v;
  v.id = "ch08.mpsc";
  v.title = "channels";
  v.state = exercise_state::failed;
  v.cases = {full_channel()};
  v.cases[0].output = "bad \xff byte";
  v.cases[0].seed = 0xffff'ffff'ffff'ffffu;
  v.cases[0].explored =
      explored_case{"failed", 4, "data race", "weak:0.1", "a\nb\n", "c"};
  v.builds = {build_kind::plain, build_kind::tsan};
  v.files = {"mpsc.hpp"};
  v.diagnostics = {{"warning", {"", "mpsc.hpp", 3}, 4, "odd", "int x;", {"n"}}};
  exercise_verdict w = exercise_from_json(to_json(v));
  CHECK(w.id == v.id);
  CHECK(w.state == v.state);
  CHECK(w.builds == v.builds);
  REQUIRE(w.cases.size() == 1);
  CHECK(w.cases[0].seed == v.cases[0].seed);
  CHECK(w.cases[0].story[2].saw == "done at once");
  CHECK(w.cases[0].where->line == 51);
  CHECK(w.cases[0].build == build_kind::plain);
  REQUIRE(w.cases[0].explored);
  CHECK(w.cases[0].explored->executions == 4);
  CHECK(w.cases[0].explored->kind == "data race");
  CHECK(w.cases[0].explored->schedule == "weak:0.1");
  CHECK(w.cases[0].explored->picture == "a\nb\n");
  CHECK(w.cases[0].explored->why == "c");
  CHECK(w.diagnostics[0].notes == v.diagnostics[0].notes);
  CHECK_THROWS(exercise_from_json("{}"));
  CHECK_THROWS(case_from_json("not json"));
}
