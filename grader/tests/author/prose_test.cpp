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
