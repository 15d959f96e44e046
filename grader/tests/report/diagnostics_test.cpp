// SPDX-License-Identifier: MIT
#include "report/diagnostics.hpp"

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"

using namespace grader;

namespace {

// Messages about a learner's file of these lines, "MINE" standing for its path.
std::vector<diagnostic> parse(std::string output) {
  temporary_folder at;
  auto file = at.path() / "poll.hpp";
  write_file(file, "one\n  two;\nthree\n");
  for (std::size_t i = output.find("MINE"); i != std::string::npos;
       i = output.find("MINE"))
    output.replace(i, 4, file.string());
  return parse_diagnostics(output, {{file, "exercises/poll.hpp"}});
}

}  // namespace

TEST_CASE("an error in the learner's file keeps its place and shows its line",
          "[report]") {
  auto d = parse(
      "MINE:2:6: error: expected ';' after class: here\n"
      "1 error generated.\n");
  REQUIRE(d.size() == 1);
  CHECK(d[0].severity == "error");
  CHECK(d[0].where.file == "exercises/poll.hpp");
  CHECK(d[0].where.line == 2);
  CHECK(d[0].column == 6);
  CHECK(d[0].source == "two;");
  CHECK(d[0].message == "expected ';' after class: here");
}

TEST_CASE("an error in a header is told at the learner's instantiation",
          "[report]") {
  auto d = parse(
      "/usr/include/c++/12/optional:99:3: error: no matching function\n"
      "/usr/include/c++/12/optional:50:1: note: candidate\n"
      "MINE:3:1: note: in instantiation of member function\n");
  REQUIRE(d.size() == 1);
  CHECK(d[0].where.line == 3);
  CHECK(d[0].message == "no matching function");
  REQUIRE(d[0].notes.size() == 1);
  CHECK(d[0].notes[0] == "seen in optional:99");
}

TEST_CASE("of a test's files no path is told", "[report]") {
  auto d = parse(
      "/c/chapters/ch01/hidden/leaf/probe.cpp:99:3: error: no '(lambda at "
      "/c/chapters/ch01/hidden/leaf/probe.cpp:80:29)'\n"
      "MINE:3:1: note: instantiated for (lambda at /c/mine.hpp:3:9)\n"
      "/c/chapters/ch01/hidden/leaf/probe.cpp:1:1: note: 'f' declared here\n");
  REQUIRE(d.size() == 1);
  CHECK(d[0].message == "no '(lambda of the test)'");
  CHECK(d[0].notes[0] == "seen in the test");
  REQUIRE(d[0].details.size() == 2);
  CHECK(d[0].details[0] == "instantiated for (lambda at mine.hpp:3:9)");
  CHECK(d[0].details[1] == "'f' declared here");
}

TEST_CASE("an error behind the learner's include is told at the include",
          "[report]") {
  auto d = parse(
      "In file included from /x/syntax.cpp:1:\n"
      "In file included from MINE:2:\n"
      "/runtime/include/kioto/future/context.hpp:12:3: error: unknown type\n");
  REQUIRE(d.size() == 1);
  CHECK(d[0].where.line == 2);
}

TEST_CASE("a bracket that is missing is told once", "[report]") {
  auto d = parse(
      "MINE:3:6: error: expected '}'\n"
      "MINE:2:1: note: to match this '{'\n"
      "MINE:3:6: error: expected '}'\n"
      "MINE:1:1: note: to match this '{'\n"
      "MINE:3:7: error: expected '}'\n");
  REQUIRE(d.size() == 2);
  CHECK(d[0].notes ==
        std::vector<std::string>{"poll.hpp:2: to match this '{'"});
}

TEST_CASE("warnings count in the learner's own file only", "[report]") {
  auto d = parse(
      "/runtime/x.hpp:1:1: warning: unused [-Wunused]\n"
      "MINE:1:1: warning: unused [-Wunused]\n");
  REQUIRE(d.size() == 1);
  CHECK(d[0].severity == "warning");
}

TEST_CASE("text that is no message is passed over", "[report]") {
  CHECK(parse("").empty());
  CHECK(parse("error: something\nfoo:bar: baz\n:::\n1:2:3\n").empty());
}

TEST_CASE("errors of the linker are told", "[report]") {
  temporary_folder at;
  write_file(at.path() / "a.cpp", "\nint greet() { return 1; }\n");
  auto d = parse_link_errors(
      "ld.lld: error: duplicate symbol: greet()\n>>> defined at a.cpp:2\n"
      "clang++: error: linker command failed with exit code 1\n",
      {{at.path() / "a.cpp", "a.cpp"}});
  REQUIRE(d.size() == 1);
  CHECK(d[0].message == "the linker says: duplicate symbol: greet()");
  CHECK(d[0].where.line == 2);
}
