// SPDX-License-Identifier: MIT
#include "author/skeleton.hpp"

#include <catch2/catch.hpp>

#include "../course/temporary_course.hpp"
#include "build/files.hpp"
#include "build/jobs.hpp"
#include "course/error.hpp"

using namespace grader;
using grader_test::temporary_course;

namespace {

std::string refusal(const temporary_course& c, const std::string& id) {
  try {
    make_skeleton(load_course(c.path()), id);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "";
}

// Writes it as the verb does.
void add(const temporary_course& c, const std::string& id) {
  skeleton s = make_skeleton(load_course(c.path()), id);
  for (auto& [file, text] : s.files) c.write(file, text);
  c.write(s.manifest, c.read(s.manifest) + s.block);
}

}  // namespace

TEST_CASE("a new exercise is a part of the course", "[author]") {
  const temporary_course c;
  add(c, "ch01.two_words");
  course loaded = load_course(c.path());
  const exercise* e = loaded.find_exercise("ch01.two_words");
  REQUIRE(e != nullptr);
  CHECK(e->holes == std::vector<std::string>{"ch01_two_words::twice"});
  file_texts stubs = stub_files(loaded, *e);
  CHECK(stubs["src/two_words.cpp"].find("KIOTO_TODO(\"ch01.two_words\")") !=
        std::string::npos);
  CHECK(stubs["include/two_words.hpp"].find('@') == std::string::npos);
}

TEST_CASE("a new exercise replaces nothing", "[author]") {
  const temporary_course c;
  CHECK(refusal(c, "ch01.poll") == "there is an exercise ch01.poll already");
  CHECK(refusal(c, "ch02.map") == "there is no chapter ch02");
  for (const char* id : {"map", "ch1.map", "ch01.Map", "ch01.", "ch01.a/b",
                         "ch01.../../x", ""}) {
    INFO(id);
    CHECK(refusal(c, id).ends_with("is no id of an exercise"));
  }
  c.write("solutions/ch01-futures/leaf/src/leaf.cpp", "mine");
  CHECK(refusal(c, "ch01.leaf") ==
        "solutions/ch01-futures/leaf/src/leaf.cpp is there already");
}

TEST_CASE("what is still to be filled in is found", "[author]") {
  const temporary_course c;
  CHECK(find_blanks(load_course(c.path())).empty());
  add(c, "ch01.leaf");
  auto blanks = find_blanks(load_course(c.path()));
  auto in = [&](std::string_view part) {
    return std::any_of(blanks.begin(), blanks.end(), [&](const finding& f) {
      return f.file.find(part) != std::string::npos && f.line > 0;
    });
  };
  CHECK(in("chapters/ch01-futures/chapter.toml"));
  CHECK(in("hidden/leaf/judge.cpp"));
  CHECK(in("alternatives/leaf"));
  CHECK(in("wrong/leaf"));
  CHECK(in("solutions/ch01-futures/leaf/include/leaf.hpp"));
}

// Slow: it judges every answer. The skeleton is complete but for its words.
TEST_CASE("a new exercise passes verify once it is filled in", "[verify]") {
  temporary_folder at;
  namespace fs = std::filesystem;
  const fs::path source = KIOTO_SOURCE_DIR, root = at.path() / "course";
  for (const char* part : {"chapters", "solutions", "exercises", "runtime",
                           "grader/include", "grader/probe"}) {
    make_folder((root / part).parent_path());
    fs::copy(source / part, root / part, fs::copy_options::recursive);
  }
  fs::copy_file(source / "kioto", root / "kioto");
  auto run = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"/usr/bin/env", "KIOTO_ROOT=" + root.string(),
                                 KIOTO_GRADER, "--format", "plain"});
    job_limits limits;
    limits.memory_bytes = 0;  // the sanitizers' programs reserve terabytes
    limits.cpu_seconds = 1000;
    return run_command(words, limits);
  };
  CHECK(run({"author", "new", "ch00.twice"}).exit_code == 0);
  job_result unfilled = run({"author", "sync"});
  INFO(unfilled.output);
  CHECK(unfilled.output.find("FILL: is still to be written") !=
        std::string::npos);
  for (auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::string text = read_file(entry.path());
    if (text.find(blank_mark) == std::string::npos) continue;
    for (std::size_t i = text.find(blank_mark); i != std::string::npos;
         i = text.find(blank_mark))
      text.erase(i, blank_mark.size() + 1);
    write_file(entry.path(), text);
  }
  run({"author", "sync"});
  job_result verified = run({"author", "verify", "ch00.twice"});
  INFO(verified.output);
  CHECK(verified.exit_code == 0);
  CHECK(verified.output.find(" 0 wrong") != std::string::npos);
}
