// SPDX-License-Identifier: MIT
#include "author/prose.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "../course/temporary_course.hpp"

using grader_test::temporary_course;

namespace {

// What is said of a text, a line each.
std::string complaints(const std::string& text, bool markdown = true) {
  static const temporary_course c;
  c.write("runtime/include/kioto/rt/parker.hpp",
          "namespace kioto { class parker { void park(); }; }\n");
  const grader::course read = grader::load_course(c.path());
  std::string all;
  for (const grader::finding& f :
       grader::check_prose_of(read, "a.md", text, markdown)) {
    all += std::to_string(f.line) + ": " + f.message + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("names that are there are fine", "[author][prose]") {
  CHECK(complaints("`kioto::parker` and `kioto::parker::park() &&`, not\n"
                   "`std::mutex`; the exercise ch01.poll\n"
                   "`chapters/ch01-futures/chapter.toml`, `runtime/NAME`\n")
            .empty());
}

TEST_CASE("a name that the runtime lost is found", "[author][prose]") {
  CHECK(complaints("x\n`kioto::parker::unpark`") ==
        "2: names `kioto::parker::unpark`, which the runtime does not have\n");
  // Both words are there, but nowhere together.
  CHECK(complaints("`kioto::poll::park`") ==
        "1: names `kioto::poll::park`, which the runtime does not have\n");
  CHECK(complaints("call kioto::parker::wait", false) ==
        "1: names `kioto::parker::wait`, which the runtime does not have\n");
}

TEST_CASE("an exercise and a file that do not exist are found",
          "[author][prose]") {
  CHECK(complaints("see ch01.pool") ==
        "1: names ch01.pool, which is no exercise\n");
  CHECK(complaints("see `docs/nowhere.md`") ==
        "1: names `docs/nowhere.md`, which does not exist\n");
}

TEST_CASE("a page may make names up", "[author][prose]") {
  CHECK(complaints("<!-- made up: kioto::box kioto::bag -->\n"
                   "`kioto::box<T*>::get`, `kioto::bag`, `kioto::sack`") ==
        "2: names `kioto::sack`, which the runtime does not have\n");
}

namespace {

// What is said of a course of two exercises, of which the first looks at
// `file`.
std::string complaints_about(const std::string& file) {
  const temporary_course c;
  c.replace_line("look_at", "look_at = [\"" + file + "\"]");
  std::string manifest = c.read(grader_test::manifest_file);
  std::string second = manifest.substr(manifest.find("[[exercise]]"));
  for (const auto& [key, line] :
       {std::pair("name", "name = \"leaf\""),
        std::pair("files", "files = [\"include/kioto/future/leaf.hpp\"]"),
        std::pair("look_at", "look_at = []"), std::pair("regions", ""),
        std::pair("free", "")})
    second = temporary_course::with_line(second, key, line);
  manifest = temporary_course::with_line(
      manifest, "introduces",
      "introduces = [\"include/kioto/future/poll.hpp\", "
      "\"include/kioto/future/leaf.hpp\"]");
  c.write(grader_test::manifest_file, manifest + "\n" + second);
  c.write("runtime/include/kioto/future/leaf.hpp", "#pragma once\n");
  c.write("exercises/ch01-futures/leaf/include/kioto/future/leaf.hpp", "");
  std::string all;
  for (const grader::finding& f :
       grader::check_look_at(grader::load_course(c.path())))
    all += f.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("a look_at that gives an answer away is found", "[author][prose]") {
  const std::string learners =
      "exercises/ch01-futures/leaf/include/kioto/future/leaf.hpp";
  CHECK(complaints_about("runtime/include/kioto/future/leaf.hpp") ==
        "ch01.poll look_at names the answer of ch01.leaf, "
        "`runtime/include/kioto/future/leaf.hpp`: name the learner's file, `" +
            learners + "`\n");
  CHECK(complaints_about("runtime/include/kioto/future/poll.hpp")
            .contains("names the answer of ch01.poll"));
  CHECK(
      complaints_about("runtime/nowhere.hpp") ==
      "ch01.poll look_at names `runtime/nowhere.hpp`, which does not exist\n");
  CHECK(complaints_about(learners).empty());
  CHECK(complaints_about("runtime/include/kioto/detail/assert.hpp").empty());
}
