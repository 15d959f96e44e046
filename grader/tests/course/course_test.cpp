// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "course/error.hpp"
#include "course/suggest.hpp"
#include "course/text_file.hpp"
#include "temporary_course.hpp"

using grader::did_you_mean;
using strings = std::vector<std::string>;

namespace {

grader::course sample() {
  grader::course c;
  const auto add = [&](const char* id, const char* slug, strings names) {
    grader::chapter ch;
    ch.id = id;
    ch.slug = slug;
    for (const std::string& name : names) {
      grader::exercise e;
      e.name = name;
      e.id = ch.id + "." + name;
      ch.exercises.push_back(e);
    }
    c.chapters.push_back(ch);
  };
  add("ch01", "ch01-futures", {"poll", "leaf", "waker"});
  add("ch03", "ch03-coroutines", {"promise", "traps"});
  add("ch05", "ch05-work-stealing", {"parking", "traps"});
  return c;
}

}  // namespace

TEST_CASE("chapters and exercises are found by id", "[course]") {
  const grader::course c = sample();
  REQUIRE(c.find_chapter("ch03") != nullptr);
  CHECK(c.find_chapter("ch03")->slug == "ch03-coroutines");
  CHECK(c.find_chapter("ch02") == nullptr);
  REQUIRE(c.find_exercise("ch05.traps") != nullptr);
  CHECK(c.find_exercise("ch05.traps")->id == "ch05.traps");
  CHECK(c.find_exercise("traps") == nullptr);
}

TEST_CASE("a mistyped id leads to the right one", "[course]") {
  const grader::course c = sample();
  CHECK(did_you_mean(c, "poll").front() == "ch01.poll");
  CHECK(did_you_mean(c, "ch01.pol").front() == "ch01.poll");
  CHECK(did_you_mean(c, "ch01/poll").front() == "ch01.poll");
  CHECK(did_you_mean(c, "1.poll").front() == "ch01.poll");
  CHECK(did_you_mean(c, "CH01.Wakre").front() == "ch01.waker");
  CHECK(did_you_mean(c, "3").front() == "ch03");
  CHECK(did_you_mean(c, "futures") == strings{"ch01"});
  CHECK(did_you_mean(c, "ch01-futures").front() == "ch01");
  CHECK(did_you_mean(c, "traps") == strings{"ch03.traps", "ch05.traps"});
  CHECK(did_you_mean(c, "parkin").front() == "ch05.parking");
  CHECK(did_you_mean(c, "something else").empty());
  CHECK(did_you_mean(c, "").empty());
}

TEST_CASE("no more than three ids are offered", "[course]") {
  grader::course c = sample();
  for (const char* name : {"poll1", "poll2", "poll3"}) {
    grader::exercise e;
    e.name = name;
    e.id = std::string("ch01.") + name;
    c.chapters.front().exercises.push_back(e);
  }
  CHECK(did_you_mean(c, "poll") ==
        strings{"ch01.poll", "ch01.poll1", "ch01.poll2"});
}

TEST_CASE("the edit distance counts letters and swaps", "[course]") {
  using grader::edit_distance;
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("poll", "poll") == 0);
  CHECK(edit_distance("pol", "poll") == 1);
  CHECK(edit_distance("polll", "poll") == 1);
  CHECK(edit_distance("pull", "poll") == 1);
  CHECK(edit_distance("opll", "poll") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("words in quotes are joined as a sentence has them", "[course]") {
  CHECK(grader::quoted_list({}).empty());
  CHECK(grader::quoted_list({"a"}) == "\"a\"");
  CHECK(grader::quoted_list({"a", "b"}) == "\"a\" and \"b\"");
  CHECK(grader::quoted_list({"a", "b", "c"}, "or") == "\"a\", \"b\" or \"c\"");
}

TEST_CASE("the root is found from anywhere inside", "[course]") {
  const grader_test::temporary_course c;
  std::filesystem::create_directories(c.path() / "exercises/ch01/poll");
  const auto root = std::filesystem::canonical(c.path());
  CHECK(grader::find_course_root(root) == root);
  CHECK(grader::find_course_root(root / "exercises/ch01/poll") == root);
  CHECK(grader::find_course_root(root / "exercises/") == root);
}

TEST_CASE("outside a course there is no root", "[course]") {
  const grader_test::text_folder folder;
  std::filesystem::create_directory(folder.path() / "chapters");
  CHECK_THROWS_AS(grader::find_course_root(folder.path()), grader::usage_error);
}

TEST_CASE("invalid UTF-8 is found where it begins", "[course]") {
  using grader::find_invalid_utf8;
  constexpr auto none = std::string_view::npos;
  CHECK(find_invalid_utf8("plain") == none);
  CHECK(find_invalid_utf8("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80") == none);
  CHECK(find_invalid_utf8("ab\xff") == 2);
  CHECK(find_invalid_utf8("a\xc3") == 1);             // cut off
  CHECK(find_invalid_utf8("\xc0\xaf") == 0);          // overlong
  CHECK(find_invalid_utf8("\xe0\x80\xaf") == 0);      // overlong
  CHECK(find_invalid_utf8("\xed\xa0\x80") == 0);      // surrogate
  CHECK(find_invalid_utf8("\xf4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_invalid_utf8("\x80") == 0);
}
