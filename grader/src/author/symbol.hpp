// SPDX-License-Identifier: MIT
//
// How a manifest or a splice file names a function:
//
//   kioto::poll::map                   every overload, in the template and in
//                                      its specialisations
//   kioto::poll<void>::map             those of one specialisation
//   kioto::poll::value() const &       one overload
//   kioto::waker::operator=(waker &&)
//   kioto::waker::~waker
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "author/ast_dump.hpp"

namespace grader {

struct symbol {
  std::string text;                // as it was written
  std::vector<std::string> scope;  // {"kioto", "poll<void>"}, without blanks
  std::string name;                // "map", "operator=", without blanks
  bool has_parameters = false;
  std::vector<std::string> parameters;  // {"constwaker&"}, without blanks
  std::string qualifiers;               // "const&", without blanks

  // The outermost name, without template arguments: what the dump is filtered
  // by.
  std::string top() const;
};

// Throws cut_error when the text is no symbol.
symbol parse_symbol(std::string_view text);

// Whether `f` has the symbol's scope and name; template arguments that the
// symbol leaves out may be any.
bool same_name(const symbol& s, const ast_function& f);

// The same, and every template argument is written in both or in neither.
bool same_name_exactly(const symbol& s, const ast_function& f);

// Whether the parameter types are the symbol's, as clang prints them, with
// aliases resolved, or as `source` spells them. True for a symbol without a
// parameter list.
bool same_parameters(const symbol& s, const ast_function& f,
                     std::string_view source);

}  // namespace grader
