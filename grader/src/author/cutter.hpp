// SPDX-License-Identifier: MIT
//
// The cutter: finds the bodies of functions by symbol, so that a stub, a wrong
// answer or a step in the book can be cut out of the reference's own file.
// Which function is where, clang says; nothing is guessed from the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "author/ast_dump.hpp"
#include "author/cut_error.hpp"
#include "author/symbol.hpp"

namespace grader {

struct found_body {
  std::string symbol;     // "kioto::poll<void>::map"
  std::string signature;  // "kioto::poll<void>::map(F &&) const &"
  fs::path file;
  std::size_t begin = 0;               // the body, from `{` (or `try`) ...
  std::size_t end = 0;                 // ... to one past `}`
  std::size_t initialisers_begin = 0;  // at the `:`; `begin` if there is none
  std::size_t declaration_begin = 0;   // where its declaration begins
  std::size_t name_begin = 0;
  int line = 0;  // of the name
};

// The functions of one file, ready to be asked for.
class function_list {
 public:
  // Parses the file once. `tops`: what the symbols that will be asked for begin
  // with ("kioto"); none: only the source is read. `known`, if given, is asked
  // before clang is. Throws cut_error, environment_error.
  function_list(const parse_options& options, fs::path file,
                const std::vector<std::string>& tops,
                ast_cache* known = nullptr);

  const fs::path& file() const { return file_; }
  const std::string& source() const { return source_; }
  const std::vector<ast_function>& functions() const { return functions_; }

 private:
  fs::path file_;
  std::string source_;
  std::vector<ast_function> functions_;
};

// How a symbol without template arguments is meant when both a template and its
// specialisations have such a member.
enum class among { all, primary_first };

// The bodies that `wanted` names in `files`, in the order of the files. Throws
// cut_error when there is none (naming near ones), when one of them cannot be
// cut (a deduced return type, consteval, made by a macro), when a parameter
// list without qualifiers fits several.
// Overloads that are defaulted, deleted or only declared are left alone if
// another one has a body.
std::vector<found_body> select_bodies(const std::vector<function_list>& files,
                                      std::string_view wanted,
                                      among which = among::all);

// Both at once, for a single file: the bodies of each wanted symbol in turn,
// none twice.
std::vector<found_body> find_bodies(const parse_options& options,
                                    const fs::path& file,
                                    const std::vector<std::string>& wanted);

// The `tops` of some symbols.
std::vector<std::string> top_names(const std::vector<std::string>& symbols);

}  // namespace grader
