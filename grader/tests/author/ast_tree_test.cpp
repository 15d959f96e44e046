// SPDX-License-Identifier: MIT
#include "author/ast_tree.hpp"

#include <catch2/catch.hpp>

#include "course/error.hpp"

using grader::read_ast;

// Clang writes "file" and "line" only where they differ from the location
// before, whatever that belonged to.
TEST_CASE("a location takes over what the one before had",
          "[author][ast_tree]") {
  const auto roots = read_ast(R"({
  "id": "0x1",
  "kind": "NamespaceDecl",
  "name": "kioto",
  "loc": {"offset": 5, "file": "a.hpp", "line": 1, "col": 1, "tokLen": 5,
    "includedFrom": {"file": "main.cpp"}},
  "range": {"begin": {"offset": 0, "col": 1, "tokLen": 9},
            "end": {"offset": 90, "line": 9, "col": 1, "tokLen": 1}},
  "inner": [
    {
      "id": "0x2",
      "kind": "CompoundStmt",
      "range": {"begin": {"offset": 20, "line": 2, "tokLen": 1},
                "end": {"offset": 40, "line": 4, "tokLen": 1}},
      "inner": [
        {
          "kind": "ReturnStmt",
          "range": {"begin": {"offset": 25, "file": "b.hpp", "line": 3},
                    "end": {"offset": 30, "line": 7}}
        }
      ]
    },
    {
      "id": "0x3",
      "kind": "FunctionDecl",
      "name": "f",
      "loc": {"offset": 44, "tokLen": 1},
      "range": {
        "begin": {"spellingLoc": {"offset": 3, "file": "c.hpp", "line": 8},
                  "expansionLoc": {"offset": 46, "file": "d.hpp", "line": 6,
                                   "tokLen": 4}},
        "end": {}}
    }
  ]
}
)");
  REQUIRE(roots.size() == 1);
  REQUIRE(roots[0]->inner.size() == 2);
  CHECK(roots[0]->loc.file == "a.hpp");
  CHECK(roots[0]->end.line == 9);
  const grader::ast_node& statement = *roots[0]->inner[0];
  CHECK(statement.begin.file == "a.hpp");
  CHECK(statement.end.line == 4);
  CHECK(statement.inner.empty());
  const grader::ast_node& function = *roots[0]->inner[1];
  CHECK(function.loc.file == "b.hpp");
  CHECK(function.loc.line == 7);
  CHECK_FALSE(function.loc.macro);
  CHECK(function.begin.macro);
  CHECK(function.begin.file == "d.hpp");
  CHECK(function.begin.offset == 46);
  CHECK(function.begin.length == 4);
  CHECK_FALSE(function.end.valid);
}

TEST_CASE("each document of a dump starts anew", "[author][ast_tree]") {
  const auto roots = read_ast(
      "{\n \"kind\": \"A\",\n \"loc\": {\"offset\": 1, \"file\": \"a\", "
      "\"line\": 3}\n}\n{\n \"kind\": \"B\",\n \"loc\": {\"offset\": 1}\n}\n");
  REQUIRE(roots.size() == 2);
  CHECK(roots[0]->loc.line == 3);
  CHECK(roots[1]->kind == "B");
  CHECK(roots[1]->loc.file.empty());
}

TEST_CASE("what is no dump is a fault of ours", "[author][ast_tree]") {
  CHECK(read_ast("").empty());
  CHECK_THROWS_AS(read_ast("{\n \"kind\": \n}\n"), grader::grader_fault);
  CHECK_THROWS_AS(read_ast("{\n \"kind\": \"A\""), grader::grader_fault);
}
