// SPDX-License-Identifier: MIT
#include "model/interleaving.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "model/scenario_report.hpp"

using namespace grader;

namespace {

told_step step(int thread, const std::string& what) {
  told_step s;
  s.thread = thread;
  s.place = "a.cpp:1";
  s.what = what;
  return s;
}

std::vector<told_step> repeated(std::vector<told_step> steps, int times) {
  std::vector<told_step> all;
  for (int i = 0; i < times; ++i)
    all.insert(all.end(), steps.begin(), steps.end());
  return all;
}

std::string text_of(const told_failure& t) {
  return interleaving(t, console(format::plain));
}

}  // namespace

TEST_CASE("a repeated step is one, with a count", "[model]") {
  std::vector<std::size_t> same;
  auto steps = repeated({step(0, "load x -> 0")}, 5);
  steps.push_back(step(0, "load x -> 1"));
  const auto kept = collapsed(steps, same);
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].times == 5);
  CHECK(kept[1].times == 1);
  CHECK(same == std::vector<std::size_t>{0, 0, 0, 0, 0, 1});
}

TEST_CASE("a circle of steps is told once", "[model]") {
  std::vector<std::size_t> same;
  const auto kept =
      collapsed(repeated({step(0, "load x"), step(1, "load y")}, 20), same);
  REQUIRE(kept.size() == 3);
  CHECK(kept[2].is_remark);
  CHECK(kept[2].what == "these 2 steps 20 times in all");
  CHECK(same.back() == 1);
}

TEST_CASE("the same step of another thread is another one", "[model]") {
  std::vector<std::size_t> same;
  CHECK(collapsed({step(0, "load x"), step(1, "load x")}, same).size() == 2);
}

TEST_CASE("a long trace is shown without its middle", "[model]") {
  told_failure t;
  for (int i = 1; i <= 200; ++i) {
    t.steps.push_back(step(i % 2, "load x -> " + std::to_string(i)));
    t.steps.back().number = i;
  }
  const std::string text = text_of(t);
  CHECK(text.find("-- 140 steps left out --") != std::string::npos);
  CHECK(text.find("load x -> 15\n") != std::string::npos);
  CHECK(text.find("load x -> 16\n") == std::string::npos);
  CHECK(text.find("load x -> 155\n") == std::string::npos);
  CHECK(text.find("load x -> 156\n") != std::string::npos);
  CHECK(text.find("load x -> 200\n") != std::string::npos);
}

TEST_CASE("long names and many threads stay within 80 columns", "[model]") {
  for (const int threads : {1, 2, 3, 4, 6}) {
    told_failure t;
    for (int i = 0; i < threads; ++i) {
      t.threads.push_back("a_thread_of_a_long_name");
      t.steps.push_back(step(
          i, "compare_exchange state_of_the_parker_ 1 -> 2 fails: it is 3"));
      t.steps.back().number = i + 1;
      t.steps.back().place =
          "a_file_with_a_name_that_is_wider_than_a_column_is.cpp:1234";
      t.steps.back().more = {"newest: 42, stored by T1 at 1"};
      t.steps.back().source =
          "if (state_of_the_parker_.compare_exchange_strong(expected, wanted))";
      t.steps.back().at.line = i + 1;
    }
    std::istringstream in(text_of(t));
    for (std::string line; std::getline(in, line);) {
      INFO(threads << ": " << line);
      CHECK(width(line) <= 80);
    }
    CHECK(text_of(t).find("cpp:1234") != std::string::npos);
  }
}

TEST_CASE("a long schedule can be typed again as it stands", "[model]") {
  scenario_report r;
  r.scenario = "s";
  r.found.emplace();
  r.found->result = model_result::failed;
  r.found->failure.emplace();
  r.told.emplace();
  r.command = "grader explore x.cpp";
  for (int i = 0; i < 60; ++i) r.schedule += "0x3.1x2.";
  r.schedule += "v1";
  const std::string text = text_of(r, console(format::plain));
  std::string typed = text.substr(text.find("replay:") + 7);
  typed = typed.substr(0, typed.find("\n          explored"));
  for (std::size_t at; (at = typed.find("\\\n")) != std::string::npos;)
    typed.erase(at, 2);
  const std::size_t schedule = typed.find("--schedule ");
  REQUIRE(schedule != std::string::npos);
  CHECK(typed.substr(schedule + 11) == r.schedule);
}

TEST_CASE("words for what the checker may do of its own accord", "[model]") {
  model_failure f;
  f.kind = model_problem::assertion;
  f.text = "done";
  f.who = {0, "", 2, {}};
  f.spawned_at.resize(1);
  model_event e;
  e.step = 1;
  e.op = model_op::compare_exchange;
  e.note = model_note::fails_spuriously;
  e.size = 4;
  e.calls = {1};
  e.next_value = 0xffff'ffff;
  f.events.push_back(e);
  const symbol_table symbols("[]", "");
  source_lines sources({}, "/");
  const told_failure t = tell(scene(f, symbols, sources));
  REQUIRE(!t.steps.empty());
  CHECK(t.steps[0].what.find("0 -> -1 fails for no reason") !=
        std::string::npos);
}
