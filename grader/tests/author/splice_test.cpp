// SPDX-License-Identifier: MIT
#include "author/splice.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "../course/temporary_course.hpp"
#include "author/stub.hpp"
#include "course/error.hpp"

using grader::course_error;
using grader::parse_splice;
using grader::replacement;
using grader::splice;
using grader_test::good_poll;
using grader_test::temporary_course;
using strings = std::vector<std::string>;

namespace {

constexpr std::string_view head = R"(// SPDX-License-Identifier: MIT
// mistake: The value is copied.
// rejected by: map moves the value
// in: plain
// says: copied 1
)";

std::string with_head(std::string_view text) {
  return std::string(head) + std::string(text);
}

std::string complaint(const std::string& text) {
  try {
    parse_splice("w.cpp", text);
  } catch (const course_error& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("a splice file is read part by part", "[author][splice]") {
  const splice s = parse_splice("w.cpp", R"(// SPDX-License-Identifier: MIT
// mistake: The value is copied,
//   because that is what return does.
// rejected by: map moves the value, it never copies it
// in: asan
// says: copied 1
// says: expected: copied 0

// add include <mutex>
// body of kioto::poll::map(F &&) const
{
  // A comment of the answer: it stays.
  return {};

}

// initialisers and body of kioto::poll::poll(int)
: value_(1) {}

// region include/kioto/future/poll.hpp#state
bool ready_ = false;
int value_ = 0;
)");
  CHECK(s.file == "w.cpp");
  CHECK(s.mistake == "The value is copied, because that is what return does.");
  CHECK(s.rejected_by == "map moves the value, it never copies it");
  CHECK(s.in == "asan");
  CHECK(s.says == strings{"copied 1", "expected: copied 0"});
  CHECK(s.includes == strings{"<mutex>"});
  REQUIRE(s.replacements.size() == 3);
  const replacement& body = s.replacements[0];
  CHECK(body.what == replacement::kind::body);
  CHECK(body.target == "kioto::poll::map(F &&) const");
  CHECK(body.text ==
        "{\n  // A comment of the answer: it stays.\n  return {};\n\n}");
  CHECK(body.line == 10);
  const replacement& both = s.replacements[1];
  CHECK(both.what == replacement::kind::initialisers_and_body);
  CHECK(both.text == ": value_(1) {}");
  const replacement& region = s.replacements[2];
  CHECK(region.what == replacement::kind::region);
  CHECK(region.target == "include/kioto/future/poll.hpp#state");
  CHECK(region.text == "bool ready_ = false;\nint value_ = 0;");
}

TEST_CASE("a broken splice file is refused with its line", "[author][splice]") {
  struct row {
    std::string text;
    std::string complaint;
  };
  const row rows[] = {
      {with_head(""),
       "w.cpp:1: replaces nothing; add \"// body of kioto::...\" and a body"},
      {"// body of f\n{}\n", "w.cpp:1: no line \"// mistake: ...\""},
      {"// mistake: x\n// in: plain\n// body of f\n{}\n",
       "w.cpp:1: no line \"// rejected by: ...\""},
      {"// mistake: x\n// rejected by: y\n// body of f\n{}\n",
       "w.cpp:1: no line \"// in: ...\""},
      {"// mistake: x\n// rejected by: y\n// in: tsan\n// body of f\n{}\n",
       "w.cpp:1: no line \"// says: ...\""},
      {with_head("// mistaek: x\n"),
       "w.cpp:6: unknown key \"mistaek\"; did you mean \"mistake\"?"},
      {with_head("// mistake: y\n"), "w.cpp:6: \"mistake\" is given twice"},
      {with_head("// says:\n"), "w.cpp:6: \"says\" is empty"},
      {"// in: msan\n",
       "w.cpp:1: \"in\" is \"msan\"; it must be \"plain\", \"asan\", "
       "\"tsan\", \"model\" or \"perf\""},
      {with_head("\n//   a line that continues nothing\n"),
       "w.cpp:7: expected \"key: text\"; a line that continues the one above "
       "begins with two blanks behind the //"},
      {with_head("{ return 1; }\n"),
       "w.cpp:6: code before the first \"// body of ...\""},
      {with_head("// body of kioto::f\n"),
       "w.cpp:6: no text follows \"kioto::f\""},
      {with_head("// body of kioto::f\n{ return 1;\n"),
       "w.cpp:6: the braces of the body of \"kioto::f\" do not match"},
      {with_head("// body of kioto::f\n{ return g(1]; }\n"),
       "w.cpp:6: the braces of the body of \"kioto::f\" do not match"},
      {with_head("// body of kioto::f\n{}\nint x;\n"),
       "w.cpp:6: something follows the closing brace of the body of "
       "\"kioto::f\""},
      {with_head("// body of kioto::f\n: a_(1) {}\n"),
       "w.cpp:6: the text for \"kioto::f\" must begin with \"{\""},
      {with_head("// initialisers and body of kioto::f\nreturn 1;\n"),
       "w.cpp:6: the text for \"kioto::f\" must begin with \"{\" or \":\""},
      {with_head("// body of kioto::f\n{}\n// body of kioto::f\n{}\n"),
       "w.cpp:8: \"kioto::f\" is replaced twice"},
      {with_head("// body of kioto::f(\n{}\n"),
       "w.cpp:6: \"kioto::f(\" is no symbol; write it like kioto::poll::map, "
       "kioto::poll<void>::map or kioto::poll::value() const &"},
      {with_head("// region state\nint x;\n"),
       "w.cpp:6: a region must be named FILE#NAME"},
      {with_head("// add include mutex\n"),
       "w.cpp:6: an include must be written <header>"},
  };
  for (const row& r : rows) {
    INFO(r.text);
    CHECK(complaint(r.text) == r.complaint);
  }
}

namespace {

std::string spliced(const temporary_course& c, std::string_view text) {
  c.write("solutions/ch01-futures/wrong/poll/w.cpp", with_head(text));
  const grader::course read = grader::load_course(c.path());
  const splice s = grader::load_splice(
      c.path(), c.path() / "solutions/ch01-futures/wrong/poll/w.cpp");
  const grader::file_texts texts =
      grader::spliced_files(read, *read.find_exercise("ch01.poll"), s);
  CHECK(texts.size() == 1);
  return texts.at("include/kioto/future/poll.hpp");
}

std::string spliced_complaint(const temporary_course& c,
                              std::string_view text) {
  try {
    spliced(c, text);
  } catch (const course_error& error) {
    return error.what();
  }
  return "no complaint";
}

std::string replaced(std::string text, std::string_view what,
                     std::string_view by) {
  return text.replace(text.find(what), what.size(), by);
}

}  // namespace

TEST_CASE("only the replaced bodies differ from the reference",
          "[author][splice]") {
  const temporary_course c;
  const std::string reference(good_poll);
  CHECK(spliced(c, "// body of kioto::poll::map\n{\n  return *this;\n}\n") ==
        replaced(reference,
                 "{\n    return poll(std::forward<F>(fn)(value_));\n  }",
                 "{\n    return *this;\n  }"));
  CHECK(spliced(c, "// body of kioto::poll::poll\n{ value_ = 1; }\n") ==
        replaced(reference, "value_(value) {}",
                 "value_(value) { value_ = 1; "
                 "}"));
  CHECK(spliced(c,
                "// initialisers and body of kioto::poll::poll(int)\n"
                ": value_(2) {}\n") ==
        replaced(reference, ": ready_(true), value_(value) {}",
                 ": value_(2) {}"));
  CHECK(spliced(c,
                "// region include/kioto/future/poll.hpp#state\n"
                "int value_ = 0;\n\nbool ready_ = true;\n") ==
        replaced(reference, "  bool ready_ = false;\n  int value_ = 0;\n",
                 "  int value_ = 0;\n\n  bool ready_ = true;\n"));
}

TEST_CASE("an added include stands among the others", "[author][splice]") {
  const temporary_course c;
  const std::string body = "// body of kioto::poll::poll\n{}\n";
  const std::string reference(good_poll);
  CHECK(spliced(c, "// add include <mutex>\n" + body) ==
        replaced(reference, "#include <utility>\n",
                 "#include <mutex>\n#include <utility>\n"));
  CHECK(spliced(c, "// add include <vector>\n" + body) ==
        replaced(reference, "#include <utility>\n",
                 "#include <utility>\n#include <vector>\n"));
  CHECK(spliced(c, "// add include <utility>\n" + body) == reference);
}

TEST_CASE("what a splice cannot replace is said with its line",
          "[author][splice]") {
  const temporary_course c;
  const std::string file = "solutions/ch01-futures/wrong/poll/w.cpp";
  CHECK(spliced_complaint(c, "// body of kioto::poll::mpa\n{}\n") ==
        file +
            ":6: no function \"kioto::poll::mpa\"; near it are:\n"
            "  kioto::poll::map(F &&) const");
  CHECK(spliced_complaint(c,
                          "// region include/kioto/future/poll.hpp#states\n") ==
        file + ":6: no region \"states\" in include/kioto/future/poll.hpp");
  CHECK(spliced_complaint(c, "// region include/other.hpp#state\n") ==
        file + ":6: \"include/other.hpp\" is no file of ch01.poll");
  c.write("runtime/include/kioto/future/poll.hpp",
          "#pragma once\nnamespace kioto {\nclass poll {\n public:\n"
          "  void map(int) {}\n  void map(long) {}\n};\n}\n");
  CHECK(spliced_complaint(c, "// body of kioto::poll::map\n{}\n") ==
        file +
            ":6: \"kioto::poll::map\" fits several functions; name one of "
            "them:\n  kioto::poll::map(int)\n  kioto::poll::map(long)");
}

TEST_CASE("a file that cannot hold the body is not parsed",
          "[author][splice]") {
  const temporary_course c;
  const std::string both =
      "[\"include/kioto/future/poll.hpp\", \"src/broken.cpp\"]";
  std::string manifest = temporary_course::with_line(
      grader_test::good_manifest, "files", "files = " + both);
  manifest = temporary_course::with_line(manifest, "introduces",
                                         "introduces = " + both);
  c.write(grader_test::manifest_file, manifest);
  c.write("runtime/src/broken.cpp", "namespace kioto { int f( }\n");
  const grader::course read = grader::load_course(c.path());
  const grader::exercise& e = *read.find_exercise("ch01.poll");
  const auto with = [&](const std::string& symbol) {
    return grader::spliced_files(
        read, e,
        parse_splice("w.cpp", with_head("// body of " + symbol + "\n{}\n")));
  };
  CHECK(with("kioto::poll::map").size() == 2);
  // A symbol that no file can hold is looked for in all of them.
  CHECK_THROWS_AS(with("kioto::poll::mpa"), course_error);
}
