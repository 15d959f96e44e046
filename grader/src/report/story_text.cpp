// SPDX-License-Identifier: MIT
#include "report/story_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/printed_text.hpp"

namespace grader {
namespace {

constexpr std::size_t screen = 80;
constexpr std::size_t story_indent = 9;
// Where the right-hand column of a story begins.
constexpr std::size_t saw_column = 52;
constexpr std::size_t steps_shown = 12;

std::string_view base_name(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

std::string step_text(std::size_t number, const story_step& s,
                      const console& on) {
  std::string head = fmt::format("{:>{}}  ", number, story_indent);
  std::string saw = s.saw;
  if (!saw.empty() && s.right) saw += ", as it should";
  std::string left = head + s.text;
  if (saw.empty())
    return indented(s.text, story_indent + 2).replace(0, head.size(), head);
  std::string painted = on.paint(s.right ? tone::quiet : tone::bad, saw);
  if (width(left) + 2 <= saw_column && saw_column + width(saw) <= screen)
    return padded(left, saw_column) + painted + "\n";
  std::string text = indented(s.text, story_indent + 2);
  text.replace(0, head.size(), head);
  for (const std::string& line : wrap(saw, screen - story_indent - 6))
    text += std::string(story_indent + 6, ' ') +
            on.paint(s.right ? tone::quiet : tone::bad, line) + "\n";
  return text;
}

std::string steps_text(const std::vector<story_step>& story,
                       const console& on) {
  std::string text;
  std::size_t skipped =
      story.size() > steps_shown ? story.size() - steps_shown : 0;
  if (skipped != 0)
    text += fmt::format("{:>{}}  ({} steps before, all as they should be)\n",
                        "...", story_indent, skipped);
  for (std::size_t i = skipped; i < story.size(); ++i)
    text += step_text(i + 1, story[i], on);
  return text;
}

std::string output_text(const case_verdict& c) {
  return printed_text(c.output, c.output_bytes, story_indent + 2);
}

// Where to look, and the lines that lead there.
std::string place_text(const case_verdict& c) {
  std::string text;
  if (c.where) {
    std::string at = fmt::format("{}:{}", c.where->file, c.where->line);
    text += indented(c.where->function.empty()
                         ? "look at " + at
                         : fmt::format("your {} ({})", c.where->function, at),
                     story_indent);
  }
  for (const std::string& note : c.notes)
    text += indented(note, story_indent + 2);
  return text;
}

std::string exploration_text(const explored_case& x) {
  constexpr std::string_view why = "why: ";
  std::string text = indented(x.why, story_indent + why.size() + 2);
  text.replace(story_indent + 2, why.size(), why);
  return text + indented(explored_text(x), story_indent + 2);
}

}  // namespace

std::string explored_text(const explored_case& x) {
  const std::string n =
      fmt::format("{} execution{}", x.executions, x.executions == 1 ? "" : "s");
  if (x.result == "proved") return fmt::format("all {} explored", n);
  if (x.result == "sampled") return fmt::format("{} sampled, not all", n);
  return fmt::format("explored {}", n);
}

// As a shell takes it. A schedule that is longer than a line goes on in the
// first column: a space would end it.
std::string replay_text(std::string_view command, const std::string& choice,
                        const std::string& schedule, std::size_t columns) {
  const std::string head = std::string(columns, ' ') + "replay: ";
  std::string text;
  std::string line = head + std::string(command);
  const auto add = [&](const std::string& word, std::size_t room) {
    if (line.size() + 1 + std::min(word.size(), room) + 2 > screen) {
      text += line + " \\\n";
      line = std::string(head.size() + 1, ' ');
    }
    line += " " + word;
  };
  add(choice, screen);
  // The first execution of all has made no choice.
  if (!schedule.empty())
    add("--schedule " + schedule, screen - head.size() - 4);
  while (line.size() > screen) {
    std::size_t end = line.rfind('.', screen - 1);
    if (end == std::string::npos || end < head.size()) end = screen - 1;
    text += line.substr(0, end) + "\\\n";
    line.erase(0, end);
  }
  return text + line + "\n";
}

std::string indented(std::string_view paragraph, std::size_t columns) {
  std::string text;
  for (const std::string& line : wrap(paragraph, screen - columns))
    text += std::string(columns, ' ') + line + "\n";
  return text;
}

std::string case_line(const case_verdict& c, const console& on) {
  bool pass = c.result == outcome::pass;
  std::string build;
  if (c.build && *c.build != build_kind::plain)
    build = fmt::format(" [{}]", label_of(*c.build));
  return fmt::format(
      "  {} {:>3}  {}{}\n",
      on.paint(pass ? tone::good : tone::bad, pass ? "PASS" : "FAIL"), c.number,
      c.title, build);
}

std::string case_story(const case_verdict& c, const console& on) {
  if (c.result == outcome::pass)
    return c.headline.empty() ? "" : indented(c.headline, story_indent + 2);
  std::string text;
  if (c.result == outcome::not_written) {
    std::string line = c.headline;
    if (c.where)
      line += fmt::format(", {}:{}", base_name(c.where->file), c.where->line);
    return indented(line, story_indent + 2);
  }
  text += steps_text(c.story, on);
  if (!c.headline.empty()) text += indented(c.headline, story_indent + 2);
  if (c.explored) text += c.explored->picture;
  if (!c.expected.empty())
    text +=
        indented(fmt::format("expected: {}, because {}", c.expected, c.because),
                 story_indent + 2);
  text += place_text(c) + output_text(c);
  if (c.explored) text += exploration_text(*c.explored);
  return text;
}

std::string finding_text(const case_verdict& c) {
  return indented(c.headline, story_indent + 2) + place_text(c);
}

std::string diagnostic_text(const diagnostic& d, const console& on) {
  bool bad = d.severity == "error";
  std::string at;
  if (!d.where.file.empty())
    at = fmt::format("{}:{}", d.where.file, d.where.line);
  // The linker knows of no columns.
  if (!at.empty() && d.column != 0) at += fmt::format(":{}", d.column);
  std::string text = "  " +
                     on.paint(bad ? tone::bad : tone::strong, d.severity) +
                     (at.empty() ? "" : "  " + at) + "\n";
  if (!d.source.empty())
    text += "           | " + cut(d.source, screen - 13) + "\n";
  text += indented(d.message, story_indent + 2);
  for (const std::string& note : d.notes)
    text += indented(note, story_indent + 2);
  return text;
}

}  // namespace grader
