// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "course/course.hpp"
#include "course/error.hpp"
#include "temporary_course.hpp"

using grader::course;
using grader::course_error;
using grader::load_course;
using grader_test::good_manifest;
using grader_test::manifest_file;
using grader_test::temporary_course;

namespace {

// What load_course complains about, without the manifest's name before it.
std::string complaint(const temporary_course& c) {
  try {
    load_course(c.path());
  } catch (const course_error& error) {
    CHECK(error.status() == grader::exit_status::grader_fault);
    const std::string text = error.what();
    const std::string name = manifest_file;
    return text.starts_with(name) ? text.substr(name.size()) : text;
  }
  return "no complaint";
}

std::string complaint_with(std::string_view key, std::string_view line) {
  const temporary_course c;
  c.replace_line(key, line);
  return complaint(c);
}

std::string complaint_behind(std::string_view text) {
  const temporary_course c;
  c.append(text);
  return complaint(c);
}

}  // namespace

TEST_CASE("a course is read as it is written", "[course]") {
  const temporary_course c;
  const course read = load_course(c.path());
  REQUIRE(read.chapters.size() == 1);
  const grader::chapter& ch = read.chapters.front();
  CHECK(ch.id == "ch01");
  CHECK(ch.number == 1);
  CHECK(ch.slug == "ch01-futures");
  CHECK(ch.title == "Futures");
  CHECK(ch.summary == "nothing happens until somebody polls");
  CHECK(ch.dir == c.path() / "chapters/ch01-futures");
  REQUIRE(ch.exercises.size() == 1);
  const grader::exercise& e = ch.exercises.front();
  CHECK(e.id == "ch01.poll");
  CHECK(e.kind == "core");
  CHECK(e.title == "poll: ready or pending");
  CHECK(e.task == "Write it.");
  CHECK(e.minutes == 20);
  CHECK(e.points == 10);
  CHECK(e.line == 7);
  CHECK(e.files == std::vector<std::string>{"include/kioto/future/poll.hpp"});
  CHECK(e.holes == std::vector<std::string>{"kioto::poll::map"});
  REQUIRE(e.regions.size() == 1);
  CHECK(e.regions[0].file == "include/kioto/future/poll.hpp");
  CHECK(e.regions[0].name == "state");
  CHECK(e.free == std::vector<std::string>{"the private members"});
  CHECK(e.hints.size() == 3);
  CHECK(e.asan);
  CHECK_FALSE(e.tsan);
  CHECK(e.starts_with.empty());
  CHECK(e.stub_dir == c.path() / "exercises/ch01-futures/poll");
  CHECK(e.answer_dir == c.path() / "runtime");
  CHECK(e.hidden_dir == c.path() / "chapters/ch01-futures/hidden/poll");
  CHECK(e.solution_dir == c.path() / "solutions/ch01-futures");
  CHECK(read.layers ==
        std::map<std::string, int>{{"include/kioto/detail/assert.hpp", 0},
                                   {"include/kioto/future/poll.hpp", 1}});
}

TEST_CASE("files outside the runtime have their answer in solutions/",
          "[course]") {
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
hints = ["1", "2", "3"]
)");
  const course read = load_course(c.path());
  const grader::exercise* e = read.find_exercise("ch01.hello");
  REQUIRE(e != nullptr);
  CHECK(e->answer_dir == c.path() / "solutions/ch01-futures/hello");
  CHECK(e->starts_with ==
        c.path() / "solutions/ch01-futures/wrong/hello/as_given.cpp");
}

TEST_CASE("chapters come by number", "[course]") {
  const temporary_course c;
  for (const char* id : {"ch10", "ch02"}) {
    c.write("chapters/" + std::string(id) + "-more/chapter.toml",
            "schema = 1\nid = \"" + std::string(id) +
                "\"\ntitle = \"T\"\nsummary = \"S\"\n");
  }
  const course read = load_course(c.path());
  REQUIRE(read.chapters.size() == 3);
  CHECK(read.chapters[0].id == "ch01");
  CHECK(read.chapters[1].id == "ch02");
  CHECK(read.chapters[2].id == "ch10");
}

