// SPDX-License-Identifier: MIT
#include "author/cutter.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "author/declarator.hpp"
#include "build/files.hpp"
#include "course/suggest.hpp"

namespace grader {

namespace {

struct candidate {
  const ast_function* function;
  const function_list* list;
};

std::string symbol_of(const ast_function& f) {
  std::string text;
  for (const std::string& part : f.scope) text += part + "::";
  return text + f.name;
}

std::string qualifiers_of(const ast_function& f, std::string_view source) {
  return f.has_body ? read_declarator(source, f).qualifiers : std::string();
}

std::string signature_of(const ast_function& f, std::string_view source) {
  std::string text = symbol_of(f) + "(";
  for (std::size_t i = 0; i < f.parameters.size(); ++i) {
    text += (i > 0 ? ", " : "") + f.parameters[i].type;
  }
  if (f.variadic) text += f.parameters.empty() ? "..." : ", ...";
  const std::string qualifiers = qualifiers_of(f, source);
  return text + (qualifiers.empty() ? ")" : ") " + qualifiers);
}

std::string signature_of(const candidate& c) {
  return signature_of(*c.function, c.list->source());
}

// Why the body cannot be cut whatever was asked for; empty if it can.
std::string refusal(const candidate& c) {
  const ast_function& f = *c.function;
  if (f.immediate) {
    return "is consteval: it runs in the compiler, where a hole cannot stop";
  }
  if (!f.has_body) return {};
  if (f.in_macro) return "has a body that a macro makes";
  if (read_declarator(c.list->source(), f).deduced_return) {
    return "has a return type that is deduced from its body; write it out";
  }
  return {};
}

std::string why_no_body(const ast_function& f) {
  if (f.defaulted) return "is defaulted and has no body of its own";
  if (f.deleted) return "is deleted and has no body";
  return "is only declared here; its body is in another file";
}

std::vector<candidate> all_functions(const std::vector<function_list>& files) {
  std::vector<candidate> all;
  for (const function_list& list : files) {
    for (const ast_function& f : list.functions()) all.push_back({&f, &list});
  }
  return all;
}

std::string bullet_list(std::vector<std::string> items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
  std::string text;
  for (const std::string& item : items) text += "\n  " + item;
  return text;
}

[[noreturn]] void fail_unmatched(const symbol& s,
                                 const std::vector<candidate>& all,
                                 const std::vector<candidate>& same) {
  std::vector<std::string> near;
  for (const candidate& c : same) near.push_back(signature_of(c));
  if (!near.empty()) {
    throw cut_error("no function \"" + s.text +
                    "\"; there are:" + bullet_list(near));
  }
  std::multimap<std::size_t, std::string> ranked;
  for (const candidate& c : all) {
    const std::string name = without_blanks(c.function->name);
    if (name != s.name && !is_close(s.name, name)) continue;
    const std::string wanted = s.text.substr(0, s.text.find('('));
    ranked.emplace(edit_distance(wanted, symbol_of(*c.function)),
                   signature_of(c));
  }
  for (const auto& [distance, text] : ranked) {
    if (near.size() < 5) near.push_back(text);
  }
  if (!near.empty()) {
    throw cut_error("no function \"" + s.text +
                    "\"; near it are:" + bullet_list(near));
  }
  throw cut_error("no function \"" + s.text + "\" in the files");
}

// Of overloads that differ only behind the parameter list, the one that the
// symbol's qualifiers name.
std::vector<candidate> by_qualifiers(const symbol& s,
                                     const std::vector<candidate>& from) {
  std::vector<candidate> same;
  for (const candidate& c : from) {
    const std::string there =
        without_blanks(qualifiers_of(*c.function, c.list->source()));
    if (there == s.qualifiers) same.push_back(c);
  }
  if (!same.empty() || !s.qualifiers.empty()) return same;
  // None was named: the only overload of each class may have any.
  std::map<std::string, int> with_body;
  for (const candidate& c : from) {
    if (c.function->has_body) ++with_body[symbol_of(*c.function)];
  }
  for (const auto& [text, count] : with_body) {
    if (count < 2) continue;
    std::vector<std::string> signatures;
    for (const candidate& c : from) signatures.push_back(signature_of(c));
    throw cut_error("\"" + s.text +
                    "\" fits several functions; add what "
                    "stands behind the parameter list:" +
                    bullet_list(signatures));
  }
  return from;
}

found_body body_of(const candidate& c) {
  const ast_function& f = *c.function;
  const declarator d = read_declarator(c.list->source(), f);
  found_body body;
  body.symbol = symbol_of(f);
  body.signature = signature_of(c);
  body.file = c.list->file();
  body.begin = f.body_begin;
  body.end = f.body_end;
  body.initialisers_begin = d.initialisers_begin;
  body.declaration_begin = f.declaration_begin;
  body.name_begin = f.name_begin;
  body.line = f.line;
  return body;
}

}  // namespace

function_list::function_list(const parse_options& options, fs::path file,
                             const std::vector<std::string>& tops,
                             ast_cache* known)
    : file_(std::move(file)), source_(read_file(file_)) {
  for (const std::string& top : tops) {
    ast_cache none;
    ast_cache& asked = known != nullptr ? *known : none;
    for (const ast_function& f :
         asked.functions(options, file_, source_, top)) {
      const bool twice =
          std::ranges::any_of(functions_, [&](const ast_function& g) {
            return g.name_begin == f.name_begin && g.has_body == f.has_body;
          });
      if (!twice) functions_.push_back(f);
    }
  }
  std::ranges::sort(functions_, {}, &ast_function::name_begin);
}

std::vector<std::string> top_names(const std::vector<std::string>& symbols) {
  std::vector<std::string> tops;
  for (const std::string& text : symbols) {
    std::string top = parse_symbol(text).top();
    if (std::ranges::find(tops, top) == tops.end()) tops.push_back(top);
  }
  return tops;
}

std::vector<found_body> select_bodies(const std::vector<function_list>& files,
                                      std::string_view wanted, among which) {
  const symbol s = parse_symbol(wanted);
  const std::vector<candidate> all = all_functions(files);
  std::vector<candidate> same;
  std::vector<candidate> exact;
  for (const candidate& c : all) {
    if (same_name(s, *c.function)) same.push_back(c);
    if (same_name_exactly(s, *c.function)) exact.push_back(c);
  }
  if (which == among::primary_first && !exact.empty()) same = exact;
  std::vector<candidate> fitting;
  for (const candidate& c : same) {
    if (same_parameters(s, *c.function, c.list->source())) fitting.push_back(c);
  }
  if (s.has_parameters) fitting = by_qualifiers(s, fitting);
  if (fitting.empty()) fail_unmatched(s, all, same);
  std::vector<found_body> bodies;
  for (const candidate& c : fitting) {
    if (const std::string why = refusal(c); !why.empty()) {
      throw cut_error("\"" + signature_of(c) + "\" " + why);
    }
    if (c.function->has_body) bodies.push_back(body_of(c));
  }
  if (bodies.empty()) {
    throw cut_error("\"" + signature_of(fitting.front()) + "\" " +
                    why_no_body(*fitting.front().function));
  }
  return bodies;
}

std::vector<found_body> find_bodies(const parse_options& options,
                                    const fs::path& file,
                                    const std::vector<std::string>& wanted) {
  std::vector<function_list> files;
  files.emplace_back(options, file, top_names(wanted));
  std::vector<found_body> bodies;
  for (const std::string& symbol : wanted) {
    for (found_body& body : select_bodies(files, symbol)) {
      const bool known = std::ranges::any_of(
          bodies, [&](const found_body& b) { return b.begin == body.begin; });
      if (!known) bodies.push_back(std::move(body));
    }
  }
  return bodies;
}

}  // namespace grader
