// SPDX-License-Identifier: MIT
//
// The book, open at the learner's place. The launcher knows how it is built and
// served; this verb knows where the learner is.
#include <fmt/format.h>

#include "cli/become.hpp"
#include "cli/host.hpp"
#include "cli/verbs.hpp"

namespace grader {
namespace {

// "ch01-futures", or "ch01-futures#exercise-poll".
std::string page_of(const session_context& s, const std::string& id) {
  if (!id.empty() && s.of.find_exercise(id) == nullptr) {
    (void)find_exercises(s.of, {id});  // says what was meant
    return s.of.find_chapter(id)->dir.filename().string();
  }
  const exercise* e = id.empty() ? next_exercise(s) : &exercise_or_next(s, id);
  if (e == nullptr) return {};  // the contents
  return fmt::format("{}#exercise-{}",
                     s.of.find_chapter(e->chapter)->dir.filename().string(),
                     e->name);
}

}  // namespace

exit_status run_book(session_context& s, const book_arguments& a) {
  std::vector<std::string> words = {"book", "--serve", page_of(s, a.id),
                                    std::to_string(a.port)};
  if (!a.stay_closed) words.emplace_back("--open");
  become(s.of.root / "kioto", words);
}

void add_book(const verb_host& host) {
  auto a = std::make_shared<book_arguments>();
  CLI::App* v =
      host.add("book", "the book, at your place in it", "grader book ch01",
               [a](auto& s) { return run_book(s, *a); });
  v->add_option("id", a->id, "chNN or chNN.name (default: the next)");
  v->add_option("--port", a->port, "on 127.0.0.1 (default: any that is free)")
      ->check(CLI::Range(0, 65535));
  v->add_flag("--no-open", a->stay_closed, "only say where it is");
}

}  // namespace grader