TEST_CASE("a broken key is named with its line and the repair", "[course]") {
  struct row {
    const char* key;
    const char* line;
    const char* complaint;
  };
  const row rows[] = {
      {"title =", "titel = \"x\"",
       ":3: unknown key \"titel\" in the chapter; did you mean \"title\"?"},
      {"holes", "hoels = []",
       ":16: unknown key \"hoels\" in exercise \"poll\"; did you mean "
       "\"holes\"?"},
      {"summary", "zzzzzzzz = 1",
       ":4: unknown key \"zzzzzzzz\" in the chapter; the known keys are "
       "\"schema\", \"id\", \"title\", \"summary\", \"introduces\" and "
       "\"exercise\""},
      {"minutes", "", ":7: exercise \"poll\" has no key \"minutes\""},
      {"title", "", ":1: the chapter has no key \"title\""},
      {"schema", "schema = 2",
       ":1: schema 2 is not known; this grader reads schema 1"},
      {"minutes", "minutes = \"20\"",
       ":11: \"minutes\" is a string; it must be a whole number"},
      {"minutes", "minutes = 2.5",
       ":11: \"minutes\" is a number with a point; it must be a whole number"},
      {"minutes", "minutes = 0",
       ":11: \"minutes\" is 0; it must be from 1 to 600"},
      {"points", "points = -1",
       ":12: \"points\" is -1; it must be from 1 to 1000"},
      {"name", "name = true", ":8: \"name\" is a boolean; it must be a string"},
      {"name", "name = \"Poll\"",
       ":8: the name \"Poll\" must be small letters, digits and \"_\""},
      {"kind", "kind = \"hard\"",
       ":9: kind \"hard\" is not known; it must be \"core\", \"challenge\" or "
       "\"trap\""},
      {"title = \"poll", "title = \"Poll.\"",
       ":10: the title must not end with a full stop"},
      {"title = \"poll", "title = \"a\\nb\"",
       ":10: \"title\" has several lines; it must be one line"},
      {"task", "task = \"  \"", ":13: \"task\" is empty; write something"},
      {"files", "files = \"x\"",
       ":14: \"files\" is a string; it must be an array of strings"},
      {"files", "files = [1]",
       ":14: item 1 of \"files\" is a whole number; it must be a string"},
      {"files", "files = []",
       ":14: exercise \"poll\" has no files; list what the learner edits"},
      {"files", "files = [\"../poll.hpp\"]",
       ":14: \"../poll.hpp\" must be a relative path without \".\", \"..\" or "
       "a doubled slash"},
      {"files", "files = [\"poll.hpp\"]",
       ":14: \"poll.hpp\" must begin with \"include/\" or \"src/\""},
      {"files",
       "files = [\"include/kioto/future/poll.hpp\", "
       "\"include/kioto/future/poll.hpp\"]",
       ":14: \"include/kioto/future/poll.hpp\" is listed twice"},
      {"files",
       "files = [\"include/kioto/future/poll.hpp\", \"src/other.cpp\"]",
       ":14: \"src/other.cpp\" and \"include/kioto/future/poll.hpp\" are in "
       "one exercise, but only one of them is a runtime file; list the other "
       "in \"introduces\""},
      {"look_at", "look_at = [\"/etc/passwd\"]",
       ":15: \"/etc/passwd\" must be a relative path without \".\", \"..\" or "
       "a doubled slash"},
      {"holes", "holes = [\"kioto::f\", \"kioto::f\"]",
       ":16: hole \"kioto::f\" is listed twice"},
      {"regions", "regions = [\"state\"]",
       ":17: region \"state\" must be written FILE#NAME"},
      {"regions", "regions = [\"include/x.hpp#state\"]",
       ":17: region \"include/x.hpp#state\" is in a file that is not one of "
       "the exercise's \"files\""},
      {"checks", "checks = [\"asn\"]",
       ":19: unknown check \"asn\"; did you mean \"asan\"?"},
      {"checks", "checks = [\"valgrind\"]",
       ":19: unknown check \"valgrind\"; the checks are \"asan\", \"tsan\", "
       "\"model\" and \"perf\""},
      {"checks", "checks = [\"fault\"]",
       ":19: check \"fault\" is not built yet; use \"asan\", \"tsan\", "
       "\"model\" or \"perf\""},
      {"checks", "checks = [\"asan\", \"asan\"]",
       ":19: check \"asan\" is listed twice"},
      {"hints", "hints = [\"one\", \"two\"]",
       ":20: exercise \"poll\" has 2 hints; it must have three: a question, a "
       "direction, nearly the answer"},
      {"hints", "hints = [\"one\", \" \", \"three\"]",
       ":20: item 2 of \"hints\" is empty"},
      {"hints", "",
       ":7: exercise \"poll\" has 0 hints; it must have three: a "
       "question, a direction, nearly the answer"},
      {"id", "id = \"ch02\"",
       ":2: id \"ch02\" does not match the folder \"ch01-futures\"; it must be "
       "\"ch01\""},
      {"introduces", "introduces = [\"include/kioto/detail/assert.hpp\"]",
       "chapters/support.toml:5: \"include/kioto/detail/assert.hpp\" already "
       "belongs to ch01 (chapters/ch01-futures/chapter.toml:5); a file belongs "
       "to one chapter or layer"},
  };
  for (const row& r : rows) {
    INFO(r.line);
    CHECK(complaint_with(r.key, r.line) == r.complaint);
  }
}

