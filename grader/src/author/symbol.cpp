// SPDX-License-Identifier: MIT
#include "author/symbol.hpp"

#include <algorithm>

#include "author/cut_error.hpp"
#include "author/declarator.hpp"

namespace grader {

namespace {

constexpr std::size_t npos = std::string_view::npos;

// Splits at `separator` where no bracket is open.
std::vector<std::string> split(std::string_view text,
                               std::string_view separator) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '(' || c == '<' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == '>' || c == ']' || c == '}') --depth;
    if (depth == 0 && text.substr(i).starts_with(separator)) {
      parts.emplace_back();
      i += separator.size();
      continue;
    }
    parts.back() += c;
    ++i;
  }
  return parts;
}

std::string without_arguments(const std::string& component) {
  if (component.starts_with("operator")) return component;
  return component.substr(0, component.find('<'));
}

// Where the name `operator...` begins, as a component of its own; npos if none.
std::size_t find_operator(std::string_view text) {
  if (text.starts_with("operator")) return 0;
  const std::size_t at = text.find("::operator");
  return at == npos ? npos : at + 2;
}

// Where the parameter list begins: behind the name, which may be `operator()`.
std::size_t find_parameters(std::string_view text, std::size_t operator_at) {
  std::size_t from = operator_at == npos ? 0 : operator_at + 8;
  if (operator_at != npos && text.substr(from).starts_with("()")) from += 2;
  int angles = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (operator_at == npos && text[i] == '<') ++angles;
    if (operator_at == npos && text[i] == '>') --angles;
    if (text[i] == '(' && angles == 0) return i;
  }
  return npos;
}

bool same_component(const std::string& wanted, const std::string& there) {
  return wanted == there ||
         (wanted.find('<') == npos && wanted == without_arguments(there));
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_of("()[]{};,#\"") == npos;
}

}  // namespace

std::string symbol::top() const {
  return without_arguments(scope.empty() ? name : scope.front());
}

symbol parse_symbol(std::string_view text) {
  symbol s;
  s.text = text;
  // Blanks say nothing in a symbol: "unsigned int" is compared as
  // "unsignedint".
  const std::string packed = without_blanks(text);
  const std::size_t operator_at = find_operator(packed);
  const std::size_t open = find_parameters(packed, operator_at);
  const std::string full = packed.substr(0, open);
  const std::size_t name_at = operator_at == npos ? full.size() : operator_at;
  s.scope = split(std::string_view(full).substr(0, name_at), "::");
  if (operator_at != npos) {
    if (!s.scope.empty()) s.scope.pop_back();  // the empty part behind the ::
    s.name = full.substr(operator_at);
  } else {
    s.name = s.scope.back();
    s.scope.pop_back();
  }
  bool valid = std::ranges::all_of(s.scope, is_word) &&
               (operator_at != npos || is_word(s.name));
  if (open != npos) {
    const std::size_t close = packed.rfind(')');
    valid = valid && close != npos && close > open;
    s.has_parameters = true;
    if (valid) {
      s.qualifiers = packed.substr(close + 1);
      const std::string list = packed.substr(open + 1, close - open - 1);
      if (!list.empty() && list != "void") s.parameters = split(list, ",");
    }
    valid = valid && (s.qualifiers.empty() || s.qualifiers == "const" ||
                      s.qualifiers == "&" || s.qualifiers == "&&" ||
                      s.qualifiers == "const&" || s.qualifiers == "const&&");
  }
  if (!valid) {
    throw cut_error("\"" + s.text +
                    "\" is no symbol; write it like kioto::poll::map, "
                    "kioto::poll<void>::map or kioto::poll::value() const &");
  }
  return s;
}

bool same_name(const symbol& s, const ast_function& f) {
  if (s.scope.size() != f.scope.size()) return false;
  for (std::size_t i = 0; i < s.scope.size(); ++i) {
    if (!same_component(s.scope[i], f.scope[i])) return false;
  }
  const std::string name = without_blanks(f.name);
  return s.name == name ||
         (!s.name.starts_with("operator") && same_component(s.name, name));
}

bool same_name_exactly(const symbol& s, const ast_function& f) {
  return s.scope == f.scope && s.name == without_blanks(f.name);
}

bool same_parameters(const symbol& s, const ast_function& f,
                     std::string_view source) {
  if (!s.has_parameters) return true;
  const std::size_t dots = f.variadic ? 1 : 0;
  if (s.parameters.size() != f.parameters.size() + dots) return false;
  if (f.variadic && s.parameters.back() != "...") return false;
  for (std::size_t i = 0; i < f.parameters.size(); ++i) {
    const ast_parameter& p = f.parameters[i];
    // The whole declaration begins with the type; a name may stand behind it.
    const std::string spelled =
        without_blanks(source.substr(p.begin, p.end - p.begin));
    const std::string& wanted = s.parameters[i];
    const bool same = wanted == without_blanks(p.type) ||
                      wanted == without_blanks(p.desugared) ||
                      wanted == spelled ||
                      (spelled.starts_with(wanted) &&
                       (wanted.ends_with('&') || wanted.ends_with('*')) &&
                       spelled.find_first_of("&*=<(", wanted.size()) == npos);
    if (!same) return false;
  }
  return true;
}

}  // namespace grader
