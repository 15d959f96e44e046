// SPDX-License-Identifier: MIT
#include "author/stub.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "../course/temporary_course.hpp"
#include "course/error.hpp"

using grader_test::good_poll;
using grader_test::temporary_course;

namespace {

constexpr const char* poll_file = "include/kioto/future/poll.hpp";

grader::file_texts stubs(const temporary_course& c,
                         const char* id = "ch01.poll") {
  const grader::course read = grader::load_course(c.path());
  return grader::stub_files(read, *read.find_exercise(id));
}

std::string complaint(const temporary_course& c) {
  try {
    stubs(c);
  } catch (const grader::course_error& error) {
    return error.what();
  }
  return "no complaint";
}

// The stub of one file with `holes` in it, without the comment at the top.
std::string stub_of(std::string_view source, const std::string& holes) {
  const temporary_course c;
  c.write("runtime/include/kioto/future/poll.hpp", source);
  std::string manifest = temporary_course::with_line(
      grader_test::good_manifest, "holes", "holes = [" + holes + "]");
  manifest = temporary_course::with_line(manifest, "regions", "");
  c.write(grader_test::manifest_file, manifest);
  const std::string text = stubs(c).at(poll_file);
  return text.substr(text.find("#pragma once"));
}

}  // namespace

TEST_CASE("a stub says what to do and has holes for the rest",
          "[author][stub]") {
  const temporary_course c;
  const grader::file_texts texts = stubs(c);
  REQUIRE(texts.size() == 1);
  CHECK(texts.at(poll_file) == R"(// SPDX-License-Identifier: MIT
//
// ch01.poll: poll: ready or pending
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: the private members.
//
// poll: ready or pending.
#pragma once

#include <grader/todo.hpp>
#include <kioto/detail/assert.hpp>
#include <utility>

namespace kioto {

class poll {
 public:
  explicit poll(int value) : ready_(true), value_(value) {}

  /// Calls `fn`.
  template <class F>
  poll map(F&& fn) const { KIOTO_TODO("ch01.poll"); }

 private:
  // Yours: the private members
};

}  // namespace kioto
)");
}

TEST_CASE("a hole keeps the shape of its function", "[author][stub]") {
  CHECK(stub_of(R"(#pragma once
#include <string>
namespace kioto {
struct thing {
  thing(int a)
      : a_(a),
        b_(a) {
    b_ = 1;
  }
  thing(char) noexcept  // why
      : a_(1) {}
  thing(long) try : a_(1) {
  } catch (...) {
  }
  ~thing()
  {
    a_ = 0;
  }
  int f() const { return a_; }
  int a_name_that_is_long_enough_for_the_line_to_be_full(int b) const { return b; }
  template <class T>
  int g(T) {
    return 1;
  }
  template <class SomethingWithALongName>
  int with_a_long_head(SomethingWithALongName) { return 1; }
  int a_ = 0;
  int b_ = 0;
};
inline int
split(int a,
      int b) {
  return a + b;
}
}  // namespace kioto
)",
                R"("kioto::thing::thing", "kioto::thing::~thing",
 "kioto::thing::f", "kioto::thing::g", "kioto::split",
 "kioto::thing::with_a_long_head",
 "kioto::thing::a_name_that_is_long_enough_for_the_line_to_be_full")") ==
        R"(#pragma once
#include <grader/todo.hpp>
#include <string>
namespace kioto {
struct thing {
  thing(int a) { KIOTO_TODO("ch01.poll"); }
  thing(char) noexcept  // why
      {
    KIOTO_TODO("ch01.poll");
  }
  thing(long) { KIOTO_TODO("ch01.poll"); }
  ~thing() { KIOTO_TODO("ch01.poll"); }
  int f() const { KIOTO_TODO("ch01.poll"); }
  int a_name_that_is_long_enough_for_the_line_to_be_full(int b) const {
    KIOTO_TODO("ch01.poll");
  }
  template <class T>
  int g(T) { KIOTO_TODO("ch01.poll"); }
  template <class SomethingWithALongName>
  int with_a_long_head(SomethingWithALongName) {
    KIOTO_TODO("ch01.poll");
  }
  int a_ = 0;
  int b_ = 0;
};
inline int
split(int a,
      int b) {
  KIOTO_TODO("ch01.poll");
}
}  // namespace kioto
)");
}