TEST_CASE("what is not TOML is refused with its line", "[course]") {
  for (const char* line : {"title = \"Futures", "schema = 1", "title"}) {
    INFO(line);
    const std::string text = complaint_with("title", line);
    CHECK(text.starts_with(":3: is not valid TOML: "));
    CHECK(text.size() > 30);
  }
}

TEST_CASE("an exercise must leave something to write", "[course]") {
  const temporary_course c;
  std::string text = temporary_course::with_line(good_manifest, "holes", "");
  text = temporary_course::with_line(text, "regions", "regions = []");
  c.write(manifest_file, text);
  CHECK(complaint(c) ==
        ":7: exercise \"poll\" leaves nothing to write; give it \"holes\", "
        "\"regions\" or \"starts_with\"");
}

namespace {

constexpr const char* second_exercise = R"(
[[exercise]]
name = "again"
kind = "core"
title = "Again"
minutes = 1
points = 1
task = "Write it."
files = ["include/kioto/future/poll.hpp"]
holes = ["kioto::f"]
hints = ["1", "2", "3"]
)";

}  // namespace

TEST_CASE("a file holds the holes of one exercise", "[course]") {
  CHECK(complaint_behind(second_exercise) ==
        ":29: \"include/kioto/future/poll.hpp\" is already a file of ch01.poll "
        "(line 14); a file holds the holes of one exercise");
}

TEST_CASE("two exercises do not share a name", "[course]") {
  CHECK(complaint_behind(temporary_course::with_line(second_exercise, "name",
                                                     "name = \"poll\"")) ==
        ":23: there are two exercises \"poll\"; the other is at line 7");
}

TEST_CASE("a file is introduced once", "[course]") {
  const temporary_course c;
  c.write("chapters/ch02-more/chapter.toml", R"(schema = 1
id = "ch02"
title = "T"
summary = "S"
introduces = [
  "include/kioto/future/poll.hpp",
]
)");
  CHECK(complaint(c) ==
        "chapters/ch02-more/chapter.toml:6: \"include/kioto/future/poll.hpp\" "
        "already belongs to ch01 (chapters/ch01-futures/chapter.toml:5); a "
        "file belongs to one chapter or layer");
}

