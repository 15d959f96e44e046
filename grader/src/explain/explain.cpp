// SPDX-License-Identifier: MIT
#include "explain/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "build/files.hpp"
#include "explain/compiler_words.hpp"
#include "explain/look_at.hpp"
#include "explain/pattern.hpp"
#include "report/findings.hpp"
#include "report/locate.hpp"

namespace grader {
namespace {

struct headline {
  std::string_view pattern, code;
};

constexpr std::string_view trap = "it crashed: an instruction is not valid";

constexpr headline headlines[] = {
    {"not written yet", "not-written-yet"},
    {"an exception came out", "exception"},
    {"it crashed: the stack is full", "stack-overflow"},
    {"it crashed: a pointer points nowhere", "SEGV"},
    {"it crashed: an integer is divided by zero", "division-by-zero"},
    {trap, "missing-return"},
    {"it crashed", "crash"},
    {"it stopped itself with abort()", "abort"},
    {"it was killed", "crash"},
    {"it used too much CPU time", "hang"},
    {"it did not end within", "hang"},
    {"it waits for ever", "deadlock"},
    {"it wrote too large a file", "out-of-limits"},
    {"it was stopped", "out-of-limits"},
    {"it was ended by signal", "crash"},
    {"the program did not come to the case", "static-object"},
    {"the program crashed before the case", "static-object"},
    {"the program ended before the case", "static-object"},
    {"the program ended in the middle", "early-end"},
    {"fault of the grader", "fault"},
    // Of the model build.
    {"data race", "data-race"},
    {"use after free", "heap-use-after-free"},
    {"double free", "double-free"},
    {"bad free", "bad-free"},
    {"out of bounds", "heap-buffer-overflow"},
    {"leak", "memory-leak"},
    {"use after return", "stack-use-after-return"},
    {"lost wakeup", "lost-wakeup"},
    {"deadlock", "circular-wait"},
    {"livelock", "livelock"},
    {"uncaught exception", "exception"},
    {"assertion", "broken-assertion"},
    {"misuse", "misuse"},
    {"limit", "beyond-the-checker"},
    {"crash", "crash"},
};

// What UndefinedBehaviorSanitizer says, in words.
constexpr headline undefined[] = {
    {"signed integer overflow: *", "A number grew too large for its type: $1."},
    {"index * out of bounds for type '*'",
     "The index $1 lies outside of the array ($2)."},
    {"shift exponent * is too large for *",
     "A shift by $1 moves everything out of a $2."},
    {"shift exponent * is negative", "A shift by a negative number: $1."},
    {"division by zero", "A number is divided by zero."},
    {"load of value *, which is not a valid value for type '*'",
     "A $2 holds $1, which no $2 can be: it was never set, or was destroyed."},
    {"execution reached the end of a value-returning function",
     "The function came to its end without a return, though it promises a "
     "value."},
    {"execution reached an unreachable program point",
     "A place was reached that the code says cannot be (std::unreachable)."},
    {"null pointer passed as argument *",
     "A null pointer is passed where none may be: argument $1."},
    {"* is outside the range of representable values of type '*'",
     "$1 does not fit into a $2."},
    {"applying * to null pointer", "A null pointer is counted with."},
    {"pointer index expression with base * overflowed to *",
     "A pointer was moved out of its block."},
};

std::string sentence_case(std::string text) {
  // A path stays as it is.
  if (text.substr(0, text.find(' ')).contains('/')) return text;
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

// "heap-use-after-free" of "...was freed (heap-use-after-free)".
std::string key_of(std::string_view sentence) {
  std::size_t open = sentence.rfind('(');
  if (open == sentence.npos || !sentence.ends_with(')')) return {};
  std::string key(sentence.substr(open + 1));
  key.pop_back();
  return key == "detected memory leaks" ? "memory-leak" : key;
}

constexpr std::string_view undefined_head = "undefined behaviour: ";

std::string undefined_words(std::string_view said) {
  for (const headline& u : undefined)
    if (auto parts = match(u.pattern, said)) return filled(u.code, *parts);
  return fmt::format("The sanitizer says: {}.", said);
}

// How to follow a story to the function that its last step is about.
std::string look_at_step(const case_verdict& c) {
  if (c.story.empty() || !c.where || c.where->function.empty()) return {};
  const std::size_t last = c.story.size();
  if (last == 1)
    return fmt::format(
        "Follow this step in your {}, line by line: where does it leave the "
        "way to what is right?",
        c.where->function);
  return fmt::format(
      "Up to step {} all was as it should be. So follow step {} in your {}: "
      "what does it find, what did the steps before have to leave there for "
      "it, and where does it leave the way to what is right?",
      last - 1, last, c.where->function);
}

void tell_story(const case_verdict& c, explained& e) {
  if (c.story.size() > 1)
    e.words =
        fmt::format("Of the story's {} steps the last one went wrong: {}.",
                    c.story.size(), c.story.back().text);
  else if (!c.story.empty())
    e.words = fmt::format("This went wrong: {}.", c.story.back().text);
  if (!c.story.empty()) e.came = c.story.back().saw;
  e.look = look_at_step(c);
  if (!c.expected.empty())
    e.right = fmt::format("{}, because {}", c.expected, c.because);
}

// "tsan: two threads use ... (data race), your f (file.hpp:12)"
std::string told_finding(const case_verdict& c) {
  std::string text = c.headline;
  if (c.where)
    text += fmt::format(", your {} ({}:{})", c.where->function, c.where->file,
                        c.where->line);
  return text;
}

// The sanitizers know more of a plain failure: that is what it is about, then.
void add_findings(const exercise_verdict& v, explained& e) {
  for (const case_verdict* found : findings_about(v, e.case_number)) {
    if (const topic* t = topic_of(*found); t != nullptr && e.findings.empty()) {
      e.about = t;
      e.look.clear();
    }
    e.findings.push_back(told_finding(*found));
    e.findings.insert(e.findings.end(), found->notes.begin(),
                      found->notes.end());
  }
}

// Cases that fail in some build, the one of this number excepted.
std::size_t other_cases(const exercise_verdict& v, int number) {
  std::set<int> failed;
  for (const case_verdict& c : v.cases)
    if (c.result != outcome::pass) failed.insert(c.number);
  failed.erase(number);
  return failed.size();
}

explained explain_case(const exercise_verdict& v, const case_verdict& c) {
  explained e;
  e.about = topic_of(c);
  e.case_number = c.number;
  e.where = c.where;
  e.others = other_cases(v, c.number);
  std::string build;
  if (c.build && *c.build != build_kind::plain)
    build = fmt::format(" under {}", label_of(*c.build));
  e.subject = fmt::format("case {} fails{}: {}", c.number, build, c.title);
  std::string_view sentence = finding_of(c);
  if (sentence.starts_with(undefined_head)) {
    e.said = sentence;
    e.words = undefined_words(sentence.substr(undefined_head.size()));
  } else if (!sentence.empty()) {
    e.words = sentence_case(std::string(sentence)) + ".";
  } else if (!c.build && c.result == outcome::fail) {
    e.words = sentence_case(c.headline) + ".";
    constexpr std::string_view says = "the compiler says: ";
    for (const std::string& note : c.notes)
      if (note.starts_with(says)) {
        e.said = note.substr(says.size());
        if (auto w = words_for(e.said, {})) {
          e.about = w->about;
          e.words += " " + w->words;
        }
      }
    return e;
  } else if (c.explored && !c.explored->why.empty()) {
    if (e.about != nullptr) e.means = e.about->means;
    e.words = sentence_case(c.explored->why) + ".";
    e.steps = c.explored->steps;
  } else if (c.headline.empty()) {
    tell_story(c, e);
  } else {
    e.words = sentence_case(c.headline) + ".";
    if (match(trap, c.headline))
      e.words +=
          " The compiler puts such an instruction where a function that "
          "promises a value comes to its end without a return.";
    if (!c.story.empty())
      e.words += fmt::format(" This was step {}: {}.", c.story.size(),
                             c.story.back().text);
  }
  e.notes = c.notes;
  if (c.build == build_kind::plain) add_findings(v, e);
  return e;
}

// The learner's lines that an explanation names, as they are now.
std::vector<std::string> lines_of(const explained& e,
                                  const std::filesystem::path& root) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view file, int number) {
    if (auto text = try_read_file(root / file))
      lines.push_back(line_of(*text, number));
  };
  if (e.where) add(e.where->file, e.where->line);
  // "previous write by thread T1: kioto::wake (exercises/.../waker.hpp:9)"
  for (const auto* all : {&e.notes, &e.findings})
    for (const std::string& note : *all) {
      const auto at = match("*(exercises/*:*)", note);
      if (at) add("exercises/" + (*at)[1], std::atoi((*at)[2].c_str()));
    }
  for (const explored_step& s : e.steps) lines.push_back(s.source);
  return lines;
}

explained explain_error(const exercise_verdict& v, const diagnostic& d) {
  explained e;
  e.subject = "does not build";
  if (!d.where.file.empty()) e.where = d.where;
  e.source = d.source;
  e.said = plain_message(d.message);
  // Those are told in words.
  for (const std::string& note : d.notes)
    if (note.find(" candidate") == note.npos &&
        note.find(": because ") == note.npos)
      e.notes.push_back(plain_message(note));
  if (auto w = words_for(d.message, d.details, d.source)) {
    e.about = w->about;
    e.words = w->words;
  } else {
    e.words =
        "This message has no entry here yet. Read it from its last word "
        "backwards: names in quotes are yours, the rest is the rule.";
  }
  e.others = v.diagnostics.size() - 1;
  return e;
}

// What is said of it, but for what to look at.
std::optional<explained> find_explanation(const exercise_verdict& v,
                                          int case_number) {
  if (case_number == 0 && v.state == exercise_state::does_not_build) {
    auto error = std::find_if(v.diagnostics.begin(), v.diagnostics.end(),
                              [](auto& d) { return d.severity == "error"; });
    if (error != v.diagnostics.end()) return explain_error(v, *error);
  }
  if (case_number == 0 && !v.problem.empty()) {
    explained e;
    e.subject = v.state == exercise_state::fault ? "could not be judged"
                                                 : "does not build";
    if (v.state == exercise_state::fault) e.about = find_topic("fault");
    e.words = sentence_case(v.problem) + ".";
    if (!v.next.empty()) e.words += " " + v.next;
    return e;
  }
  for (outcome wanted : {outcome::fail, outcome::fault, outcome::not_written})
    for (const case_verdict& c : v.cases)
      if (c.result == wanted && (case_number == 0 || c.number == case_number))
        return explain_case(v, c);
  return std::nullopt;
}

}  // namespace

const topic* topic_of(const case_verdict& c) {
  if (c.result == outcome::not_written) return find_topic("not-written-yet");
  if (c.result == outcome::fault) return find_topic("fault");
  if (std::string_view s = finding_of(c); !s.empty()) {
    if (s.starts_with(undefined_head)) return find_topic("undefined-behaviour");
    return find_topic(key_of(s));
  }
  for (const headline& h : headlines)
    if (match(h.pattern, c.headline)) return find_topic(h.code);
  if (c.build == build_kind::perf) return find_topic("too-slow");
  return find_topic(c.build ? "wrong-answer" : "compile-time");
}

std::optional<explained> explain(const exercise_verdict& v, int case_number,
                                 const std::filesystem::path& root) {
  std::optional<explained> e = find_explanation(v, case_number);
  if (!e || e->about == nullptr) return e;
  if (e->look.empty()) e->look = look_at(e->about->code, lines_of(*e, root));
  return e;
}

}  // namespace grader
