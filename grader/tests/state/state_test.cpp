// SPDX-License-Identifier: MIT
#include "state/state.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"

using namespace grader;

namespace {

exercise_verdict verdict(exercise_state state, outcome o) {
  exercise_verdict v;
  v.id = "ch01.poll";
  v.state = state;
  case_verdict c;
  c.number = 4;
  c.title = "a case";
  c.build = build_kind::asan;
  c.result = o;
  c.seed = 0x9f3a;
  v.cases = {c};
  return v;
}

}  // namespace

TEST_CASE("progress is remembered", "[state]") {
  temporary_folder at;
  CHECK(load_progress(at.path(), "ch01.poll").state ==
        progress_state::untouched);
  remember_verdict(at.path(),
                   verdict(exercise_state::failed, outcome::not_written));
  CHECK(load_progress(at.path(), "ch01.poll").state ==
        progress_state::untouched);
  remember_verdict(at.path(), verdict(exercise_state::failed, outcome::fail));
  CHECK(load_progress(at.path(), "ch01.poll").state == progress_state::started);
  remember_verdict(at.path(), verdict(exercise_state::passed, outcome::pass));
  progress p = load_progress(at.path(), "ch01.poll");
  CHECK(p.state == progress_state::solved);
  CHECK(p.attempts == 3);
  // What does not pass any more is to be done again.
  remember_verdict(at.path(), verdict(exercise_state::failed, outcome::fail));
  CHECK(load_progress(at.path(), "ch01.poll").state == progress_state::started);
}

TEST_CASE("the last failure is remembered until the exercise passes",
          "[state]") {
  temporary_folder at;
  remember_verdict(at.path(), verdict(exercise_state::failed, outcome::fail));
  auto f = load_failure(at.path(), "ch01.poll");
  REQUIRE(f);
  CHECK(f->case_number == 4);
  CHECK(f->build == build_kind::asan);
  CHECK(f->seed == 0x9f3a);
  remember_verdict(at.path(), verdict(exercise_state::passed, outcome::pass));
  CHECK_FALSE(load_failure(at.path(), "ch01.poll"));
}

TEST_CASE("the schedule of a case of the model is remembered", "[state]") {
  temporary_folder at;
  auto v = verdict(exercise_state::failed, outcome::fail);
  v.cases[0].explored = explored_case{"failed", 4, "leak", "weak:0x3", "", ""};
  remember_verdict(at.path(), v);
  auto f = load_failure(at.path(), "ch01.poll");
  REQUIRE(f);
  CHECK(f->schedule == "weak:0x3");
}

TEST_CASE("the last verdict that was no pass is remembered whole", "[state]") {
  temporary_folder at;
  auto v = verdict(exercise_state::failed, outcome::fail);
  v.cases[0].headline = "it crashed";
  v.diagnostics = {{"error", {}, 1, "no", "", {"note"}, {"detail"}}};
  remember_verdict(at.path(), v);
  auto last = load_verdict(at.path(), "ch01.poll");
  REQUIRE(last);
  CHECK(last->verdict.cases.at(0).headline == "it crashed");
  CHECK(last->verdict.diagnostics.at(0).details.at(0) == "detail");
  remember_verdict(at.path(), verdict(exercise_state::passed, outcome::pass));
  CHECK_FALSE(load_verdict(at.path(), "ch01.poll"));
}

TEST_CASE("a pass is never forgotten, nor that the answer was shown",
          "[state]") {
  temporary_folder at;
  progress p;
  p.spoiled = true;
  store_progress(at.path(), "ch01.poll", p);
  remember_verdict(at.path(), verdict(exercise_state::failed, outcome::fail));
  CHECK_FALSE(load_progress(at.path(), "ch01.poll").passed_once);
  remember_verdict(at.path(), verdict(exercise_state::passed, outcome::pass));
  remember_verdict(at.path(), verdict(exercise_state::failed, outcome::fail));
  p = load_progress(at.path(), "ch01.poll");
  CHECK(p.passed_once);
  CHECK(p.spoiled);
  CHECK(p.checked > 0);
}

TEST_CASE("progress of an older grader is read", "[state]") {
  temporary_folder at;
  write_file(at.path() / "progress/ch01.poll.json",
             R"({"state": "solved", "attempts": 2, "hints_taken": 1})");
  progress p = load_progress(at.path(), "ch01.poll");
  CHECK(p.attempts == 2);
  CHECK(p.passed_once);
  CHECK_FALSE(p.spoiled);
}

TEST_CASE("a broken state file counts as absent", "[state]") {
  temporary_folder at;
  for (const char* text : {"", "{", "[]", "{\"state\": 3}", "null", "\xff"}) {
    write_file(at.path() / "progress/ch01.poll.json", text);
    write_file(at.path() / "failures/ch01.poll.json", text);
    CHECK(load_progress(at.path(), "ch01.poll").attempts == 0);
    write_file(at.path() / "failures/ch01.poll.verdict.json", text);
    CHECK_FALSE(load_failure(at.path(), "ch01.poll"));
    CHECK_FALSE(load_verdict(at.path(), "ch01.poll"));
  }
}

TEST_CASE("a backup holds the files that are there", "[state]") {
  temporary_folder at;
  exercise e;
  e.id = "ch01.poll";
  e.stub_dir = at.path() / "exercise";
  e.files = {"include/a.hpp", "include/missing.hpp"};
  write_file(e.stub_dir / "include/a.hpp", "mine");
  auto folder = back_up(at.path(), e);
  CHECK(read_file(folder / "include/a.hpp") == "mine");
  CHECK_FALSE(std::filesystem::exists(folder / "include/missing.hpp"));
}

TEST_CASE("the lock is held while it lives", "[state]") {
  temporary_folder at;
  auto try_lock = [&] {
    int fd = ::open((at.path() / "lock").c_str(), O_RDWR | O_CLOEXEC);
    bool got = ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    ::close(fd);
    return got;
  };
  {
    state_lock lock(at.path());
    CHECK_FALSE(try_lock());
  }
  CHECK(try_lock());
}
