// SPDX-License-Identifier: MIT
#include "author/declarator.hpp"

#include <cctype>
#include <vector>

#include "course/lexer.hpp"

namespace grader {

namespace {

constexpr std::size_t npos = std::string_view::npos;

bool opens(std::string_view symbol) {
  return symbol == "(" || symbol == "[" || symbol == "{";
}

// Past the bracket that `t` opens, or past `t`.
std::size_t step(std::string_view s, const token& t) {
  if (t.kind != token_kind::symbol || !opens(text_of(s, t))) return t.end;
  const std::size_t end = end_of_bracket(s, t);
  return end == npos ? s.size() : end;
}

// Past the `>` that matches the `<` at `open`.
std::size_t end_of_angles(std::string_view s, const token& open) {
  int depth = 0;
  for (token t = open; t.kind != token_kind::end;
       t = next_token(s, step(s, t))) {
    const std::string_view text = text_of(s, t);
    if (text == "<") ++depth;
    if (text == ">" && --depth == 0) return t.end;
    if (text == ";" || text == "{") break;
  }
  return npos;
}

// The `(` of the parameter list: the innermost one around the first parameter,
// or the first that holds nothing but perhaps `void`. (For `operator()()` that
// is the one in the name: what stands behind the list is found all the same.)
token parameter_list(std::string_view s, const ast_function& f) {
  std::vector<token> open;
  for (token t = next_token(s, f.name_begin);
       t.kind != token_kind::end && t.begin < f.body_begin;
       t = next_token(s, t.end)) {
    if (!f.parameters.empty() && t.begin >= f.parameters.front().begin) break;
    const std::string_view text = text_of(s, t);
    if (text == ")" && !open.empty()) open.pop_back();
    if (text != "(") continue;
    open.push_back(t);
    if (!f.parameters.empty()) continue;
    token inside = next_token(s, t.end);
    if (text_of(s, inside) == "void" || text_of(s, inside) == ".") {
      while (text_of(s, inside) != ")" && inside.kind != token_kind::end) {
        inside = next_token(s, inside.end);
      }
    }
    if (text_of(s, inside) == ")") return t;
  }
  return open.empty() ? token{} : open.back();
}

// Whether `auto` or `decltype(auto)` stands in [begin, end), outside brackets
// and template parameter lists.
bool has_placeholder(std::string_view s, std::size_t begin, std::size_t end) {
  std::string_view before;
  for (token t = next_token(s, begin);
       t.kind != token_kind::end && t.begin < end;) {
    const std::string_view text = text_of(s, t);
    if (text == "auto") return true;
    std::size_t next = step(s, t);
    if (text == "<" && before == "template") next = end_of_angles(s, t);
    if (text == "(" && before == "decltype" &&
        without_blanks(s.substr(t.begin, next - t.begin)) == "(auto)") {
      return true;
    }
    if (next == npos) return false;
    before = text;
    t = next_token(s, next);
  }
  return false;
}

void add_qualifier(std::string& list, std::string_view qualifier) {
  if (!list.empty()) list += ' ';
  list += qualifier;
}

}  // namespace

std::string without_blanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) result += c;
  }
  return result;
}

std::string conversion_name(std::string_view source, std::size_t name_begin) {
  token t = next_token(source, name_begin);
  std::size_t end = t.end;
  for (t = next_token(source, t.end); t.kind != token_kind::end;
       t = next_token(source, t.end)) {
    if (text_of(source, t) == "(" &&
        text_of(source, next_token(source, t.end)) == ")") {
      break;
    }
    end = t.end;
  }
  return std::string(source.substr(name_begin, end - name_begin));
}

std::string written_arguments(std::string_view source, std::size_t name_end) {
  const token t = next_token(source, name_end);
  if (text_of(source, t) != "<") return {};
  const std::size_t end = end_of_angles(source, t);
  if (end == npos) return {};
  return std::string(source.substr(t.begin, end - t.begin));
}

declarator read_declarator(std::string_view s, const ast_function& f) {
  declarator d;
  d.initialisers_begin = f.body_begin;
  const token open = parameter_list(s, f);
  if (open.kind == token_kind::end) {  // no list: made by a macro
    d.parameters_end = f.body_begin;
    return d;
  }
  d.parameters_end = step(s, open);
  std::size_t trailing = 0;
  bool in_requires = false;
  for (token t = next_token(s, d.parameters_end);
       t.kind != token_kind::end && t.begin < f.body_begin;
       t = next_token(s, step(s, t))) {
    const std::string_view text = text_of(s, t);
    if (text == ":") {
      d.initialisers_begin = t.begin;
      break;
    }
    if (text == "->" && trailing == 0) trailing = t.end;
    if (text == "requires") in_requires = true;
    if (trailing != 0 || in_requires) continue;
    if (text == "const" || text == "volatile" || text == "&" || text == "&&") {
      add_qualifier(d.qualifiers, text);
    }
  }
  const bool conversion = f.kind == "CXXConversionDecl";
  if (trailing != 0) {
    d.deduced_return = has_placeholder(s, trailing, d.initialisers_begin);
  } else if (f.kind != "CXXConstructorDecl") {
    d.deduced_return =
        has_placeholder(s, f.declaration_begin, f.name_begin) ||
        (conversion && has_placeholder(s, f.name_begin, open.begin));
  }
  return d;
}

}  // namespace grader