TEST_CASE("a file without includes gets one", "[author][stub]") {
  CHECK(stub_of("#pragma once\n\nnamespace kioto {\ninline int f() { return 1; "
                "}\n}\n",
                "\"kioto::f\"") ==
        "#pragma once\n\n#include <grader/todo.hpp>\n\nnamespace kioto "
        "{\ninline int f() { KIOTO_TODO(\"ch01.poll\"); }\n}\n");
}

TEST_CASE("a conditional include is no place for another", "[author][stub]") {
  CHECK(stub_of("#pragma once\n#include <cstdio>\n#ifdef X\n#include "
                "<cstring>\n#endif\nnamespace kioto {\ninline int f() { return "
                "1; }\n}\n",
                "\"kioto::f\"")
            .starts_with("#pragma once\n#include <cstdio>\n#include "
                         "<grader/todo.hpp>\n#ifdef X\n#include <cstring>\n"));
}

TEST_CASE("notes in the middle of a comment leave the rest of it",
          "[author][stub]") {
  const temporary_course c;
  std::string source(good_poll);
  const std::string end = "// #endregion answer-notes\n";
  source.insert(source.find(end) + end.size(), "//\n// More.\n");
  c.write("runtime/include/kioto/future/poll.hpp", source);
  const std::string text = stubs(c).at(poll_file);
  CHECK(text.find("// poll: ready or pending.\n//\n//\n// More.\n#pragma") !=
        std::string::npos);
}

TEST_CASE("markers that the manifest does not name are dropped",
          "[author][stub]") {
  const std::string text = stub_of(
      "#pragma once\nnamespace kioto {\n// #region a\ninline int f() {\n"
      "  // #region b\n  return 1;\n  // #endregion b\n}\n// #endregion a\n}\n",
      "\"kioto::f\"");
  CHECK(text.find("region") == std::string::npos);
  CHECK(text.find("inline int f() { KIOTO_TODO(\"ch01.poll\"); }") !=
        std::string::npos);
}

TEST_CASE("a file with nothing to write is the reference's", "[author][stub]") {
  const temporary_course c;
  c.write("runtime/include/kioto/future/extra.hpp",
          "// SPDX-License-Identifier: MIT\n#pragma once\n");
  std::string manifest =
      temporary_course::with_line(grader_test::good_manifest, "files",
                                  "files = [\"include/kioto/future/poll.hpp\", "
                                  "\"include/kioto/future/extra.hpp\"]");
  manifest = temporary_course::with_line(
      manifest, "introduces",
      "introduces = [\"include/kioto/future/poll.hpp\", "
      "\"include/kioto/future/extra.hpp\"]");
  c.write(grader_test::manifest_file, manifest);
  CHECK(stubs(c).at("include/kioto/future/extra.hpp") ==
        "// SPDX-License-Identifier: MIT\n#pragma once\n");
}

