// SPDX-License-Identifier: MIT
#include "author/mutants.hpp"

#include <algorithm>
#include <map>

#include "author/reference.hpp"
#include "course/error.hpp"

namespace grader {

namespace {

// What the learner writes in a file: the holes, the regions, and the functions
// in these.
std::vector<own_part> parts_of(const reference& answer, const exercise& e,
                               const std::string& file) {
  std::vector<own_part> parts;
  for (const std::string& symbol : e.holes) {
    for (const found_body& body : answer.bodies(symbol, among::all)) {
      if (answer.file_of(body) != file) continue;
      parts.push_back({body.initialisers_begin, body.end, body.signature});
    }
  }
  for (const region& r : e.regions) {
    if (r.file != file) continue;
    const found_region& found = answer.find(r.file, r.name);
    parts.push_back(
        {found.inner_begin, found.inner_end, r.file + "#" + r.name});
    for (const function_list& list : answer.lists()) {
      if (list.source() != answer.source(file)) continue;
      for (const ast_function& f : list.functions()) {
        if (!f.has_body || f.body_begin < found.inner_begin ||
            f.body_end > found.inner_end) {
          continue;
        }
        std::string name;
        for (const std::string& scope : f.scope) name += scope + "::";
        parts.push_back({f.body_begin, f.body_end, name + f.name});
      }
    }
  }
  return parts;
}

const own_part& innermost(const std::vector<own_part>& parts, std::size_t at) {
  const own_part* best = nullptr;
  for (const own_part& p : parts) {
    if (at < p.begin || at >= p.end) continue;
    if (best == nullptr || p.end - p.begin < best->end - best->begin) best = &p;
  }
  return *best;
}

int line_of(std::string_view source, std::size_t at) {
  return 1 + static_cast<int>(std::count(
                 source.begin(),
                 source.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string shortened(std::string text) {
  constexpr std::size_t most = 72;
  if (text.size() > most) text = text.substr(0, most - 3) + "...";
  return text;
}

}  // namespace

mutant_set::mutant_set(const course& c, const exercise& e, ast_cache* known) {
  const std::string manifest =
      "chapters/" + e.solution_dir.filename().string() + "/chapter.toml";
  try {
    const reference answer(c, e, e.holes, known);
    parse_options options;
    options.include_dirs = include_dirs(c, e);
    std::map<std::string, int> same;
    for (const std::string& name : e.files) {
      mutable_file file{name, answer.source(name), {}, {}};
      const std::vector<own_part> parts = parts_of(answer, e, name);
      if (!parts.empty()) {
        file.mutations = find_mutations(options, e.answer_dir / name,
                                        file.source, parts, top_names(e.holes));
      }
      for (const mutation& m : file.mutations) {
        mutant one;
        one.number = static_cast<int>(all_.size()) + 1;
        one.function = innermost(parts, m.begin).name;
        one.change = m.change;
        one.text = shortened(in_one_line(file.source, m.begin, m.end));
        one.file = name;
        one.line = line_of(file.source, m.begin);
        one.order = m.order;
        one.id = one.function + ": " + one.change + ": " + one.text;
        const int count = ++same[one.id];
        if (count > 1) one.id += " #" + std::to_string(count);
        file.numbers.push_back(one.number);
        all_.push_back(std::move(one));
      }
      files_.push_back(std::move(file));
    }
  } catch (const cut_error& error) {
    throw course_error(manifest, e.line, e.id + ": " + error.what());
  }
}

file_texts mutant_set::files_of(int number) const {
  file_texts texts;
  for (const mutable_file& file : files_) {
    texts[file.name] = file.source;
    const auto at = std::ranges::find(file.numbers, number);
    if (at == file.numbers.end()) continue;
    const auto i = static_cast<std::size_t>(at - file.numbers.begin());
    texts[file.name] = with_one(file.source, file.mutations[i]);
  }
  return texts;
}

file_texts mutant_set::files(const std::set<int>& without) const {
  file_texts texts;
  for (const mutable_file& file : files_) {
    std::vector<int> numbers = file.numbers;
    for (int& n : numbers) {
      if (without.contains(n)) n = 0;
    }
    std::string text = with_mutations(file.source, file.mutations, numbers);
    if (!file.mutations.empty()) {
      // Before everything else: a line of its own, no includes to be sorted.
      text = "#include <grader/mutant.hpp>\n" + text;
    }
    texts[file.name] = std::move(text);
  }
  return texts;
}

}  // namespace grader
