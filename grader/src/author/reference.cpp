// SPDX-License-Identifier: MIT
#include "author/reference.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "course/error.hpp"
#include "course/lexer.hpp"
#include "course/schema.hpp"
#include "course/text_file.hpp"

namespace grader {

std::vector<fs::path> include_dirs(const course& c, const exercise& e) {
  std::vector<fs::path> dirs = {e.answer_dir / "include"};
  const fs::path runtime = c.root / "runtime" / "include";
  if (dirs.front() != runtime) dirs.push_back(runtime);
  dirs.push_back(c.root / "grader" / "include");
  return dirs;
}

namespace {

// Whether every word of the symbol occurs in `text`: if not, the file cannot
// hold its body, and clang need not read it.
bool may_hold(std::string_view text, const symbol& s) {
  std::vector<std::string> words = s.scope;
  words.push_back(s.name.starts_with("operator") ? "operator" : s.name);
  return std::ranges::all_of(words, [&](std::string_view word) {
    if (word.starts_with('~')) word.remove_prefix(1);
    return text.find(word.substr(0, word.find('<'))) != std::string_view::npos;
  });
}

// For each text, whether it must be parsed. A symbol that no text holds is a
// mistake, and then everything is parsed, to find what it is near to.
std::vector<bool> to_parse(const std::vector<std::string>& texts,
                           const std::vector<std::string>& symbols) {
  std::vector<bool> needed(texts.size(), false);
  for (const std::string& name : symbols) {
    const symbol s = parse_symbol(name);
    bool held = false;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!may_hold(texts[i], s)) continue;
      needed[i] = true;
      held = true;
    }
    if (!held) return std::vector<bool>(texts.size(), true);
  }
  return needed;
}

}  // namespace

reference::reference(const course& c, const exercise& e,
                     const std::vector<std::string>& symbols, ast_cache* known)
    : exercise_(e) {
  const std::string manifest =
      "chapters/" + e.solution_dir.filename().string() + "/chapter.toml";
  try {
    parse_options options;
    options.include_dirs = include_dirs(c, e);
    const std::vector<std::string> tops = top_names(symbols);
    std::vector<std::string> texts;
    for (const std::string& file : e.files) {
      // Says what is wrong with the file before clang does.
      texts.push_back(read_course_text(c.root, e.answer_dir / file));
      regions_[file] = find_regions(texts.back());
    }
    const std::vector<bool> parsed = to_parse(texts, symbols);
    for (std::size_t i = 0; i < e.files.size(); ++i) {
      lists_.emplace_back(options, e.answer_dir / e.files[i],
                          parsed[i] ? tops : std::vector<std::string>(), known);
    }
  } catch (const cut_error& error) {
    throw course_error(manifest, e.line, e.id + ": " + error.what());
  }
}

const std::string& reference::source(const std::string& file) const {
  const auto at = std::ranges::find(exercise_.files, file);
  return lists_.at(static_cast<std::size_t>(at - exercise_.files.begin()))
      .source();
}

const std::vector<found_region>& reference::regions(
    const std::string& file) const {
  return regions_.at(file);
}

std::vector<found_body> reference::bodies(std::string_view symbol,
                                          among which) const {
  return select_bodies(lists_, symbol, which);
}

std::string reference::file_of(const found_body& body) const {
  return body.file.lexically_relative(exercise_.answer_dir).generic_string();
}

const found_region& reference::find(const std::string& file,
                                    const std::string& name) const {
  const auto list = regions_.find(file);
  if (list == regions_.end()) {
    throw cut_error("\"" + file + "\" is no file of " + exercise_.id);
  }
  if (const found_region* region = find_region(list->second, name)) {
    return *region;
  }
  throw cut_error("no region \"" + name + "\" in " + file);
}

found_body reference::single_body(const replacement& r) const {
  std::vector<found_body> found = bodies(r.target, among::primary_first);
  if (found.size() == 1) return std::move(found.front());
  std::string list;
  for (const found_body& body : found) list += "\n  " + body.signature;
  throw cut_error("\"" + r.target +
                  "\" fits several functions; name one of them:" + list);
}

