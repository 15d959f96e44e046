// SPDX-License-Identifier: MIT
#include "report/locate.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <utility>
#include <vector>

#include "build/files.hpp"

namespace grader {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The last component of a qualified name, without a parameter list.
std::string_view last_name(std::string_view symbol) {
  std::size_t op = symbol.find("operator");
  if (op != std::string_view::npos) {
    std::string_view name = symbol.substr(op);
    std::size_t open = name.find('(', name.starts_with("operator()") ? 10 : 0);
    return name.substr(0, open);
  }
  symbol = symbol.substr(0, symbol.find('('));
  std::size_t colon = symbol.rfind("::");
  return colon == std::string_view::npos ? symbol : symbol.substr(colon + 2);
}

// Past the bracket that closes the one at `at`.
std::size_t close_of(std::string_view text, std::size_t at, char open,
                     char close) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == open) ++depth;
    if (text[at] == close && --depth == 0) return at + 1;
  }
  return text.size();
}

// True when what stands behind a parameter list leads to a body.
bool has_body(std::string_view rest) {
  std::size_t stop = rest.find_first_of("{;=");
  if (stop == std::string_view::npos || rest[stop] != '{') return false;
  std::string_view between = rest.substr(0, stop);
  std::size_t colon = between.find(':');
  bool initialisers =
      colon != std::string_view::npos && between.substr(colon, 2) != "::";
  return between.substr(0, initialisers ? colon : stop).find_first_of(")},") ==
         std::string_view::npos;
}

// What the last component stands in: "poll<void>" of "kioto::poll<void>::map".
std::string_view scope_name(std::string_view symbol) {
  symbol = symbol.substr(0, symbol.find('('));
  std::size_t end = symbol.rfind("::");
  if (end == std::string_view::npos) return {};
  symbol = symbol.substr(0, end);
  std::size_t start = symbol.substr(0, symbol.find('<')).rfind("::");
  return start == std::string_view::npos ? symbol : symbol.substr(start + 2);
}

// The parts of a list between the commas that no bracket encloses.
std::vector<std::string> parts_of(std::string_view list) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (char c : list) {
    if (std::string_view("(<{[").contains(c)) ++depth;
    if (std::string_view(")>}]").contains(c)) --depth;
    if (c == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// A parameter's type: without its name, its default, and blanks.
std::string type_of(std::string_view parameter, bool named) {
  parameter = parameter.substr(0, parameter.find('='));
  while (!parameter.empty() &&
         std::isspace(static_cast<unsigned char>(parameter.back())) != 0)
    parameter.remove_suffix(1);
  if (named)
    while (!parameter.empty() && is_word(parameter.back()))
      parameter.remove_suffix(1);
  std::string type;
  for (char c : parameter)
    if (std::isspace(static_cast<unsigned char>(c)) == 0) type += c;
  return type;
}

// Whether the parameters of the text are of the types that are wanted: "(const
// waker& other)" and "(const waker &)".
bool same_parameters(std::string_view text, std::string_view wanted) {
  const std::vector<std::string> mine = parts_of(text);
  const std::vector<std::string> types = parts_of(wanted);
  if (mine.size() != types.size()) return false;
  for (std::size_t i = 0; i < mine.size(); ++i)
    if (const std::string type = type_of(types[i], false);
        type_of(mine[i], true) != type && type_of(mine[i], false) != type)
      return false;
  return true;
}

// "const waker &" of "kioto::waker::waker(const waker &)"; none if no list is
// there.
std::optional<std::string_view> parameters_of(std::string_view symbol) {
  const std::size_t from = symbol.find("operator()");
  const std::size_t open =
      symbol.find('(', from == std::string_view::npos ? 0 : from + 10);
  if (open == std::string_view::npos) return std::nullopt;
  const std::size_t end = close_of(symbol, open, '(', ')');
  return symbol.substr(open + 1, end - open - 2);
}

// Where a function of that name is defined between `from` and `to`; `to` if
// there is none. Of `parameters`, if there are any to tell it by.
std::size_t find_definition(std::string_view code, std::string_view name,
                            std::optional<std::string_view> parameters,
                            std::size_t from, std::size_t to) {
  for (std::size_t at = code.find(name, from); at < to;
       at = code.find(name, at + 1)) {
    std::size_t behind = at + name.size();
    if (at > 0 && (is_word(code[at - 1]) || code[at - 1] == '.' ||
                   code[at - 1] == '>' || code[at - 1] == '~'))
      continue;
    while (behind < code.size() && code[behind] == ' ') ++behind;
    if (behind >= code.size() || code[behind] != '(') continue;
    std::size_t after = close_of(code, behind, '(', ')');
    if (parameters &&
        !same_parameters(code.substr(behind + 1, after - behind - 2),
                         *parameters))
      continue;
    if (has_body(code.substr(after))) return at;
  }
  return to;
}

// From the opening to the closing brace of every class called `scope`.
std::vector<std::pair<std::size_t, std::size_t>> class_bodies(
    std::string_view code, std::string_view scope) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  if (scope.empty()) return found;
  for (std::size_t at = code.find(scope); at != std::string_view::npos;
       at = code.find(scope, at + 1)) {
    std::size_t behind = at + scope.size();
    if (at == 0 || is_word(code[at - 1])) continue;
    if (behind >= code.size() || is_word(code[behind]) || code[behind] == '<')
      continue;
    std::size_t before = code.find_last_of(";{}>", at);
    std::string_view head = code.substr(
        before == std::string_view::npos ? 0 : before + 1, at - before - 1);
    if (head.find("class ") == std::string_view::npos &&
        head.find("struct ") == std::string_view::npos)
      continue;
    std::size_t open = code.find_first_of("{;(", behind);
    if (open == std::string_view::npos || code[open] != '{') continue;
    found.emplace_back(open, close_of(code, open, '{', '}'));
  }
  return found;
}

}  // namespace

