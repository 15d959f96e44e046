// SPDX-License-Identifier: MIT
#include "author/candidates.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "author/stub.hpp"
#include "report/console.hpp"
#include "report/story_text.hpp"

namespace grader {
namespace {

constexpr std::size_t least_wrong_answers = 4;

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code ec;
  for (auto& e : fs::directory_iterator(folder, ec)) found.push_back(e.path());
  std::sort(found.begin(), found.end());
  return found;
}

submission from_texts(const exercise& e, file_texts texts,
                      const std::string& label, const std::string& shown) {
  submission s;
  s.of = &e;
  s.label = label;
  for (auto& [file, text] : texts) s.shown[file] = shown + "/" + file;
  s.files = std::move(texts);
  return s;
}

class gatherer {
 public:
  gatherer(const workspace& w, const exercise& e, ast_cache& known,
           const std::function<void(std::string)>& find)
      : w_(w), e_(e), known_(known), find_(find) {}

  std::vector<candidate> gather() {
    add(role::stub, "the stub",
        take_files(*w_.of, e_, e_.stub_dir, e_.id + "@stub"));
    add(role::answer, "the answer",
        take_files(*w_.of, e_, e_.answer_dir, e_.id + "@answer"));
    alternative();
    wrong_answers();
    return std::move(all_);
  }

 private:
  void add(role as, std::string name, submission files, splice mistake = {}) {
    all_.push_back(
        {as, &e_, std::move(name), std::move(files), std::move(mistake)});
  }
  void alternative();
  void wrong_answers();

  const workspace& w_;
  const exercise& e_;
  ast_cache& known_;
  const std::function<void(std::string)>& find_;
  std::vector<candidate> all_;
};

// A folder with the exercise's files. Those that it does not change are the
// answer's.
void gatherer::alternative() {
  fs::path folder = e_.solution_dir / "alternatives" / e_.name;
  std::error_code ec;
  if (!fs::is_directory(folder, ec))
    return find_(fmt::format("{}: there is no alternative answer", e_.id));
  submission s = take_files(*w_.of, e_, folder, e_.id + "@alternative");
  for (const std::string& file : e_.files)
    if (!fs::exists(folder / file)) {
      submission answer = take_files(*w_.of, e_, e_.answer_dir, "");
      s.files[file] = answer.files.at(file);
      s.problem.reset();
    }
  bool named = std::any_of(s.files.begin(), s.files.end(), [](auto& f) {
    return f.second.find("// Alternative: ") != std::string::npos;
  });
  add(role::alternative, "the alternative", std::move(s));
  if (!named)
    find_(fmt::format("{} the alternative: has no line `// Alternative: ...`",
                      e_.id));
}

void gatherer::wrong_answers() {
  std::size_t count = 0;
  for (const fs::path& file :
       sorted_entries(e_.solution_dir / "wrong" / e_.name)) {
    if (file.extension() != ".cpp") continue;
    ++count;
    std::string shown = file.lexically_relative(w_.root).string();
    splice mistake = load_splice(w_.root, file);
    add(role::wrong, shown,
        from_texts(e_, spliced_files(*w_.of, e_, mistake, &known_),
                   fmt::format("{}@wrong-{}", e_.id, file.stem().string()),
                   shown),
        mistake);
  }
  if (count < least_wrong_answers)
    find_(fmt::format("{}: {} wrong answers, {} are the least", e_.id, count,
                      least_wrong_answers));
}

}  // namespace

std::vector<candidate> gather_candidates(
    const workspace& w, const exercise& e, ast_cache& known,
    const std::function<void(std::string)>& find) {
  return gatherer(w, e, known, find).gather();
}

std::vector<const exercise*> chosen_exercises(
    const course& of, const std::vector<std::string>& only) {
  std::vector<const exercise*> some;
  for (const chapter& c : of.chapters)
    for (const exercise& e : c.exercises)
      if (only.empty() || std::any_of(only.begin(), only.end(), [&](auto& id) {
            return id == e.id || id == e.chapter;
          }))
        some.push_back(&e);
  return some;
}

std::string told(const case_verdict& c) {
  console plain(format::plain);
  std::string text = case_line(c, plain) + case_story(c, plain), flat;
  for (char ch : text) {
    bool space = ch == ' ' || ch == '\n';
    if (!space || (!flat.empty() && flat.back() != ' '))
      flat.push_back(space ? ' ' : ch);
  }
  return flat;
}

}  // namespace grader
