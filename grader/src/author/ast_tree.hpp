// SPDX-License-Identifier: MIT
//
// Clang's JSON syntax tree, read as a stream. Locations depend on the ones
// before them: clang writes "file" and "line" only where they change, so the
// document is read in its own order and nothing is skipped. Statements are
// read for that reason, and kept only for one file, if at all.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct ast_location {
  bool valid = false;
  bool macro = false;  // then the place is where the macro is used
  std::string file;
  std::size_t offset = 0;
  std::size_t length = 0;  // of the token there
  int line = 0;
};

struct ast_node {
  std::string kind;
  std::string name;
  std::string id;
  std::string
      context_id;  // the scope that it belongs to, when written elsewhere
  std::string type;
  std::string desugared;
  bool implicit = false;
  bool variadic = false;
  bool defaulted = false;
  bool deleted = false;
  bool immediate = false;
  // Of statements:
  std::string opcode;         // "==", "&&"
  std::string value;          // of a literal: "1", "true"
  std::string category;       // "lvalue", "xvalue", "prvalue"
  bool is_constexpr = false;  // of `if constexpr`, and of variables
  bool has_init = false, has_variable = false, has_else = false;
  ast_location loc;
  ast_location begin;
  ast_location end;
  std::vector<std::unique_ptr<ast_node>> inner;
};

// The declarations at the top of a dump, one after the other.
// The statements that begin in the file `statements_of` are kept. Throws
// grader_fault when the text is not such a dump.
std::vector<std::unique_ptr<ast_node>> read_ast(
    std::string_view json, const std::string& statements_of = {});

}  // namespace grader
