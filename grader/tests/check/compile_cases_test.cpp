// SPDX-License-Identifier: MIT
#include "check/compile_cases.hpp"

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"
#include "course/error.hpp"

using namespace grader;

TEST_CASE("headings are read from the first comment lines", "[check]") {
  std::string text =
      "// SPDX-License-Identifier: MIT\n// case: it compiles: always\n"
      "//why: because\nint x;\n// about: too late\n";
  CHECK(heading(text, "case") == "it compiles: always");
  CHECK(heading(text, "why") == "because");
  CHECK(heading(text, "about").empty());
}

TEST_CASE("compile-time cases come in the order of their files", "[check]") {
  temporary_folder at;
  exercise e;
  e.hidden_dir = at.path();
  auto write = [&](const char* name, const char* must) {
    write_file(at.path() / "compile" / name,
               std::string("// case: ") + name + "\n// must: " + must +
                   "\n// why: w\n// about: kioto::a\n");
  };
  write("02-b.cpp", "not compile");
  write("01-a.cpp", "compile");
  write_file(at.path() / "compile/README.md", "no case");
  auto cases = find_compile_cases(e);
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].title == "01-a.cpp");
  CHECK(cases[0].must_compile);
  CHECK_FALSE(cases[1].must_compile);
}

TEST_CASE("a broken heading is an author's error", "[check]") {
  temporary_folder at;
  exercise e;
  e.hidden_dir = at.path();
  CHECK(find_compile_cases(e).empty());
  write_file(at.path() / "compile/a.cpp", "// case: a\n// must: perhaps\n");
  CHECK_THROWS_AS(find_compile_cases(e), course_error);
  write_file(at.path() / "compile/a.cpp", "// case: a\n// must: compile\n");
  CHECK_THROWS_AS(find_compile_cases(e), course_error);
}
