// SPDX-License-Identifier: MIT
#include "author/sync.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "../course/temporary_course.hpp"

using grader::sync_result;
using grader_test::temporary_course;
using strings = std::vector<std::string>;

namespace {

constexpr const char* stub =
    "exercises/ch01-futures/poll/include/kioto/future/poll.hpp";

sync_result run(const temporary_course& c, bool check_only) {
  return grader::sync(grader::load_course(c.path()), check_only);
}

strings lines(const sync_result& result) {
  strings all;
  for (const grader::finding& f : result.findings) {
    all.push_back(f.file + ":" + std::to_string(f.line) + ": " + f.message);
  }
  return all;
}

}  // namespace

TEST_CASE("sync writes a missing stub, and once only", "[author][sync]") {
  const temporary_course c;
  const sync_result first = run(c, false);
  CHECK(first.written == strings{stub});
  CHECK(first.findings.empty());
  CHECK(c.read(stub).find("KIOTO_TODO(\"ch01.poll\");") != std::string::npos);
  CHECK(run(c, false).clean());
  CHECK(run(c, true).clean());
}

TEST_CASE("a check writes nothing and says what differs", "[author][sync]") {
  const temporary_course c;
  CHECK(lines(run(c, true)) ==
        strings{std::string(stub) + ":1: is missing; run `grader author "
                                    "sync`"});
  CHECK_FALSE(c.has(stub));

  run(c, false);
  const std::string good = c.read(stub);
  std::string edited = good;
  edited.replace(edited.find("class poll"), 10, "class Poll");
  c.write(stub, edited);
  const sync_result result = run(c, true);
  CHECK_FALSE(result.clean());
  CHECK(lines(result) ==
        strings{std::string(stub) +
                ":17: differs from its reference: here is \"class Poll {\", "
                "there is \"class poll {\"; run `grader author sync`"});
  CHECK(c.read(stub) == edited);

  CHECK(run(c, false).written == strings{stub});
  CHECK(c.read(stub) == good);
}

TEST_CASE("a stub that is cut short differs at its end", "[author][sync]") {
  const temporary_course c;
  run(c, false);
  const std::string good = c.read(stub);
  c.write(stub, good.substr(0, good.rfind("}  // namespace")));
  const strings found = lines(run(c, true));
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("here is nothing, there is \"}  // namespace kioto\"") !=
        std::string::npos);
}

TEST_CASE("stub files that no manifest lists are removed", "[author][sync]") {
  const temporary_course c;
  run(c, false);
  const std::string old = "exercises/ch01-futures/gone/src/deep/old.cpp";
  const std::string stranger =
      "exercises/ch01-futures/poll/include/kioto/future/old.hpp";
  const std::string notes = "exercises/ch01-futures/poll/notes.txt";
  c.write(old, "int x;\n");
  c.write(stranger, "int x;\n");
  c.write(notes, "mine\n");
  CHECK(lines(run(c, true)) ==
        strings{old + ":1: is listed by no manifest; run `grader author sync`",
                stranger +
                    ":1: is listed by no manifest; run `grader author sync`"});
  CHECK(c.has(old));
  CHECK(run(c, false).removed == strings{old, stranger});
  CHECK_FALSE(c.has("exercises/ch01-futures/gone"));
  CHECK_FALSE(c.has(stranger));
  CHECK(c.has(stub));
  CHECK(c.has(notes));
}

TEST_CASE("one broken exercise does not stop the others", "[author][sync]") {
  const temporary_course c;
  c.append(R"(
[[exercise]]
name = "other"
kind = "core"
title = "Other"
minutes = 5
points = 1
task = "Write it."
files = ["src/other.cpp"]
holes = ["other::f"]
hints = ["1", "2", "3"]
)");
  const sync_result result = run(c, false);
  CHECK(result.written == strings{stub});
  CHECK(lines(result) ==
        strings{"solutions/ch01-futures/other/src/other.cpp:1: is missing"});
}

TEST_CASE("a stub that cannot be made is not removed", "[author][sync]") {
  const temporary_course c;
  run(c, false);
  c.replace_line("holes", "holes = [\"kioto::poll::mpa\"]");
  const sync_result result = run(c, false);
  CHECK(result.removed.empty());
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].file == grader_test::manifest_file);
  CHECK(result.findings[0].line == 7);
  CHECK(c.has(stub));
}

TEST_CASE("sync reports what breaks the layers", "[author][sync]") {
  const temporary_course c;
  c.write("runtime/include/kioto/future/lost.hpp", "");
  CHECK(lines(run(c, false)) ==
        strings{"runtime/include/kioto/future/lost.hpp:1: belongs to no layer; "
                "list it in \"introduces\" of its chapter, or in "
                "chapters/support.toml"});
}
