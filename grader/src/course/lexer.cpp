// SPDX-License-Identifier: MIT
#include "course/lexer.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace grader {

namespace {

constexpr std::size_t npos = std::string_view::npos;

bool starts_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool in_word(char c) {
  return starts_word(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// Past the line that `at` lies in, and the lines that backslashes add to it.
std::size_t end_of_line(std::string_view s, std::size_t at) {
  while (true) {
    const std::size_t line_break = s.find('\n', at);
    if (line_break == npos) return s.size();
    std::size_t last = line_break;
    if (last > at && s[last - 1] == '\r') --last;
    if (last == at || s[last - 1] != '\\') return line_break;
    at = line_break + 1;
  }
}

std::size_t end_of_comment(std::string_view s, std::size_t at) {
  if (s[at + 1] == '/') return end_of_line(s, at);
  const std::size_t close = s.find("*/", at + 2);
  return close == npos ? s.size() : close + 2;
}

bool at_comment(std::string_view s, std::size_t at) {
  return at + 1 < s.size() && s[at] == '/' &&
         (s[at + 1] == '/' || s[at + 1] == '*');
}

// A directive ends with its line; a comment in it may span lines.
std::size_t end_of_directive(std::string_view s, std::size_t at) {
  const std::size_t line_end = end_of_line(s, at);
  const std::size_t comment = s.substr(0, line_end).find("/*", at);
  if (comment == npos) return line_end;
  const std::size_t close = end_of_comment(s, comment);
  return close <= line_end ? line_end : end_of_line(s, close);
}

std::size_t end_of_quoted(std::string_view s, std::size_t at) {
  const char quote = s[at];
  for (++at; at < s.size() && s[at] != '\n'; ++at) {
    if (s[at] == '\\') {
      ++at;
    } else if (s[at] == quote) {
      return at + 1;
    }
  }
  return std::min(at, s.size());
}

// `at` is the quote of R"delimiter(...)delimiter".
std::size_t end_of_raw(std::string_view s, std::size_t at) {
  const std::size_t open = s.find('(', at);
  if (open == npos) return s.size();
  std::string close = ")";
  close.append(s.substr(at + 1, open - at - 1)).append("\"");
  const std::size_t found = s.find(close, open);
  return found == npos ? s.size() : found + close.size();
}

token word_or_literal(std::string_view s, std::size_t at) {
  std::size_t end = at;
  while (end < s.size() && in_word(s[end])) ++end;
  const std::string_view word = s.substr(at, end - at);
  const char next = end < s.size() ? s[end] : '\0';
  const bool raw = word == "R" || word == "LR" || word == "uR" ||
                   word == "UR" || word == "u8R";
  const bool prefix = word == "L" || word == "u" || word == "U" || word == "u8";
  if (raw && next == '"') return {token_kind::literal, at, end_of_raw(s, end)};
  if (prefix && (next == '"' || next == '\'')) {
    return {token_kind::literal, at, end_of_quoted(s, end)};
  }
  return {token_kind::word, at, end};
}

// A preprocessing number: 1'000, 0x1p-3, .5f.
std::size_t end_of_number(std::string_view s, std::size_t at) {
  while (at < s.size()) {
    const char c = s[at];
    const bool sign = (c == '+' || c == '-') &&
                      std::string_view("eEpP").find(s[at - 1]) != npos;
    const bool separator = c == '\'' && at + 1 < s.size() && in_word(s[at + 1]);
    if (!in_word(c) && c != '.' && !sign && !separator) break;
    ++at;
  }
  return at;
}

bool first_on_line(std::string_view s, std::size_t at) {
  while (at > 0 && (s[at - 1] == ' ' || s[at - 1] == '\t')) --at;
  return at == 0 || s[at - 1] == '\n';
}

}  // namespace

token next_token(std::string_view s, std::size_t at) {
  while (at < s.size()) {
    const char c = s[at];
    const char next = at + 1 < s.size() ? s[at + 1] : '\0';
    if (std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\\') {
      ++at;
    } else if (at_comment(s, at)) {
      at = end_of_comment(s, at);
    } else if (c == '#' && first_on_line(s, at)) {
      return {token_kind::directive, at, end_of_directive(s, at)};
    } else if (starts_word(c)) {
      return word_or_literal(s, at);
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 ||
               (c == '.' && std::isdigit(static_cast<unsigned char>(next)))) {
      return {token_kind::number, at, end_of_number(s, at + 1)};
    } else if (c == '"' || c == '\'') {
      return {token_kind::literal, at, end_of_quoted(s, at)};
    } else {
      const bool two = (c == ':' && next == ':') || (c == '-' && next == '>') ||
                       (c == '&' && next == '&');
      return {token_kind::symbol, at, at + (two ? 2 : 1)};
    }
  }
  return {token_kind::end, s.size(), s.size()};
}

std::size_t end_of_bracket(std::string_view s, const token& open) {
  std::string expected;
  for (token t = open; t.kind != token_kind::end; t = next_token(s, t.end)) {
    if (t.kind != token_kind::symbol) continue;
    const char c = s[t.begin];
    if (c == '(') expected += ')';
    if (c == '[') expected += ']';
    if (c == '{') expected += '}';
    if (c != ')' && c != ']' && c != '}') continue;
    if (expected.empty() || expected.back() != c) return npos;
    expected.pop_back();
    if (expected.empty()) return t.end;
  }
  return npos;
}

}  // namespace grader
