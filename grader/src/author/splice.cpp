// SPDX-License-Identifier: MIT
#include "author/splice.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "author/cut_error.hpp"
#include "author/edits.hpp"
#include "author/symbol.hpp"
#include "build/toolchain.hpp"
#include "course/error.hpp"
#include "course/lexer.hpp"
#include "course/schema.hpp"
#include "course/suggest.hpp"
#include "course/text_file.hpp"

namespace grader {

namespace {

constexpr std::string_view body_of = "// body of ";
constexpr std::string_view initialisers_of = "// initialisers and body of ";
constexpr std::string_view region_of = "// region ";
constexpr std::string_view add_include = "// add include ";

class parser {
 public:
  parser(const std::string& name, std::string_view text) : text_(text) {
    result_.file = name;
  }

  splice parse();

 private:
  [[noreturn]] void fail(int line, const std::string& what) const {
    throw course_error(result_.file, line, what);
  }

  void head_line(std::string_view line);
  void set(std::string_view key, std::string value);
  void begin_section(std::string_view line);
  void end_section();
  void check_symbol(const std::string& target) const;
  void check_text(const replacement& r) const;
  void check_complete() const;

  std::string_view text_;
  splice result_;
  int line_ = 0;
  std::string* last_ = nullptr;  // what a line of the head may continue
  bool in_section_ = false;
};

bool begins_section(std::string_view line) {
  return line.starts_with(body_of) || line.starts_with(initialisers_of) ||
         line.starts_with(region_of) || line.starts_with(add_include);
}

splice parser::parse() {
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = next_line(text_, at);
    const std::string_view line = text_.substr(at, end - at);
    at = end;
    ++line_;
    if (begins_section(line)) {
      end_section();
      begin_section(trimmed(line));
    } else if (in_section_) {
      result_.replacements.back().text += line;
    } else {
      head_line(trimmed(line));
    }
  }
  end_section();
  check_complete();
  return std::move(result_);
}

void parser::head_line(std::string_view line) {
  if (line.empty() || line == "//") {
    last_ = nullptr;
    return;
  }
  if (line.starts_with("// SPDX-License-Identifier:")) return;
  if (!line.starts_with("//")) {
    fail(line_, "code before the first \"// body of ...\"");
  }
  const bool continues = line.starts_with("//  ") && last_ != nullptr;
  const std::string_view text = trimmed(line.substr(2));
  if (continues) {
    last_->append(" ").append(text);
    return;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    fail(line_,
         "expected \"key: text\"; a line that continues the one above begins "
         "with two blanks behind the //");
  }
  set(text.substr(0, colon), std::string(trimmed(text.substr(colon + 1))));
}

void parser::set(std::string_view key, std::string value) {
  static const std::vector<std::string> keys = {"mistake", "rejected by", "in",
                                                "says"};
  const std::string quoted = "\"" + std::string(key) + "\"";
  if (std::ranges::find(keys, key) == keys.end()) {
    const std::vector<std::string> near = closest(key, keys, 1);
    fail(line_, "unknown key " + quoted + "; " +
                    (near.empty() ? "the known keys are " + quoted_list(keys)
                                  : "did you mean " + quoted_list(near) + "?"));
  }
  if (value.empty()) fail(line_, quoted + " is empty");
  if (key == "says") {
    result_.says.push_back(std::move(value));
    last_ = &result_.says.back();
    return;
  }
  std::string& place = key == "mistake"       ? result_.mistake
                       : key == "rejected by" ? result_.rejected_by
                                              : result_.in;
  if (!place.empty()) fail(line_, quoted + " is given twice");
  place = std::move(value);
  last_ = &place;
  if (key == "in" && !build_named(place)) {
    fail(line_,
         "\"in\" is \"" + place +
             "\"; it must be \"plain\", \"asan\", \"tsan\", \"model\" or "
             "\"perf\"");
  }
}

void parser::begin_section(std::string_view line) {
  if (line.starts_with(add_include)) {
    const std::string_view header = trimmed(line.substr(add_include.size()));
    if (header.size() < 3 || header.front() != '<' || header.back() != '>') {
      fail(line_, "an include must be written <header>");
    }
    result_.includes.emplace_back(header);
    return;
  }
  replacement r;
  r.line = line_;
  std::string_view start = body_of;
  if (line.starts_with(initialisers_of)) {
    r.what = replacement::kind::initialisers_and_body;
    start = initialisers_of;
  } else if (line.starts_with(region_of)) {
    r.what = replacement::kind::region;
    start = region_of;
  }
  r.target = trimmed(line.substr(start.size()));
  const bool region = r.what == replacement::kind::region;
  if (region && r.target.find('#') == std::string::npos) {
    fail(line_, "a region must be named FILE#NAME");
  }
  if (!region) check_symbol(r.target);
  const auto same = [&](const replacement& other) {
    return other.target == r.target;
  };
  if (std::ranges::any_of(result_.replacements, same)) {
    fail(line_, "\"" + r.target + "\" is replaced twice");
  }
  result_.replacements.push_back(std::move(r));
  in_section_ = true;
}

void parser::end_section() {
  if (!in_section_) return;
  in_section_ = false;
  replacement& r = result_.replacements.back();
  r.text = std::string(trimmed(r.text));
  if (r.what != replacement::kind::region) check_text(r);
}

void parser::check_symbol(const std::string& target) const {
  try {
    parse_symbol(target);
  } catch (const cut_error& error) {
    fail(line_, error.what());
  }
}

// A body is one pair of braces, or a function-try-block.
void parser::check_text(const replacement& r) const {
  const std::string_view text = r.text;
  if (text.empty()) {
    fail(r.line, "no text follows \"" + r.target + "\"");
  }
  const token first = next_token(text, 0);
  const std::string_view start = text_of(text, first);
  const bool initialisers = r.what == replacement::kind::initialisers_and_body;
  if (start == "try" || (initialisers && start == ":")) return;
  if (start != "{") {
    fail(r.line, "the text for \"" + r.target + "\" must begin with \"{\"" +
                     (initialisers ? " or \":\"" : ""));
  }
  const std::size_t end = end_of_bracket(text, first);
  if (end == std::string_view::npos) {
    fail(r.line, "the braces of the body of \"" + r.target + "\" do not match");
  }
  if (next_token(text, end).kind != token_kind::end) {
    fail(r.line, "something follows the closing brace of the body of \"" +
                     r.target + "\"");
  }
}

void parser::check_complete() const {
  const std::array<std::pair<const char*, const std::string*>, 3> needed = {
      {{"mistake", &result_.mistake},
       {"rejected by", &result_.rejected_by},
       {"in", &result_.in}}};
  for (const auto& [key, value] : needed) {
    if (value->empty()) {
      fail(1, std::string("no line \"// ") + key + ": ...\"");
    }
  }
  if (result_.says.empty()) fail(1, "no line \"// says: ...\"");
  if (result_.replacements.empty()) {
    fail(1, "replaces nothing; add \"// body of kioto::...\" and a body");
  }
}

}  // namespace

splice parse_splice(const std::string& name, std::string_view text) {
  return parser(name, text).parse();
}

splice load_splice(const fs::path& root, const fs::path& file) {
  return parse_splice(course_name(root, file), read_course_text(root, file));
}

}  // namespace grader
