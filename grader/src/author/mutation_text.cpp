// SPDX-License-Identifier: MIT
//
// Mutations as text.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "author/mutations.hpp"
#include "course/lexer.hpp"

namespace grader {

namespace {

std::string test(int number) {
  return fmt::format("::grader::mutant({})", number);
}

std::string marker(int number) { return fmt::format("/*mutant {}*/", number); }

// Mutations nest as the tree that they come from: those of one place follow one
// another, and what lies inside them comes next.
class writer {
 public:
  writer(std::string_view source, const std::vector<mutation>& all,
         const std::vector<int>& numbers)
      : source_(source), all_(all), numbers_(numbers) {}

  std::string all() {
    std::string text = between(0, source_.size());
    return text;
  }

 private:
  // The source of [begin, end) with every mutation in it from next_ on.
  std::string between(std::size_t begin, std::size_t end) {
    std::string text;
    std::size_t at = begin;
    while (next_ < all_.size() && all_[next_].begin >= begin &&
           all_[next_].end <= end && all_[next_].begin < end) {
      if (numbers_[next_] == 0) {
        ++next_;
        continue;
      }
      // One that overlaps what is written already cannot be.
      if (all_[next_].begin < at) {
        ++next_;
        continue;
      }
      text += source_.substr(at, all_[next_].begin - at);
      at = all_[next_].end;
      text += one();
    }
    return text.append(source_.substr(at, end - at));
  }

  std::string one() {
    const mutation& m = all_[next_];
    const int number = numbers_[next_++];
    const std::string inner = between(m.begin, m.end);
    switch (m.form) {
      case mutation_form::expression:
        return fmt::format("\n{} ({} ? ({}) :\n({}))", marker(number),
                           test(number), m.text, inner);
      case mutation_form::negation:
        return fmt::format("\n{} ({} !=\nstatic_cast<bool>({}))",
                           marker(number), test(number), inner);
      case mutation_form::statement:
        return fmt::format("\n{} {{ if ({}) {{ {} }} else {{\n{} }} }}",
                           marker(number), test(number), m.text, inner);
      case mutation_form::whole: {
        std::string text = m.text;
        for (std::size_t at = text.find('$'); at != std::string::npos;
             at = text.find('$', at))
          text.replace(at, 1, test(number));
        return fmt::format("\n{} {}", marker(number), text);
      }
    }
    return inner;
  }

  std::string_view source_;
  const std::vector<mutation>& all_;
  const std::vector<int>& numbers_;
  std::size_t next_ = 0;
};

}  // namespace

std::string with_mutations(std::string_view source,
                           const std::vector<mutation>& mutations,
                           const std::vector<int>& numbers) {
  return writer(source, mutations, numbers).all();
}

std::string with_one(std::string_view source, const mutation& m) {
  std::string text = m.text;
  if (m.form == mutation_form::expression) text = "(" + text + ")";
  if (m.form == mutation_form::statement) text = "{ " + text + " }";
  if (m.form == mutation_form::negation)
    text = "(!(" + in_one_line(source, m.begin, m.end) + "))";
  for (std::size_t at = 0; m.form == mutation_form::whole &&
                           (at = text.find('$')) != std::string::npos;)
    text.replace(at, 1, "true");
  return std::string(source.substr(0, m.begin)) + text +
         std::string(source.substr(m.end));
}

std::vector<int> mutants_on_line(std::string_view text, int line) {
  std::size_t at = 0;
  for (int i = 1; i < line && at != std::string_view::npos; ++i) {
    at = text.find('\n', at);
    if (at != std::string_view::npos) ++at;
  }
  if (at == std::string_view::npos) return {};
  const std::string one(text.substr(at, text.find('\n', at) - at));
  constexpr std::string_view mark = "/*mutant ";
  std::vector<int> numbers;
  for (std::size_t found = one.find(mark); found != std::string::npos;
       found = one.find(mark, found + 1)) {
    numbers.push_back(std::atoi(one.c_str() + found + mark.size()));
  }
  return numbers;
}

std::string in_one_line(std::string_view source, std::size_t begin,
                        std::size_t end) {
  std::string text;
  std::size_t at = begin;
  for (token t = next_token(source, begin);
       t.kind != token_kind::end && t.begin < end;
       t = next_token(source, t.end)) {
    if (t.begin > at && !text.empty()) text += ' ';
    text += source.substr(t.begin, std::min(t.end, end) - t.begin);
    at = t.end;
  }
  return text;
}

}  // namespace grader
