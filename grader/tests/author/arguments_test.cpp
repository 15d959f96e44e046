// SPDX-License-Identifier: MIT
#include "author/arguments.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "../course/temporary_course.hpp"
#include "course/error.hpp"

using grader_test::temporary_course;

namespace {

constexpr const char* file = "solutions/ch01-futures/argued/poll.toml";

grader::arguments load(const temporary_course& c) {
  const grader::course read = grader::load_course(c.path());
  return grader::load_arguments(c.path(), *read.find_exercise("ch01.poll"));
}

std::string complaint(const std::string& text) {
  const temporary_course c;
  c.write(file, text);
  try {
    load(c);
  } catch (const grader::course_error& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("arguments are read, and need not be there", "[author][arguments]") {
  const temporary_course c;
  CHECK(load(c).mutants.empty());
  c.write(file,
          "schema = 1\n[[mutant]]\nid = \"f: 1 for 0: 0\"\nwhy = \"same\"\n"
          "killed = \"sometimes\"\n[[idle]]\ncase = \"a\"\nwhy = \"b\"\n");
  const grader::arguments all = load(c);
  CHECK(all.file == file);
  REQUIRE(all.mutants.size() == 1);
  CHECK(all.mutants[0].of == "f: 1 for 0: 0");
  CHECK(all.mutants[0].by_chance);
  REQUIRE(all.idle.size() == 1);
  CHECK(all.idle[0].line == 6);
  CHECK_FALSE(all.idle[0].by_chance);
}

TEST_CASE("broken arguments are told with their line", "[author][arguments]") {
  CHECK(complaint("schema = 1\n[[mutant]]\nid = \"x\"\n").starts_with(file));
  CHECK(complaint("schema = 1\n[[mutants]]\n").starts_with(file));
  CHECK(complaint("schema = 1\n[[idle]]\ncase = \"x\"\nwhy = \"y\"\n"
                  "[[idle]]\ncase = \"x\"\nwhy = \"z\"\n")
            .find("argued twice") != std::string::npos);
  CHECK(complaint("schema = 1\n[[mutant]]\nid = \"x\"\nwhy = \"y\"\n"
                  "killed = \"never\"\n")
            .find(":5: ") != std::string::npos);
}
