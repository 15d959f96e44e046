// SPDX-License-Identifier: MIT
#include "model/symbols.hpp"

#include <catch2/catch.hpp>

#include "model/source_lines.hpp"

using namespace grader;

namespace {

const std::string said = R"json(warning: something
[{"Address":"0x10","Symbol":[
  {"FileName":"/usr/include/c++/12/bits/atomic_base.h","FunctionName":
   "std::__atomic_base<int>::load(std::memory_order) const","Line":464,
   "Column":2,"StartLine":456},
  {"FileName":"/work/./park.hpp","FunctionName":"parker::park()",
                  "Line" : 10, "Column" : 16, "StartLine" : 9
}]
},
 {"Address":"0x20","Symbol":[
  {"FileName":"/course/grader/checker/src/execution.cpp","FunctionName":
   "run","Line":3,"Column":1,"StartLine":1},
  {"FileName":"","FunctionName":"","Line":0,"Column":0,"StartLine":0}]},
 {"Address":"0x30"}, 7, {"Address":9}])json";

}  // namespace

TEST_CASE("calls are frames, those inlined too", "[model]") {
  const symbol_table t(said, "/course/grader/checker");
  const code_stack all = t.stack({0x10, 0x20, 0x99});
  REQUIRE(all.size() == 4);
  CHECK(all[0].line == 464);
  CHECK(all[1].function == "parker::park()");
  CHECK(all[1].file == "/work/park.hpp");
  CHECK(all[1].column == 16);
  CHECK(all[1].begin_line == 9);
}

TEST_CASE("the learner's frames are the rest of them", "[model]") {
  const symbol_table t(said, "/course/grader/checker");
  const code_stack own = t.learners({0x10, 0x20});
  REQUIRE(own.size() == 1);
  CHECK(own[0].file == "/work/park.hpp");
  CHECK(t.is_learners({"f", "/course/grader/checkers/x.cpp", 1, 1, 1}));
  CHECK_FALSE(t.is_learners({"f", "/opt/gcc/include/c++/13/atomic", 1, 1, 1}));
}

TEST_CASE("what is no symbolizer's list has no frames", "[model]") {
  for (const char* text : {"", "{}", "[", "[[[]]]",
                           "[{\"Address\":\"0x1\","
                           "\"Symbol\":[1,{\"Line\":-3,\"FileName\":4}]}]"}) {
    const symbol_table t(text, "");
    CHECK(t.learners({1}).empty());
  }
}

TEST_CASE("an address is asked for once", "[model]") {
  exploration x;
  x.failure.emplace();
  x.failure->who.calls = {3, 1};
  x.failure->events.resize(2);
  x.failure->events[0].calls = {1, 2};
  x.failure->events[1].calls = {2, 1};
  x.failure->blocked.resize(1);
  x.failure->blocked[0].held_since = {4};
  CHECK(addresses_in(x) == std::vector<std::uint64_t>{1, 2, 3, 4});
}

TEST_CASE("a depfile names what was read", "[model]") {
  const auto files = files_in_depfile(
      "/w/1.o: /w/a.cpp /w/../w/b.hpp \\\n  c.hpp with\\ space.hpp \\\n"
      "  dollar$$.hpp\n",
      "/home");
  CHECK(files == std::set<std::string>{"/w/a.cpp", "/w/b.hpp", "/home/c.hpp",
                                       "/home/with space.hpp",
                                       "/home/dollar$.hpp"});
}

TEST_CASE("only what was compiled is read for its lines", "[model]") {
  source_lines none({}, "/");
  CHECK(none.line("/etc/passwd", 1).empty());
  source_lines own({__FILE__}, "/");
  CHECK(own.line(__FILE__, 1) == "// SPDX-License-Identifier: MIT");
  CHECK(own.line(__FILE__, 0).empty());
  CHECK(own.line(__FILE__, 100'000).empty());
}

TEST_CASE("files are shown relative to the folder", "[model]") {
  const source_lines s({}, "/home/me");
  CHECK(s.shown("/home/me/a/b.hpp") == "a/b.hpp");
  CHECK(s.shown("/home/you/b.hpp") == "/home/you/b.hpp");
}
