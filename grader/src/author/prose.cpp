// SPDX-License-Identifier: MIT
#include "author/prose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "build/files.hpp"
#include "course/text_file.hpp"

namespace grader {

namespace {

using words = std::set<std::string, std::less<>>;

words words_of(std::string_view text) {
  words all;
  std::string word;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      word += c;
    } else if (!word.empty()) {
      all.insert(std::exchange(word, {}));
    }
  }
  if (!word.empty()) all.insert(std::move(word));
  return all;
}

// "kioto::poll<void>::map(F &&) const" -> poll, map
std::vector<std::string> parts_of(std::string_view name) {
  std::string flat;
  int depth = 0;
  for (const char c : name) {
    if (c == '(') break;
    if (c == '<') ++depth;
    if (depth == 0) flat += c;
    if (c == '>' && depth > 0) --depth;
  }
  std::vector<std::string> parts;
  for (const std::string& word : words_of(flat)) {
    if (word != "kioto") parts.push_back(word);
  }
  return parts;
}

class checker {
 public:
  explicit checker(const course& c) : course_(c) {
    for (const char* part : {"runtime/include", "runtime/src"}) {
      std::error_code ec;
      for (auto& e : fs::recursive_directory_iterator(c.root / part, ec)) {
        if (!e.is_regular_file(ec)) continue;
        runtime_.push_back(words_of(try_read_file(e.path()).value_or("")));
      }
    }
  }

  void check(const std::string& file, std::string_view text, bool markdown);
  void add(finding f) { found_.push_back(std::move(f)); }
  std::vector<finding> take() { return std::move(found_); }

 private:
  void check_line(const std::string& line, bool markdown);
  void check_name(const std::string& name);
  void check_path(const std::string& path);
  void complain(std::string what) {
    found_.push_back({file_, line_, std::move(what)});
  }

  const course& course_;
  std::vector<words> runtime_;
  std::vector<std::string> made_up_;
  std::string file_;
  int line_ = 0;
  std::vector<finding> found_;
};

void checker::check_name(const std::string& name) {
  const auto same = [&](const std::string& m) { return name.starts_with(m); };
  if (std::ranges::any_of(made_up_, same)) return;
  const std::vector<std::string> parts = parts_of(name);
  const bool there = std::ranges::any_of(runtime_, [&](const words& file) {
    return std::ranges::all_of(
        parts, [&](const std::string& p) { return file.contains(p); });
  });
  if (!there) complain("names `" + name + "`, which the runtime does not have");
}

// Only what is clearly meant as one: from the root, and without placeholders.
void checker::check_path(const std::string& path) {
  static const std::regex plain(
      "(docs|chapters|runtime|solutions|exercises|grader|scripts)/[-a-z0-9_./"
      "]+");
  if (!std::regex_match(path, plain) || path.find("...") != path.npos) return;
  std::error_code ec;
  if (!fs::exists(course_.root / path, ec)) {
    complain("names `" + path + "`, which does not exist");
  }
}

void checker::check_line(const std::string& line, bool markdown) {
  static const std::regex id("\\bch[0-9][0-9]\\.[a-z][a-z0-9_]*");
  static const std::regex name("kioto::[A-Za-z_:~<>]*[A-Za-z_~>]");
  static const std::regex quoted("`([^`]+)`");
  const std::sregex_iterator none;
  for (std::sregex_iterator i(line.begin(), line.end(), id); i != none; ++i) {
    if (course_.find_exercise(i->str()) == nullptr) {
      complain("names " + i->str() + ", which is no exercise");
    }
  }
  if (!markdown) {
    for (std::sregex_iterator i(line.begin(), line.end(), name); i != none;
         ++i) {
      check_name(i->str());
    }
    return;
  }
  for (std::sregex_iterator i(line.begin(), line.end(), quoted); i != none;
       ++i) {
    const std::string text = (*i)[1];
    if (text.starts_with("kioto::")) check_name(text);
    check_path(text);
  }
}

