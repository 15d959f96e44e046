// SPDX-License-Identifier: MIT
#include "author/stub.hpp"

#include <algorithm>
#include <utility>

#include "author/edits.hpp"
#include "author/reference.hpp"
#include "course/error.hpp"
#include "course/lexer.hpp"
#include "course/schema.hpp"

namespace grader {

namespace {

std::string manifest_name(const exercise& e) {
  return "chapters/" + e.solution_dir.filename().string() + "/chapter.toml";
}

class stub_maker {
 public:
  stub_maker(const course& c, const exercise& e, const splice* start,
             ast_cache* known)
      : exercise_(e),
        start_(start),
        reference_(c, e, symbols(e, start), known) {}

  file_texts make();

 private:
  static std::vector<std::string> symbols(const exercise& e,
                                          const splice* start);

  void cut_holes();
  void cut_regions();
  void drop_markers(const std::string& file);
  void add_top(const std::string& file);
  edit hole(const found_body& body) const;
  std::string free_in(const std::string& file) const;
  std::string what_to_do(const std::string& file) const;
  bool touched(const std::string& file) const { return edits_.contains(file); }

  const exercise& exercise_;
  const splice* start_;  // null: none
  reference reference_;
  file_edits edits_;
  std::vector<std::string> replaced_;  // by start_
  std::map<std::string, bool> todo_;   // files with a KIOTO_TODO
  std::map<std::string, bool> yours_;  // files with a "Yours"
};

std::vector<std::string> stub_maker::symbols(const exercise& e,
                                             const splice* start) {
  std::vector<std::string> all = e.holes;
  if (start == nullptr) return all;
  for (const replacement& r : start->replacements) {
    if (r.what != replacement::kind::region) all.push_back(r.target);
  }
  return all;
}

// The end of the last token before `at`, if nothing but blanks lies between;
// else `at`: a comment stays where it is.
std::size_t behind_token(std::string_view source, std::size_t from,
                         std::size_t at) {
  std::size_t end = from;
  for (token t = next_token(source, from); t.begin < at;
       t = next_token(source, t.end)) {
    end = t.end;
  }
  return trimmed(source.substr(end, at - end)).empty() ? end : at;
}

// The columns of the lines above that belong to the declaration, `template
// <...>` and `requires ...`: clang-format counts them as part of its line.
std::size_t width_of_heads(std::string_view source, std::size_t line) {
  std::size_t width = 0;
  while (line > 0) {
    const std::size_t above = line_begin(source, line - 1);
    const std::string_view head = trimmed(source.substr(above, line - above));
    const bool part = (head.starts_with("template") && head.ends_with('>')) ||
                      head.starts_with("requires");
    if (!part) break;
    width += head.size() + 1;
    line = above;
  }
  return width;
}

// On the line of the name where that fits, as clang-format has it, else on
// three lines.
edit stub_maker::hole(const found_body& body) const {
  const std::string_view source = reference_.source(reference_.file_of(body));
  const std::size_t begin =
      behind_token(source, body.name_begin, body.initialisers_begin);
  const std::string_view space =
      begin < body.initialisers_begin || source[begin - 1] != ' ' ? " " : "";
  const std::string statement = "KIOTO_TODO(\"" + exercise_.id + "\");";
  const std::string one_line = "{ " + statement + " }";
  const std::size_t line = line_begin(source, begin);
  const std::size_t width = width_of_heads(source, line) + begin - line +
                            space.size() + one_line.size();
  std::string text = one_line;
  if (body.name_begin < line || width > 80) {
    const std::string indent(indent_of(source, body.declaration_begin));
    text = "{\n" + indent + "  " + statement + "\n" + indent + "}";
  }
  return {begin, body.end, std::string(space) + text,
          "the body of " + body.signature};
}

void stub_maker::cut_holes() {
  std::vector<std::size_t> done;
  for (const std::string& symbol : exercise_.holes) {
    for (const found_body& body : reference_.bodies(symbol, among::all)) {
      const std::string file = reference_.file_of(body);
      const auto& known = edits_[file];
      edit cut = hole(body);
      const bool twice = std::ranges::any_of(
          known, [&](const edit& e) { return e.end == body.end; });
      if (twice ||
          std::ranges::find(replaced_, body.signature) != replaced_.end()) {
        continue;
      }
      edits_[file].push_back(std::move(cut));
      todo_[file] = true;
    }
  }
}

void stub_maker::cut_regions() {
  for (std::size_t i = 0; i < exercise_.regions.size(); ++i) {
    const region& wanted = exercise_.regions[i];
    const found_region& found = reference_.find(wanted.file, wanted.name);
    const std::string target = wanted.file + "#" + wanted.name;
    if (std::ranges::find(replaced_, target) != replaced_.end()) continue;
    const std::string_view source = reference_.source(wanted.file);
    const std::string indent(indent_of(source, found.begin));
    const bool said = i < exercise_.free.size();
    const std::string text =
        "Yours: " + (said ? exercise_.free[i] : wanted.name);
    edits_[wanted.file].push_back({found.begin, found.end,
                                   filled(text, indent + "// "),
                                   "region " + target});
    yours_[wanted.file] = true;
  }
}

bool comment_line(std::string_view source, std::size_t at) {
  return trimmed(source.substr(at, next_line(source, at) - at))
      .starts_with("//");
}

// A dropped part of the comment at the top takes the empty comment line above
// it along, unless the comment goes on below.
edit dropped_notes(std::string_view source, const found_region& notes) {
  std::size_t begin = notes.begin;
  const std::size_t above = begin == 0 ? 0 : line_begin(source, begin - 1);
  const bool empty_above = trimmed(source.substr(above, begin - above)) == "//";
  if (empty_above && !comment_line(source, notes.end)) begin = above;
  return {begin, notes.end, "", "region " + notes.name};
}

void stub_maker::drop_markers(const std::string& file) {
  const std::string_view source = reference_.source(file);
  std::vector<edit>& edits = edits_[file];
  const std::vector<edit> cuts = edits;
  const auto free_place = [&](std::size_t begin, std::size_t end) {
    return std::ranges::none_of(
        cuts, [&](const edit& e) { return begin < e.end && e.begin < end; });
  };
  for (const found_region& r : reference_.regions(file)) {
    if (r.name == answer_notes) {
      edits.push_back(dropped_notes(source, r));
      continue;
    }
    const std::string what = "region " + r.name;
    if (free_place(r.begin, r.inner_begin)) {
      edits.push_back({r.begin, r.inner_begin, "", what});
    }
    if (free_place(r.inner_end, r.end)) {
      edits.push_back({r.inner_end, r.end, "", what});
    }
  }
}

// The first entries of `free` belong to the regions, one each; what is left
// over is said in every file.
std::string stub_maker::free_in(const std::string& file) const {
  std::string text;
  for (std::size_t i = 0; i < exercise_.free.size(); ++i) {
    const bool elsewhere =
        i < exercise_.regions.size() && exercise_.regions[i].file != file;
    if (elsewhere) continue;
    text += (text.empty() ? "" : "; ") + exercise_.free[i];
  }
  return text;
}

std::string stub_maker::what_to_do(const std::string& file) const {
  std::string text;
  if (todo_.contains(file)) {
    text = "Write the bodies marked KIOTO_TODO";
    text += yours_.contains(file) ? ", and what is marked Yours." : ".";
  } else if (yours_.contains(file)) {
    text = "Write what is marked Yours.";
  } else {
    text = "This compiles, and it is wrong: find the mistake and repair it.";
  }
  text += " Contract: the public names and what their comments promise.";
  const std::string free = free_in(file);
  return free.empty() ? text : text + " Free: " + free + ".";
}

// The comment behind the licence line, and the header that KIOTO_TODO needs.
void stub_maker::add_top(const std::string& file) {
  const std::string_view source = reference_.source(file);
  const bool licence = source.starts_with("// SPDX-");
  const std::size_t at = licence ? next_line(source, 0) : 0;
  std::string text = licence ? "//\n" : "";
  text += filled(exercise_.id + ": " + exercise_.title, "// ");
  text += "//\n" + filled(what_to_do(file), "// ");
  if (!licence) text += comment_line(source, 0) ? "//\n" : "\n";
  edits_[file].push_back({at, at, std::move(text), "the comment at the top"});
  if (todo_.contains(file)) {
    edits_[file].push_back(add_include(source, "<grader/todo.hpp>"));
  }
}

file_texts stub_maker::make() {
  if (start_ != nullptr) {
    edits_ = reference_.replacements(*start_, replaced_);
  }
  file_texts texts;
  try {
    cut_holes();
    cut_regions();
    for (const std::string& file : exercise_.files) {
      const bool work = touched(file);
      drop_markers(file);
      if (work) add_top(file);
      texts[file] = apply_edits(reference_.source(file), edits_[file]);
    }
  } catch (const cut_error& error) {
    throw course_error(manifest_name(exercise_), exercise_.line,
                       exercise_.id + ": " + error.what());
  }
  return texts;
}

}  // namespace

file_texts stub_files(const course& c, const exercise& e, ast_cache* known) {
  if (e.starts_with.empty()) return stub_maker(c, e, nullptr, known).make();
  const splice start = load_splice(c.root, e.starts_with);
  return stub_maker(c, e, &start, known).make();
}

file_texts spliced_files(const course& c, const exercise& e, const splice& s,
                         ast_cache* known) {
  std::vector<std::string> symbols;
  for (const replacement& r : s.replacements) {
    if (r.what != replacement::kind::region) symbols.push_back(r.target);
  }
  std::vector<std::string> replaced;
  file_edits edits;
  try {
    const reference answer(c, e, symbols, known);
    edits = answer.replacements(s, replaced);
    file_texts texts;
    for (const std::string& file : e.files) {
      texts[file] = apply_edits(answer.source(file), edits[file]);
    }
    return texts;
  } catch (const cut_error& error) {
    throw course_error(s.file, 1, error.what());
  }
}

}  // namespace grader
