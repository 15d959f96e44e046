// SPDX-License-Identifier: MIT
#include "report/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "course/error.hpp"
#include "report/command_name.hpp"

namespace grader {

console::console(format f)
    : format_(f), terminal_(::isatty(1) != 0), colour_(false) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  bool dumb = term == nullptr || std::strcmp(term, "dumb") == 0;
  terminal_ = terminal_ && f == format::human && !dumb;
  colour_ = terminal_ && (no_colour == nullptr || *no_colour == '\0');
}

void console::progress(const std::string& text) {
  if (!terminal_) return;
  std::printf("\r\033[K%s", text.c_str());
  std::fflush(stdout);
  progress_shown_ = true;
}

void console::print(std::string_view text) {
  if (progress_shown_) {
    std::printf("\r\033[K");
    progress_shown_ = false;
  }
  const bool for_people = format_ == format::human || format_ == format::plain;
  const std::string shown = for_people ? as_typed(text) : std::string(text);
  bool written =
      std::fwrite(shown.data(), 1, shown.size(), stdout) == shown.size();
  if (!written || std::fflush(stdout) != 0)
    throw environment_error("cannot write to the standard output");
}

std::string console::paint(tone t, std::string_view text) const {
  const char* code = t == tone::good     ? "32"
                     : t == tone::bad    ? "31;1"
                     : t == tone::quiet  ? "2"
                     : t == tone::strong ? "1"
                                         : nullptr;
  if (!colour_ || code == nullptr) return std::string(text);
  return std::string("\033[") + code + "m" + std::string(text) + "\033[0m";
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string cut(std::string_view text, std::size_t columns) {
  if (width(text) <= columns) return std::string(text);
  while (width(text) > columns - 3) {
    while ((static_cast<unsigned char>(text.back()) & 0xc0) == 0x80)
      text.remove_suffix(1);
    text.remove_suffix(1);
  }
  return std::string(text) + "...";
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (!line.empty() && width(line) + 1 + width(word) > columns) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string out(text);
  if (width(text) < columns) out.append(columns - width(text), ' ');
  return out;
}

}  // namespace grader