void checker::check(const std::string& file, std::string_view text,
                    bool markdown) {
  file_ = file;
  line_ = 0;
  made_up_.clear();
  constexpr std::string_view comment = "<!-- made up: ";
  for (std::size_t at = text.find(comment); at != text.npos;
       at = text.find(comment, at + 1)) {
    std::string_view list = text.substr(at + comment.size());
    list = list.substr(0, list.find("-->"));
    while (!list.empty()) {
      const std::size_t end = std::min(list.find_first_of(" \n"), list.size());
      if (end != 0) made_up_.emplace_back(list.substr(0, end));
      list.remove_prefix(std::min(list.size(), end + 1));
    }
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    ++line_;
    check_line(std::string(text.substr(at, end - at)), markdown);
    at = end + 1;
  }
}

// The report of the last verify speaks of the course as it was.
bool is_page(const fs::path& path) {
  return path.extension() == ".md" && path.filename() != "verify-report.md";
}

// The files of all answers, each with its exercise and the learner's file.
struct answer_file {
  const exercise* of;
  std::string learners;
};

std::map<std::string, answer_file> answers_of(const course& c) {
  std::map<std::string, answer_file> answers;
  for (const chapter& ch : c.chapters)
    for (const exercise& e : ch.exercises)
      for (const std::string& file : e.files)
        answers.insert({course_name(c.root, e.answer_dir / file),
                        {&e, course_name(c.root, e.stub_dir / file)}});
  return answers;
}

}  // namespace

std::vector<finding> check_prose_of(const course& c, const std::string& file,
                                    std::string_view text, bool markdown) {
  checker one(c);
  one.check(file, text, markdown);
  return one.take();
}

std::vector<finding> check_prose(const course& c) {
  checker all(c);
  std::vector<fs::path> pages;
  std::error_code ec;
  for (auto& e : fs::directory_iterator(c.root, ec)) {
    if (is_page(e.path())) pages.push_back(e.path());
  }
  for (const char* part : {"docs", "chapters", "solutions", "runtime"}) {
    for (auto& e : fs::recursive_directory_iterator(c.root / part, ec)) {
      if (is_page(e.path())) pages.push_back(e.path());
    }
  }
  std::ranges::sort(pages);
  for (const fs::path& page : pages) {
    all.check(course_name(c.root, page), try_read_file(page).value_or(""),
              true);
  }
  for (const chapter& ch : c.chapters) {
    for (const exercise& e : ch.exercises) {
      // The line is that of the exercise: its text has lines of its own.
      std::string text = e.task;
      for (const std::string& hint : e.hints) text += "\n" + hint;
      for (finding f : check_prose_of(c, "", text, false)) {
        f.file = course_name(c.root, ch.dir / "chapter.toml");
        f.line = e.line;
        f.message = e.id + " " + f.message;
        all.add(std::move(f));
      }
    }
  }
  for (finding& f : check_look_at(c)) all.add(std::move(f));
  return all.take();
}

std::vector<finding> check_look_at(const course& c) {
  std::vector<finding> found;
  const std::map<std::string, answer_file> answers = answers_of(c);
  for (const chapter& ch : c.chapters) {
    for (const exercise& e : ch.exercises) {
      const auto complain = [&](std::string what) {
        found.push_back({course_name(c.root, ch.dir / "chapter.toml"), e.line,
                         e.id + " look_at " + std::move(what)});
      };
      for (const std::string& file : e.look_at) {
        std::error_code ec;
        const auto answer = answers.find(file);
        if (!fs::exists(c.root / file, ec)) {
          complain("names `" + file + "`, which does not exist");
        } else if (answer != answers.end()) {
          complain(fmt::format(
              "names the answer of {}, `{}`: name the learner's file, `{}`",
              answer->second.of->id, file, answer->second.learners));
        }
      }
    }
  }
  return found;
}

}  // namespace grader