TEST_CASE("an exercise may start with a program that is wrong",
          "[author][stub]") {
  const temporary_course c;
  c.append(R"(
[[exercise]]
name = "hello"
kind = "trap"
title = "Greet"
minutes = 5
points = 1
task = "Repair it."
files = ["src/hello.cpp"]
starts_with = "solutions/ch01-futures/wrong/hello/as_given.cpp"
holes = ["hello::greet", "hello::part"]
hints = ["1", "2", "3"]
)");
  c.write("solutions/ch01-futures/wrong/hello/as_given.cpp",
          R"(// SPDX-License-Identifier: MIT
// mistake: Off by one.
// rejected by: two names
// in: plain
// says: and
// add include <vector>

// body of hello::greet
{
  return 2;
}
)");
  c.write("solutions/ch01-futures/hello/src/hello.cpp",
          R"(// SPDX-License-Identifier: MIT
#include <string>

namespace hello {

int greet() {
  return 1;
}

int part() { return 3; }

}  // namespace hello
)");
  SECTION("holes that it leaves are marked") {
    CHECK(stubs(c, "ch01.hello").at("src/hello.cpp") ==
          R"(// SPDX-License-Identifier: MIT
//
// ch01.hello: Greet
//
// Write the bodies marked KIOTO_TODO. Contract: the public names and what their
// comments promise.
#include <grader/todo.hpp>
#include <string>
#include <vector>

namespace hello {

int greet() {
  return 2;
}

int part() { KIOTO_TODO("ch01.hello"); }

}  // namespace hello
)");
  }
  SECTION("without a hole it compiles as it is") {
    c.write(grader_test::manifest_file,
            temporary_course::with_line(c.read(grader_test::manifest_file),
                                        "holes = [\"hello",
                                        "holes = [\"hello::greet\"]"));
    const std::string text = stubs(c, "ch01.hello").at("src/hello.cpp");
    CHECK(text.find("// This compiles, and it is wrong: find the mistake and "
                    "repair it.") != std::string::npos);
    CHECK(text.find("todo.hpp") == std::string::npos);
    CHECK(text.find("int part() { return 3; }") != std::string::npos);
  }
}

TEST_CASE("what cannot be cut is said with the manifest's line",
          "[author][stub]") {
  const temporary_course c;
  const std::string at = "chapters/ch01-futures/chapter.toml:7: ch01.poll: ";
  SECTION("no such hole") {
    c.replace_line("holes", "holes = [\"kioto::poll::mpa\"]");
    CHECK(complaint(c) == at + "no function \"kioto::poll::mpa\"; near it "
                               "are:\n  kioto::poll::map(F &&) const");
  }
  SECTION("no symbol") {
    c.replace_line("holes", "holes = [\"kioto::f(\"]");
    CHECK(complaint(c).starts_with(at + "\"kioto::f(\" is no symbol"));
  }
  SECTION("no such region") {
    c.replace_line("regions",
                   "regions = [\"include/kioto/future/poll.hpp#sttae\"]");
    CHECK(complaint(c) ==
          at + "no region \"sttae\" in include/kioto/future/poll.hpp");
  }
  SECTION("a hole in a region") {
    std::string source(good_poll);
    source.insert(source.find("  /// Calls"), "  // #region all\n");
    source.insert(source.find(" private:"), "  // #endregion all\n");
    c.write("runtime/include/kioto/future/poll.hpp", source);
    c.replace_line("regions",
                   "regions = [\"include/kioto/future/poll.hpp#all\"]");
    CHECK(complaint(c) ==
          at + "region include/kioto/future/poll.hpp#all and the body of "
               "kioto::poll::map(F &&) const overlap");
  }
  SECTION("a region that stays open") {
    c.write("runtime/include/kioto/future/poll.hpp",
            "#pragma once\n// #region state\n");
    CHECK(complaint(c) == at + "region \"state\" is never closed (line 2)");
  }
  SECTION("a region closed by another name") {
    c.write("runtime/include/kioto/future/poll.hpp",
            "// #region a\n// #endregion b\n");
    CHECK(complaint(c) == at + "\"#endregion b\" closes no region (line 2)");
  }
  SECTION("a name used twice") {
    c.write("runtime/include/kioto/future/poll.hpp",
            "// #region a\n// #endregion a\n// #region a\n// #endregion a\n");
    CHECK(complaint(c) == at + "there are two regions \"a\" (line 3)");
  }
  SECTION("no reference") {
    std::filesystem::remove(c.path() / "runtime/include/kioto/future/poll.hpp");
    CHECK(complaint(c) ==
          "runtime/include/kioto/future/poll.hpp:1: is missing");
  }
}
