// SPDX-License-Identifier: MIT
//
// Performance cases, with a course of one exercise: its answer, an alternative,
// and wrong answers that are slow or that try to get around the clock.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"
#include "build/jobs.hpp"

using namespace grader;

namespace {

namespace fs = std::filesystem;

const fs::path source = KIOTO_SOURCE_DIR;
const fs::path hidden = "chapters/ch00-sums/hidden/checksum";

class small_course {
 public:
  small_course() : root_(temporary_.path() / "course") {
    take("grader/include", "grader/include");
    take("grader/probe", "grader/probe");
    make_folder(root_ / "runtime/include");
    write_file(root_ / "kioto", "");
    restore();
    run({"author", "sync"});
  }

  void restore() { take("grader/tests/fixtures/measured_course", "."); }

  // What it prints, in one line.
  std::string run(std::vector<std::string> arguments) {
    job_limits limits;
    limits.memory_bytes = 0;  // the sanitizers' programs reserve terabytes
    limits.cpu_seconds = 1000;
    limits.wall = std::chrono::seconds(500);
    std::vector<std::string> command = {"/usr/bin/env",
                                        "KIOTO_ROOT=" + root_.string(),
                                        KIOTO_GRADER, "--format", "plain"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    job_result r = run_command(std::move(command), limits);
    status_ = r.exit_code;
    std::string text;
    for (char c : r.output)
      if (c != ' ' && c != '\n')
        text += c;
      else if (!text.ends_with(' '))
        text += ' ';
    return text;
  }
  std::string check_answer(std::vector<std::string> more = {}) {
    std::vector<std::string> all = {
        "check", "ch00.checksum", "--from",
        (root_ / "solutions/ch00-sums/checksum").string()};
    all.insert(all.end(), more.begin(), more.end());
    return run(std::move(all));
  }

  void replace(const fs::path& file, const std::string& what,
               const std::string& by) {
    std::string text = read_file(root_ / file);
    std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    write_file(root_ / file, text.replace(at, what.size(), by));
  }

  int status() const { return status_; }
  const fs::path& root() const { return root_; }

 private:
  void take(const fs::path& from, const fs::path& to) {
    make_folder(root_ / to);
    fs::copy(
        source / from, root_ / to,
        fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }

  temporary_folder temporary_;
  fs::path root_;
  int status_ = -1;
};

small_course& course_of_sums() {
  static small_course c;
  c.restore();
  return c;
}

bool says(const std::string& text, std::string_view words) {
  INFO(text);
  INFO(words);
  CHECK(text.find(words) != std::string::npos);
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("right answers pass, and slow ones and cheats are told apart",
          "[measured]") {
  small_course& c = course_of_sums();
  std::string text = c.run({"author", "verify"});
  INFO(text);
  CHECK(c.status() == 0);
  says(text, " 0 wrong, 0 notes");
}

TEST_CASE("a performance case that passes tells its figures", "[measured]") {
  small_course& c = course_of_sums();
  std::string text = c.check_answer();
  CHECK(c.status() == 0);
  says(text, "your code");
  says(text, "the reference");
  says(text, "at most 1.5x");
  says(text, "plain 1 of 1, perf 2 of 2");
}

TEST_CASE("--quick leaves performance out", "[measured]") {
  small_course& c = course_of_sums();
  std::string text = c.check_answer({"--quick"});
  CHECK(c.status() == 0);
  CHECK(text.find("perf") == std::string::npos);
  says(text, "passed: plain 1 of 1");
}

TEST_CASE("performance is for those who pass the plain cases", "[measured]") {
  small_course& c = course_of_sums();
  c.replace("solutions/ch00-sums/checksum/src/checksum.cpp",
            "factor * before + v", "factor * before - v");
  std::string text = c.check_answer();
  CHECK(c.status() == 1);
  CHECK(text.find("perf") == std::string::npos);
}

TEST_CASE("a broken performance case is a fault of the grader", "[measured]") {
  small_course& c = course_of_sums();
  c.replace("chapters/ch00-sums/chapter.toml", "checks = [\"perf\"]",
            "checks = []");
  says(c.check_answer(), "needs \"perf\" among the checks");
  CHECK(c.status() == 5);

  c.restore();
  fs::remove(c.root() / hidden / "perf.cpp");
  says(c.check_answer(), "has no hidden/checksum/perf.cpp");
  CHECK(c.status() == 5);

  c.restore();
  c.replace(hidden / "perf.cpp", "b.answer(", "(void)(");
  says(c.check_answer(), "a batch ended without its answer()");
  CHECK(c.status() == 5);

  c.restore();
  c.replace(hidden / "judge.cpp", "for (; times > 0; --times)",
            "for (times -= times > 1; times > 0; --times)");
  says(c.check_answer(), "fault of the grader: the reference answered");
  CHECK(c.status() == 5);
}
