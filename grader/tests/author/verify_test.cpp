// SPDX-License-Identifier: MIT
//
// The gate for authors has to fail when the course is broken. Each case breaks
// a copy of the real course in one place.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "../temporary.hpp"
#include "build/files.hpp"
#include "build/jobs.hpp"

using namespace grader;

namespace {

namespace fs = std::filesystem;

const fs::path source = KIOTO_SOURCE_DIR;
const std::string id = "ch00.hello";

std::string squeezed(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

// A copy of the course that shares one cache, and mends itself.
class course_copy {
 public:
  course_copy() : root_(temporary_.path() / "course") { restore(); }

  void restore() {
    for (const char* part :
         {"chapters", "docs", "exercises", "solutions", "runtime", "scripts",
          "grader/bench", "grader/checker", "grader/include", "grader/probe"}) {
      fs::remove_all(root_ / part);
      make_folder((root_ / part).parent_path());
      fs::copy(source / part, root_ / part, fs::copy_options::recursive);
    }
    fs::copy_file(source / "kioto", root_ / "kioto",
                  fs::copy_options::overwrite_existing);
  }

  void replace(const fs::path& file, const std::string& what,
               const std::string& by) {
    std::string text = read_file(root_ / file);
    std::size_t at = text.find(what);
    INFO(file.string() << " holds no " << what);
    REQUIRE(at != std::string::npos);
    write_file(root_ / file, text.replace(at, what.size(), by));
  }

  // What `grader author verify` prints, without white space: it is wrapped.
  std::string findings(const std::string& mode = "--ci") {
    job_limits limits;
    limits.memory_bytes = 0;  // the sanitizers' programs reserve terabytes
    limits.cpu_seconds = 1000;
    limits.wall = std::chrono::seconds(900);
    job_result r = run_command(
        {"/usr/bin/env", "KIOTO_ROOT=" + root_.string(), KIOTO_GRADER,
         "--format", "plain", "author", "verify", mode, id},
        limits);
    status_ = r.exit_code;
    return squeezed(r.output);
  }

  // Of the last verify.
  int status() const { return status_; }
  const fs::path& root() const { return root_; }

 private:
  temporary_folder temporary_;
  fs::path root_;
  int status_ = -1;
};

course_copy& copy() {
  static course_copy c;
  c.restore();
  return c;
}

// The course must not be verified, and for these reasons.
void finds(course_copy& c, const std::vector<std::string>& reasons,
           const std::string& mode = "--ci") {
  std::string text = c.findings(mode);
  INFO(text);
  CHECK(c.status() == 1);
  CHECK(text.find(squeezed("wrong: ")) != std::string::npos);
  for (const std::string& reason : reasons)
    CHECK(text.find(squeezed(reason)) != std::string::npos);
}
void finds(course_copy& c, const std::string& reason) {
  finds(c, std::vector{reason});
}

}  // namespace

TEST_CASE("the course as it is, is verified", "[author][verify]") {
  course_copy& c = copy();
  std::string text = c.findings();
  INFO(text);
  CHECK(c.status() == 0);
  CHECK(text.find("0wrong") != std::string::npos);
}

TEST_CASE("an edited stub is found", "[author][verify]") {
  course_copy& c = copy();
  std::string stub = "exercises/ch00-warm-up/hello/src/hello.cpp";
  write_file(c.root() / stub, read_file(c.root() / stub) + "// mine\n");
  finds(c, stub);
}

TEST_CASE("a wrong answer that is right is found", "[author][verify]") {
  course_copy& c = copy();
  fs::path folder = "solutions/ch00-warm-up/wrong/hello";
  for (auto& e : fs::directory_iterator(c.root() / folder)) {
    if (e.path().filename() == "as_given.cpp") continue;
    // Its headings stay, its body goes: what is left is the answer.
    std::string text = read_file(e.path());
    std::string answer =
        read_file(c.root() / "solutions/ch00-warm-up/hello/src/hello.cpp");
    std::size_t body = text.find("// body of ");
    std::size_t open = answer.find("{\n", answer.find("greet("));
    std::string mended =
        text.substr(0, text.find('\n', body) + 1) +
        answer.substr(open, answer.find("\n}\n", open) + 3 - open);
    write_file(e.path(), mended);
    finds(c, fmt::format("{}: passes the case",
                         (folder / e.path().filename()).string()));
    return;
  }
}

TEST_CASE("a case name or words that do not come are found",
          "[author][verify]") {
  course_copy& c = copy();
  fs::path given = "solutions/ch00-warm-up/wrong/hello/as_given.cpp";
  c.replace(given, "// says: ", "// says: no such words; ");
  finds(c, "the verdict does not say `no such words; ");
  c.restore();
  c.replace(given, "// rejected by: ", "// rejected by: no ");
  finds(c, "there is no case `no ");
}

TEST_CASE("an emptied hint is found", "[author][verify]") {
  course_copy& c = copy();
  fs::path manifest = "chapters/ch00-warm-up/chapter.toml";
  std::string text = read_file(c.root() / manifest);
  std::size_t hints = text.find("hints = [");
  std::size_t open = text.find('"', hints);
  bool block = text.compare(open, 3, "\"\"\"") == 0;
  std::string quotes = block ? "\"\"\"" : "\"";
  std::size_t close = text.find(quotes, open + quotes.size());
  text.replace(open, close + quotes.size() - open, "\"\"");
  write_file(c.root() / manifest, text);
  std::string said = c.findings();
  INFO(said);
  CHECK(c.status() == 5);
  CHECK(said.find("chapters/ch00-warm-up/chapter.toml:") != std::string::npos);
  CHECK(said.find("hint") != std::string::npos);
}

TEST_CASE("a broken layer is found", "[author][verify]") {
  course_copy& c = copy();
  std::string file = "runtime/include/kioto/detail/assert.hpp";
  c.replace(file, "#pragma once\n",
            "#pragma once\n#include <kioto/rt/block_on.hpp>\n");
  finds(c, file);
}

TEST_CASE("an answer that does not pass is found", "[author][verify]") {
  course_copy& c = copy();
  c.replace("solutions/ch00-warm-up/hello/src/hello.cpp", "Hello", "Hallo");
  finds(c, "ch00.hello the answer: seed ");
}

TEST_CASE("a name in the prose that does not exist is found",
          "[author][verify]") {
  course_copy& c = copy();
  c.replace("chapters/ch00-warm-up/chapter.toml", "Run the check",
            "Run the check of ch00.hallo");
  finds(c, "chapters/ch00-warm-up/chapter.toml:");
  c.restore();
  c.replace("docs/grader.md", "# The grader", "# The grader `docs/gone.md`");
  finds(c, "docs/grader.md:1: names `docs/gone.md`, which does not exist");
}

TEST_CASE("in full it has mutants, and leaves a report", "[author][.full]") {
  course_copy& c = copy();
  std::string text = c.findings("--full");
  INFO(text);
  CHECK(c.status() == 0);
  CHECK(text.find("14of14mutantskilled") != std::string::npos);
  std::string page = read_file(c.root() / "docs/verify-report.md");
  CHECK(page.find("| ch00.hello | 4 | 6 | 14 | 14 | 0 | 0 |") !=
        std::string::npos);
  // Others have not been verified, and an exercise that changed is not.
  CHECK(page.find("| ch01.poll | not verified as it is |") !=
        std::string::npos);
  CHECK(fs::exists(c.root() / ".grader/verify/ch00.hello.json"));
}

TEST_CASE("what argues for nothing is found, and a case that nothing fails",
          "[author][.full]") {
  course_copy& c = copy();
  fs::path judge = "chapters/ch00-warm-up/hidden/hello/judge.cpp";
  write_file(c.root() / judge,
             read_file(c.root() / judge) +
                 "\nTEST_CASE(\"idle\", \"[ch00.hello]\") { CHECK(true); }\n");
  write_file(c.root() / "solutions/ch00-warm-up/argued/hello.toml",
             "schema = 1\n[[mutant]]\nid = \"no such\"\nwhy = \"x\"\n"
             "[[idle]]\ncase = \"one name is greeted alone\"\nwhy = \"x\"\n");
  finds(c,
        {"nothing wrong fails the case `idle`",
         "argued/hello.toml:2: stale: the mutant `no such` does not exist",
         "stale: `one name is greeted alone` is no case that nothing fails"},
        "--full");
}

TEST_CASE("mutants that nothing kills are found", "[author][.full]") {
  course_copy& c = copy();
  // No case greets nine people.
  c.replace("solutions/ch00-warm-up/hello/src/hello.cpp",
            "  std::string line = \"Hello\";",
            "  if (names.size() == 9) return \"Hello, all of you!\";\n"
            "  std::string line = \"Hello\";");
  finds(c,
        {"mutants survive, 5 % are the most",
         "ch00.hello: no case fails the mutant `hello::greet(const "
         "std::vector<std::string> &): 10 for 9: 9` (src/hello.cpp:10)"},
        "--full");
}
