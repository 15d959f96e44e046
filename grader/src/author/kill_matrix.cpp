// SPDX-License-Identifier: MIT
#include "author/kill_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/console.hpp"

namespace grader {

namespace {

constexpr std::size_t title_columns = 34;

using columns_of = std::vector<const wrong_code*>;

// The numbers above the columns, upright: hundreds, tens, ones.
std::string upright(std::size_t from, std::size_t to, std::string_view what) {
  std::string text;
  for (std::size_t place :
       {std::size_t{100}, std::size_t{10}, std::size_t{1}}) {
    if (to < place) continue;
    std::string line = padded(place == 1 || to < 10 ? what : "", title_columns);
    for (std::size_t i = from; i <= to; ++i) {
      const bool shown = place == 1 || i % place == 0 || i == from;
      line +=
          shown && i >= place ? static_cast<char>('0' + i / place % 10) : ' ';
    }
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
  }
  return text;
}

std::string block(const exercise_report& r, const columns_of& some,
                  std::string_view what, std::size_t width) {
  std::string text;
  const std::size_t fit = width - title_columns;
  for (std::size_t from = 0; from < some.size(); from += fit) {
    const std::size_t to = std::min(some.size(), from + fit);
    text += upright(from + 1, to, what);
    for (const verified_case& c : r.cases) {
      text += padded(
          fmt::format("{:3} {}", c.number, cut(c.title, title_columns - 5)),
          title_columns);
      for (std::size_t i = from; i < to; ++i) {
        const auto at = some[i]->passed.find(c.number);
        text += at == some[i]->passed.end() ? ' ' : at->second ? '.' : 'x';
      }
      while (text.ends_with(' ')) text.pop_back();
      text += '\n';
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string mutants_in_words(const exercise_report& r) {
  const int killed = r.count("killed"), survived = r.count("survived");
  const int argued = r.count("argued"), dropped = r.count("not compiled");
  std::string text =
      fmt::format("{} of {} mutants killed", killed, killed + survived);
  if (argued != 0) text += fmt::format(", {} argued", argued);
  if (dropped != 0) text += fmt::format(", {} do not compile", dropped);
  return text;
}

std::string matrix_text(const exercise_report& r, std::size_t columns) {
  columns_of answers, mutants;
  for (const wrong_code& w : r.wrong) {
    if (w.state == "not compiled") continue;
    (w.mutant ? mutants : answers).push_back(&w);
  }
  std::string text = block(r, answers, "wrong answers", columns);
  for (std::size_t i = 0; i < answers.size(); ++i)
    text += fmt::format("{:3} {}\n", i + 1, answers[i]->name);
  text += '\n' + block(r, mutants, "mutants", columns);
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (mutants[i]->state == "killed") continue;
    const std::string line =
        fmt::format("{}: {}{}", mutants[i]->state, mutants[i]->name,
                    mutants[i]->by.empty() ? "" : ": " + mutants[i]->by);
    std::string before = fmt::format("{:3} ", i + 1);
    for (const std::string& part : wrap(line, columns - 4)) {
      text += before + part + "\n";
      before = "    ";
    }
  }
  return text;
}

}  // namespace grader
