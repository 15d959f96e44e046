// SPDX-License-Identifier: MIT
//
// The functions of a C++ file, as clang's own parser sees them. Clang dumps its
// syntax tree as JSON; what is kept of it is where each function is named, what
// it takes, and where its body begins and ends.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "author/ast_tree.hpp"
#include "course/course.hpp"

namespace grader {

// How to parse a file: the compiler, and where its headers are.
struct parse_options {
  std::string compiler = "clang++-19";
  std::vector<fs::path> include_dirs;
};

struct ast_parameter {
  std::string type;       // "const waker &", as written there
  std::string desugared;  // with aliases resolved; empty when it is the same
  std::size_t begin = 0;  // bytes of the declaration, name and default included
  std::size_t end = 0;
};

// A function, or a template of one, that the file declares or defines.
struct ast_function {
  std::vector<std::string> scope;  // {"kioto", "poll<void>"}
  std::string name;                // "map", "operator=", "~waker"
  std::string kind;                // clang's: "CXXConstructorDecl", ...
  std::vector<ast_parameter> parameters;
  bool variadic = false;
  bool defaulted = false;
  bool deleted = false;
  bool immediate = false;  // consteval
  bool in_macro = false;   // its body is made by a macro
  bool has_body = false;
  std::size_t declaration_begin = 0;  // of the line's first token of it
  std::size_t name_begin = 0;
  std::size_t body_begin = 0;  // at `{` or `try`
  std::size_t body_end = 0;    // one past `}`
  int line = 0;                // of the name
};

// The declarations of `file` and its headers whose name contains `top_name`,
// and the statements of `file`'s own functions if they are wanted. Throws and
// costs as dump_functions.
std::vector<std::unique_ptr<ast_node>> dump_tree(const parse_options& options,
                                                 const fs::path& file,
                                                 const std::string& top_name,
                                                 bool statements);

// Every function of `file` in the namespaces, classes and global functions
// whose name contains `top_name`, each body once: instantiations are left out.
// Throws cut_error when the file does not compile, environment_error when the
// compiler cannot be run. Cost: one clang -fsyntax-only.
std::vector<ast_function> dump_functions(const parse_options& options,
                                         const fs::path& file,
                                         const std::string& source,
                                         const std::string& top_name);

// What clang said, for one run over the answers: their stubs and all their
// wrong answers ask for the same files. Files must not change meanwhile.
class ast_cache {
 public:
  const std::vector<ast_function>& functions(const parse_options& options,
                                             const fs::path& file,
                                             const std::string& source,
                                             const std::string& top_name);

 private:
  std::map<std::pair<fs::path, std::string>, std::vector<ast_function>> known_;
};

}  // namespace grader