void reference::add_replacement(const replacement& r, file_edits& edits,
                                std::vector<std::string>& replaced) const {
  if (r.what == replacement::kind::region) {
    const std::size_t hash = r.target.find('#');
    const std::string file = r.target.substr(0, hash);
    const found_region& region = find(file, r.target.substr(hash + 1));
    const std::string_view text = source(file);
    const std::string indent(indent_of(text, region.begin));
    std::string inside = indent + indented(r.text, indent) + "\n";
    if (r.text.empty()) inside.clear();
    edits[file].push_back({region.inner_begin, region.inner_end,
                           std::move(inside), "region " + r.target});
    replaced.push_back(r.target);
    return;
  }
  const found_body body = single_body(r);
  const std::string file = file_of(body);
  const std::string_view text = source(file);
  const bool all = r.what == replacement::kind::initialisers_and_body;
  const std::size_t begin = all ? body.initialisers_begin : body.begin;
  edits[file].push_back(
      {begin, body.end,
       indented(r.text, indent_of(text, body.declaration_begin)),
       "the body of " + body.signature});
  replaced.push_back(body.signature);
}

file_edits reference::replacements(const splice& s,
                                   std::vector<std::string>& replaced) const {
  file_edits edits;
  for (const replacement& r : s.replacements) {
    try {
      add_replacement(r, edits, replaced);
    } catch (const cut_error& error) {
      throw course_error(s.file, r.line, error.what());
    }
  }
  for (auto& [file, list] : edits) {
    for (const std::string& header : s.includes) {
      list.push_back(add_include(source(file), header));
    }
  }
  return edits;
}

namespace {

struct include_place {
  std::size_t begin = 0;
  std::size_t end = 0;  // one past its line break
  std::string header;   // "<mutex>"
};

// The includes that no #if encloses.
std::vector<include_place> plain_includes(std::string_view source) {
  std::vector<include_place> found;
  int depth = 0;
  for (token t = next_token(source, 0); t.kind != token_kind::end;
       t = next_token(source, t.end)) {
    if (t.kind != token_kind::directive) continue;
    const std::string_view text = text_of(source, t);
    const token word = next_token(text, 1);
    const std::string_view name = text_of(text, word);
    if (name.starts_with("if")) ++depth;
    if (name == "endif") --depth;
    if (name != "include" || depth > 0) continue;
    found.push_back({t.begin, next_line(source, t.begin),
                     std::string(trimmed(text.substr(word.end)))});
  }
  return found;
}

// Behind `#pragma once`, else behind the comment at the top.
std::size_t place_without_includes(std::string_view source) {
  const token first = next_token(source, 0);
  if (text_of(source, first).starts_with("#pragma")) {
    return next_line(source, first.begin);
  }
  return first.kind == token_kind::end ? source.size() : first.begin;
}

}  // namespace

// Among includes in one block that are sorted, the new one is put in its place.
edit add_include(std::string_view source, const std::string& header) {
  const std::string line = "#include " + header + "\n";
  const std::string what = "the include of " + header;
  const std::vector<include_place> all = plain_includes(source);
  if (all.empty()) {
    const std::size_t at = place_without_includes(source);
    const bool pragma = at > 0 && source.substr(0, at).ends_with("once\n");
    return {at, at, pragma ? "\n" + line : line + "\n", what};
  }
  for (const include_place& include : all) {
    if (include.header == header) return {include.end, include.end, "", what};
  }
  std::size_t block = all.size() - 1;  // the first of the last block
  while (block > 0 && all[block - 1].end == all[block].begin) --block;
  for (std::size_t i = block; i < all.size(); ++i) {
    if (header < all[i].header) return {all[i].begin, all[i].begin, line, what};
  }
  return {all.back().end, all.back().end, line, what};
}

}  // namespace grader
