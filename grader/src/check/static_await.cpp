// SPDX-License-Identifier: MIT
#include "check/static_await.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "build/files.hpp"
#include "course/lexer.hpp"
#include "course/text_file.hpp"

namespace grader {
namespace {

bool is_one_of(std::string_view word,
               std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class walker {
 public:
  explicit walker(std::string_view source) : source_(source) {
    for (token t = next_token(source, 0); t.kind != token_kind::end;
         t = next_token(source, t.end))
      if (t.kind != token_kind::directive) tokens_.push_back(t);
  }

  std::vector<std::size_t> run() {
    std::vector<bool> in_function;  // a brace each: not of a class or namespace
    std::size_t head = 0;           // where this declaration begins
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (is(i, "{")) {
        in_function.push_back(!opens_scope(head, i));
        head = i + 1;
      } else if (is(i, "}")) {
        if (!in_function.empty()) in_function.pop_back();
        head = i + 1;
      } else if (is(i, ";")) {
        head = i + 1;
      } else if (!in_function.empty() && in_function.back() && is_static(i)) {
        look_into(i + 1);
      }
    }
    return {found_.begin(), found_.end()};
  }

 private:
  std::string_view at(std::size_t i) const {
    return i < tokens_.size() ? text_of(source_, tokens_[i])
                              : std::string_view{};
  }
  bool is(std::size_t i, std::string_view text) const {
    return at(i) == text && tokens_[i].kind != token_kind::literal;
  }

  // The token behind the bracket that token i opens.
  std::size_t past(std::size_t i) const {
    std::size_t end = end_of_bracket(source_, tokens_[i]);
    while (i < tokens_.size() && tokens_[i].begin < end) ++i;
    return i;
  }

  // The token behind `<...>`.
  std::size_t past_angles(std::size_t i) const {
    int depth = 0;
    for (; i < tokens_.size() && !is(i, ";") && !is(i, "{"); ++i) {
      if (is(i, "<")) ++depth;
      if (is(i, ">") && --depth == 0) return i + 1;
    }
    return i;
  }

  // Whether the brace at `open` belongs to a namespace, class or enum.
  bool opens_scope(std::size_t head, std::size_t open) const {
    for (std::size_t i = head; i < open;) {
      if (is(i, "template") && is(i + 1, "<")) {
        i = past_angles(i + 1);
      } else if (is(i, "(") || is(i, "[")) {
        i = past(i);
      } else if (is_one_of(at(i),
                           {"namespace", "class", "struct", "union", "enum"})) {
        return true;
      } else {
        ++i;
      }
    }
    return is(head, "extern");
  }

  // A storage class, not a lambda's `static`.
  bool is_static(std::size_t i) const {
    if (!is(i, "static") && !is(i, "thread_local")) return false;
    return !is(i + 1, "{") && !is(i + 1, "->");
  }

  // Whether the bracket at i begins a lambda, not an index or an attribute.
  bool opens_lambda(std::size_t i) const {
    if (!is(i, "[") || is(i + 1, "[") || i == 0) return false;
    const token& before = tokens_[i - 1];
    if (before.kind == token_kind::word)
      return is_one_of(
          at(i - 1), {"return", "co_await", "co_yield", "co_return", "throw"});
    return before.kind == token_kind::symbol && !is(i - 1, ")") &&
           !is(i - 1, "]") && !is(i - 1, "[");
  }

  // The brace of the lambda's body; the end of the tokens when it has none.
  std::size_t body_of_lambda(std::size_t i) const {
    i = past(i);
    if (is(i, "<")) i = past_angles(i);
    while (i < tokens_.size() && !is(i, "{")) {
      if (is(i, ";") || is(i, ",") || is(i, ")")) return tokens_.size();
      i = is(i, "(") ? past(i) : i + 1;
    }
    return i;
  }

  // From behind `static` to the end of the declaration.
  void look_into(std::size_t i) {
    std::set<std::size_t> bodies;
    int depth = 0;
    while (i < tokens_.size()) {
      if (opens_lambda(i)) bodies.insert(body_of_lambda(i));
      if (bodies.contains(i)) {
        i = past(i);
        continue;
      }
      if (is(i, "(") || is(i, "[") || is(i, "{")) ++depth;
      if (is(i, ")") || is(i, "]") || is(i, "}")) --depth;
      if (depth < 0 || (depth == 0 && is(i, ";"))) return;
      if (is(i, "co_await") || is(i, "co_yield"))
        found_.insert(tokens_[i].begin);
      ++i;
    }
  }

  std::string_view source_;
  std::vector<token> tokens_;
  std::set<std::size_t> found_;
};

}  // namespace

std::vector<std::size_t> find_static_awaits(std::string_view source) {
  return walker(source).run();
}

std::vector<diagnostic> static_await_errors(
    const std::vector<shown_file>& files) {
  std::vector<diagnostic> errors;
  for (const shown_file& f : files) {
    auto text = try_read_file(f.path);
    if (!text) continue;
    for (std::size_t at : find_static_awaits(*text)) {
      std::size_t line_start = text->rfind('\n', at) + 1;  // npos + 1 is 0
      diagnostic d;
      d.severity = "error";
      d.where = {"", f.shown, line_at(*text, at)};
      d.column = static_cast<int>(at - line_start) + 1;
      d.source = line_of(*text, d.where.line);
      d.message = fmt::format(
          "{} in the initialiser of a static local variable: the standard "
          "forbids it, and this compiler does not notice",
          text->substr(at, 8));
      d.notes.push_back(
          "await into an ordinary variable first, then initialise the static "
          "one from it");
      errors.push_back(std::move(d));
    }
  }
  return errors;
}

}  // namespace grader
