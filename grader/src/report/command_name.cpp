// SPDX-License-Identifier: MIT
#include "report/command_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

namespace grader {
namespace {

constexpr std::string_view name = "grader ";

constexpr std::array<std::string_view, 16> verbs = {
    "check", "replay",   "list",   "next",   "hint",     "reset",
    "diff",  "progress", "doctor", "author", "solution", "explain",
    "run",   "explore",  "book",   "--help"};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' ||
         c == '_';
}

bool begins_with_verb(std::string_view text) {
  return std::ranges::any_of(verbs, [&](std::string_view verb) {
    return text.starts_with(verb) &&
           (text.size() == verb.size() || !is_word(text[verb.size()]));
  });
}

bool is_plain_path(std::string_view command) {
  return !command.empty() && std::ranges::all_of(command, [](char c) {
    return is_word(c) || c == '.' || c == '/';
  });
}

}  // namespace

std::string as_typed(std::string_view text, std::string_view command) {
  std::string shown;
  while (true) {
    const std::size_t at = text.find(name);
    if (at == std::string_view::npos) break;
    const bool whole_word = at == 0 || !is_word(text[at - 1]);
    const std::string_view rest = text.substr(at + name.size());
    shown += text.substr(0, at);
    if (whole_word && begins_with_verb(rest)) {
      shown += command;
      shown += ' ';
    } else {
      shown += name;
    }
    text = rest;
  }
  shown += text;
  return shown;
}

std::string as_typed(std::string_view text) {
  const char* command = std::getenv("KIOTO_COMMAND");
  if (command == nullptr || !is_plain_path(command)) return std::string(text);
  return as_typed(text, command);
}

}  // namespace grader
