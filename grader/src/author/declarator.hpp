// SPDX-License-Identifier: MIT
//
// What stands between a function's name and its body, token by token: clang's
// dump leaves out where the initialisers begin and how the return type was
// written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "author/ast_dump.hpp"

namespace grader {

struct declarator {
  std::size_t parameters_end = 0;      // one past the `)`
  std::size_t initialisers_begin = 0;  // at `:`, or where the body begins
  std::string qualifiers;              // "const &", "&&", ""
  bool deduced_return = false;         // auto or decltype(auto), found out from
                                       // the body
};

// `f` must have a body in `source`.
declarator read_declarator(std::string_view source, const ast_function& f);

// The template arguments written behind a name: "<void>" for the token at
// `name_end` in `poll<void>`; empty when there are none.
std::string written_arguments(std::string_view source, std::size_t name_end);

// The name of a conversion as it is written: "operator std::string".
std::string conversion_name(std::string_view source, std::size_t name_begin);

// `text` without any blanks: how types are compared.
std::string without_blanks(std::string_view text);

}  // namespace grader