std::string without_comments(std::string_view text) {
  std::string out(text);
  auto blank = [&](std::size_t from, std::size_t to) {
    for (; from < to; ++from)
      if (out[from] != '\n') out[from] = ' ';
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text.substr(i, 2) == "//") {
      end = std::min(text.find('\n', i), text.size());
      blank(i, end);
    } else if (text.substr(i, 2) == "/*") {
      std::size_t close = text.find("*/", i + 2);
      end = close == std::string_view::npos ? text.size() : close + 2;
      blank(i, end);
    } else if (text[i] == '"' ||
               (text[i] == '\'' && (i == 0 || !is_word(text[i - 1])))) {
      while (end < text.size() && text[end] != text[i] && text[end] != '\n')
        end += text[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, text.size());
      blank(i, end);
    }
    i = end;
  }
  return out;
}

namespace {

std::optional<place> locate_with(std::string_view symbol,
                                 std::optional<std::string_view> parameters,
                                 const std::vector<shown_file>& files) {
  std::string_view name = last_name(symbol);
  std::string_view scope = scope_name(symbol);
  std::optional<place> elsewhere;
  for (const shown_file& file : files) {
    auto text = try_read_file(file.path);
    if (!text) continue;
    std::string code = without_comments(*text);
    auto line_at = [&](std::size_t at) {
      return 1 + static_cast<int>(std::count(
                     code.begin(),
                     code.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    };
    for (auto [from, to] : class_bodies(code, scope)) {
      std::size_t at = find_definition(code, name, parameters, from, to);
      if (at < to) return place{std::string(symbol), file.shown, line_at(at)};
    }
    std::size_t at = find_definition(code, name, parameters, 0, code.size());
    if (at < code.size() && !elsewhere)
      elsewhere = place{std::string(symbol), file.shown, line_at(at)};
  }
  return elsewhere;
}

}  // namespace

std::optional<place> locate(std::string_view symbol,
                            const std::vector<shown_file>& files) {
  if (const auto parameters = parameters_of(symbol))
    if (auto exact = locate_with(symbol, parameters, files)) return exact;
  return locate_with(symbol, std::nullopt, files);
}

std::optional<place> locate_todo(const std::vector<std::string>& holes,
                                 std::string_view wanted,
                                 const std::vector<shown_file>& files) {
  std::optional<place> first;
  for (const shown_file& file : files) {
    std::istringstream code(
        without_comments(try_read_file(file.path).value_or("")));
    std::string line;
    for (int number = 1; std::getline(code, line); ++number) {
      if (line.find("KIOTO_TODO(") == std::string::npos) continue;
      // The definition that begins last before it.
      place at{"", file.shown, number};
      int begin = 0;
      for (const std::string& hole : holes) {
        const auto found = locate(hole, files);
        if (!found || found->file != file.shown || found->line > number ||
            found->line < begin)
          continue;
        begin = found->line;
        at.function = hole.substr(0, hole.find('('));
      }
      if (begin == 0) continue;
      if (at.function == wanted) return at;
      if (!first) first = at;
    }
  }
  return first;
}

std::string line_of(std::string_view text, int number) {
  for (; number > 1; --number) {
    std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  while (!text.empty() &&
         std::isspace(static_cast<unsigned char>(text.front())))
    text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
    text.remove_suffix(1);
  return std::string(text);
}

// "kioto::f(int)" of "kioto::f(int)::'lambda1'(void*)::operator()" and of
// "kioto::f(int)::$_0::__invoke(void*)"; empty: it is no lambda.
// A lambda among template arguments or parameters is what a function was given.
static std::string_view around_lambda(std::string_view pretty) {
  int depth = 0;
  for (std::size_t i = 0; i < pretty.size(); ++i) {
    if (pretty[i] == '<' || pretty[i] == '(') ++depth;
    if (pretty[i] == '>' || pretty[i] == ')') --depth;
    const std::string_view rest = pretty.substr(i);
    if (depth == 0 &&
        (rest.starts_with("::'lambda") || rest.starts_with("::$_")))
      return pretty.substr(0, i);
  }
  return {};
}

std::string plain_function_name(std::string_view pretty) {
  if (std::string_view around = around_lambda(pretty); !around.empty())
    return "lambda in " + plain_function_name(around);
  // Behind a function template's name clang lists its arguments: " [T = int]".
  if (std::size_t with = pretty.find(" ["); with != std::string_view::npos)
    pretty = pretty.substr(0, with);
  std::string named(pretty);
  constexpr std::string_view anonymous = "(anonymous namespace)::";
  for (std::size_t at; (at = named.find(anonymous)) != std::string::npos;)
    named.erase(at, anonymous.size());
  // "[abi:cxx11]", where a std::string is returned.
  for (std::size_t at; (at = named.find("[abi:")) != std::string::npos;)
    named.erase(at, named.find(']', at) + 1 - at);
  pretty = named;
  std::string flat;
  int depth = 0;
  std::size_t op = pretty.find("operator");
  for (std::size_t i = 0; i < pretty.size(); ++i) {
    bool in_operator = op != std::string_view::npos && i >= op && i < op + 10;
    if (!in_operator && pretty[i] == '<') ++depth;
    if (depth == 0) flat.push_back(pretty[i]);
    if (!in_operator && pretty[i] == '>') --depth;
  }
  std::size_t from = flat.find("operator");
  std::size_t open = flat.find(
      '(',
      from == std::string::npos
          ? 0
          : from + 8 + (flat.compare(from, 10, "operator()") == 0 ? 2 : 0));
  std::string name = flat.substr(0, open);
  // The return type ends at the last space before the name; "operator bool" and
  // "operator new" hold one themselves.
  std::size_t until = from == std::string::npos ? name.size() : from;
  std::size_t space = name.rfind(' ', until == 0 ? 0 : until - 1);
  if (space != std::string::npos) name.erase(0, space + 1);
  while (!name.empty() && (name.front() == '*' || name.front() == '&'))
    name.erase(0, 1);
  return name;
}

}  // namespace grader