TEST_CASE("an exercise edits files of its own chapter", "[course]") {
  const temporary_course c;
  c.replace_line("files", "files = [\"include/kioto/detail/assert.hpp\"]");
  c.write(manifest_file,
          temporary_course::with_line(c.read(manifest_file), "regions", ""));
  CHECK(complaint(c) ==
        ":14: \"include/kioto/detail/assert.hpp\" is a file of layer 0; an "
        "exercise of ch01 edits files that ch01 introduces");
}

TEST_CASE("support.toml is checked like a manifest", "[course]") {
  struct row {
    const char* text;
    const char* complaint;
  };
  const row rows[] = {
      {"schema = 1\n[[layers]]\n",
       "chapters/support.toml:2: unknown key \"layers\" in support.toml; did "
       "you mean \"layer\"?"},
      {"schema = 1\n[layer]\n",
       "chapters/support.toml:2: \"layer\" is a table; it must be tables, each "
       "headed [[layer]]"},
      {"schema = 1\n[[layer]]\nfiles = []\n",
       "chapters/support.toml:2: the layer has no key \"number\""},
      {"schema = 1\n[[layer]]\nnumber = 1\n",
       "chapters/support.toml:2: the layer has no key \"files\""},
      {"schema = 1\n[[layer]]\nnumber = 1\nfiles = []\n[[layer]]\nnumber = "
       "1\nfiles = []\n",
       "chapters/support.toml:6: layer 1 is given twice; put its files "
       "together"},
      {"[[layer]]\n",
       "chapters/support.toml:1: support.toml has no key "
       "\"schema\""},
  };
  for (const row& r : rows) {
    const temporary_course c;
    c.write("chapters/support.toml", r.text);
    INFO(r.text);
    CHECK(complaint(c) == r.complaint);
  }
}

TEST_CASE("a chapter's folder is named for its id", "[course]") {
  const temporary_course c;
  c.write("chapters/Futures/chapter.toml", "");
  CHECK(complaint(c) ==
        "chapters/Futures:1: a chapter's folder must be named like "
        "\"ch01-futures\": ch, two digits, a dash, a word in small letters");
}

TEST_CASE("two chapters do not share a number", "[course]") {
  const temporary_course c;
  c.write("chapters/ch01-again/chapter.toml", good_manifest);
  CHECK(complaint(c) == ":2: \"ch01\" is also the id of chapters/ch01-again");
}

TEST_CASE("a manifest is a readable text file", "[course]") {
  const temporary_course c;
  const std::filesystem::path file = c.path() / manifest_file;
  SECTION("missing") {
    std::filesystem::remove(file);
    CHECK(complaint(c) == ":1: is missing");
  }
  SECTION("a folder") {
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
    CHECK(complaint(c) == ":1: is not a regular file");
  }
  SECTION("a link to itself") {
    std::filesystem::remove(file);
    std::filesystem::create_symlink("chapter.toml", file);
    CHECK(complaint(c) ==
          ":1: cannot be read: Too many levels of symbolic links");
  }
  SECTION("a NUL byte") {
    c.write(manifest_file, std::string("schema = 1\n\0", 12));
    CHECK(complaint(c) == ":2: holds a NUL byte; the file must be UTF-8 text");
  }
  SECTION("not UTF-8") {
    c.write(manifest_file, "schema = 1\n# caf\xe9\n");
    CHECK(complaint(c) ==
          ":2: is not valid UTF-8 here; save the file as UTF-8");
  }
  SECTION("huge") {
    c.write(manifest_file, std::string((1 << 20) + 1, '#'));
    CHECK(complaint(c) == ":1: is larger than 1 MiB");
  }
  SECTION("not permitted") {
    std::filesystem::permissions(file, std::filesystem::perms::none);
    // The superuser may read everything; then there is nothing to complain of.
    const std::string text = complaint(c);
    CHECK((text == ":1: cannot be read: Permission denied" ||
           text == "no complaint"));
  }
}
