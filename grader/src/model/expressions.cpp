// SPDX-License-Identifier: MIT
#include "model/expressions.hpp"

#include <cctype>
#include <regex>

namespace grader {
namespace {

constexpr std::size_t longest_expression = 28;

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Where the operand that ends before `end` begins: names, members, elements.
// npos when there is something else, such as a call.
std::size_t operand_begin(std::string_view line, std::size_t end) {
  std::size_t at = end;
  while (at > 0) {
    const char c = line[at - 1];
    if (is_word(c) || c == '.') {
      --at;
    } else if (at > 1 && (line.substr(at - 2, 2) == "->" ||
                          line.substr(at - 2, 2) == "::")) {
      at -= 2;
    } else if (c == ']') {
      const std::size_t open = line.rfind('[', at - 1);
      if (open == std::string_view::npos) return open;
      at = open;
    } else if (c == ')') {
      return std::string_view::npos;
    } else {
      break;
    }
  }
  return at;
}

// Where the operand that begins at `begin` ends.
std::size_t operand_end(std::string_view line, std::size_t begin) {
  std::size_t at = begin;
  while (at < line.size()) {
    if (is_word(line[at]) || line[at] == '.') {
      ++at;
    } else if (line.substr(at, 2) == "->" || line.substr(at, 2) == "::") {
      at += 2;
    } else if (line[at] == '[') {
      const std::size_t close = line.find(']', at);
      if (close == std::string_view::npos) return at;
      at = close + 1;
    } else {
      break;
    }
  }
  return at;
}

std::string checked(std::string_view expression) {
  if (expression.starts_with("this->")) expression.remove_prefix(6);
  const bool begins_well =
      !expression.empty() &&
      (std::isalpha(static_cast<unsigned char>(expression[0])) != 0 ||
       expression[0] == '_' || expression[0] == '*');
  if (!begins_well || expression.size() > longest_expression) return {};
  return std::string(expression);
}

// `may_point`: a star in front belongs to it.
std::string before(std::string_view line, std::size_t end, bool may_point) {
  while (end > 0 && line[end - 1] == ' ') --end;
  std::size_t begin = operand_begin(line, end);
  if (begin == std::string_view::npos || begin == end) return {};
  // A pointer's target, if the star stands for nothing else.
  if (may_point && begin > 0 && line[begin - 1] == '*' &&
      (begin == 1 ||
       line.substr(0, begin - 1).find_last_not_of(' ') ==
           std::string_view::npos ||
       !is_word(line[line.find_last_not_of(' ', begin - 2)])))
    --begin;
  return checked(line.substr(begin, end - begin));
}

std::string behind(std::string_view line, std::size_t begin) {
  std::size_t name = begin;
  if (name < line.size() && line[name] == '*') ++name;
  std::string_view found = line.substr(begin, operand_end(line, name) - begin);
  // "x.load()": the member is what is called.
  if (begin + found.size() < line.size() && line[begin + found.size()] == '(') {
    const std::size_t member = found.find_last_of(".>");
    if (member == std::string_view::npos) return {};
    found = found.substr(0, member - (found[member] == '>' ? 1 : 0));
  }
  return checked(found);
}

bool is_operator(char c) {
  return std::string_view("=+-&|^").find(c) != std::string_view::npos;
}

}  // namespace

std::string object_at(std::string_view line, int column) {
  const auto at = static_cast<std::size_t>(column) - 1;
  if (column < 1 || at >= line.size()) return {};
  const std::string_view two = line.substr(at, 2);
  if (two == "++" || two == "--") {
    const bool is_prefix =
        at + 2 < line.size() && (is_word(line[at + 2]) || line[at + 2] == '*');
    return is_prefix ? behind(line, at + 2) : before(line, at, true);
  }
  if (is_operator(line[at])) return before(line, at, true);
  if (!is_word(line[at]) && line[at] != '*') return {};
  const bool is_member = at > 0 && (line[at - 1] == '.' ||
                                    (at > 1 && line.substr(at - 2, 2) == "->"));
  if (!is_member) return behind(line, at);
  const std::size_t end = at + word_at(line, column).size();
  if (end >= line.size() || line[end] != '(') return before(line, end, false);
  return before(line, line[at - 1] == '.' ? at - 1 : at - 2, false);
}

std::string argument_at(std::string_view line, int column) {
  const auto at = static_cast<std::size_t>(column) - 1;
  if (column < 1 || at >= line.size()) return {};
  std::size_t open = operand_end(line, at);
  if (open >= line.size() || (line[open] != '(' && line[open] != '{'))
    return {};
  const std::size_t begin = open + 1;
  const std::size_t end = line.find_first_of(",)}", begin);
  if (end == std::string_view::npos) return {};
  const std::string_view argument = line.substr(begin, end - begin);
  if (operand_end(argument, 0) != argument.size()) return {};
  return checked(argument);
}

std::string_view word_at(std::string_view line, int column) {
  const auto at = static_cast<std::size_t>(column) - 1;
  if (column < 1 || at >= line.size()) return {};
  std::size_t end = at;
  while (end < line.size() && is_word(line[end])) ++end;
  return line.substr(at, end - at);
}

std::string thread_name_in(std::string_view line) {
  static const std::regex thread(
      R"(\bj?thread\s+(\w+)\s*[({=]|\bauto\s+(\w+)\s*=\s*\[)");
  std::cmatch found;
  if (line.size() > 200 ||
      !std::regex_search(line.data(), line.data() + line.size(), found, thread))
    return {};
  std::string name = found[1].matched ? found[1].str() : found[2].str();
  return name.size() <= 20 ? name : std::string();
}

}  // namespace grader
