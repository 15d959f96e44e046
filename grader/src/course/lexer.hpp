// SPDX-License-Identifier: MIT
//
// C++ source as tokens with byte offsets: enough to step over comments, string
// literals (raw ones too) and directives, and to match brackets. It does not
// parse C++: which function is where, clang says (author/ast_dump.hpp).
#pragma once

#include <cstddef>
#include <string_view>

namespace grader {

enum class token_kind {
  end,
  word,  // identifier or keyword
  number,
  literal,    // string or character, with its prefix
  directive,  // from `#` to the end of its last line, without the line break
  symbol,     // one character, except `::`, `->` and `&&`
};

struct token {
  token_kind kind = token_kind::end;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The first token at or after `at`, which must not lie inside a token.
token next_token(std::string_view source, std::size_t at);

inline std::string_view text_of(std::string_view source, const token& t) {
  return source.substr(t.begin, t.end - t.begin);
}

// The end of the bracket that `open` (a `(`, `[` or `{` symbol) begins, one
// past the closing one; npos when it stays open. Directives inside are stepped
// over.
std::size_t end_of_bracket(std::string_view source, const token& open);

}  // namespace grader
