// SPDX-License-Identifier: MIT
//
// chapters/chNN-slug/chapter.toml and chapters/support.toml.
// docs/chapter-toml.md describes every key.
#include <algorithm>
#include <system_error>
#include <utility>

#include "course/course.hpp"
#include "course/error.hpp"
#include "course/schema.hpp"
#include "course/suggest.hpp"
#include "course/text_file.hpp"

namespace grader {

namespace {

constexpr int schema_version = 1;

bool all_of_word(std::string_view text, std::string_view more) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           more.find(c) != std::string_view::npos;
  });
}

// "ch01-futures" -> 1; nothing for a folder that is not named like that.
int chapter_number(std::string_view slug) {
  const bool shaped = slug.size() > 5 && slug.starts_with("ch") &&
                      slug[2] >= '0' && slug[2] <= '9' && slug[3] >= '0' &&
                      slug[3] <= '9' && slug[4] == '-' &&
                      all_of_word(slug.substr(5), "-");
  return shaped ? (slug[2] - '0') * 10 + (slug[3] - '0') : -1;
}

void check_schema(const table_reader& table) {
  const int schema = table.number("schema", 0, 1000000);
  if (schema != schema_version) {
    table.fail_at("schema", "schema " + std::to_string(schema) +
                                " is not known; this grader reads schema " +
                                std::to_string(schema_version));
  }
}

// A path that stays where it is put: "include/..." or "src/..." for files that
// live in two places, anything below the root for `any_folder`.
void check_path(const table_reader& table, const located& path,
                bool any_folder) {
  const fs::path p = path.text;
  const bool tidy = !p.is_absolute() && p.has_filename() &&
                    p.lexically_normal().generic_string() == path.text &&
                    *p.begin() != "..";
  if (!tidy) {
    table.fail(path.line, "\"" + path.text +
                              "\" must be a relative path without \".\", "
                              "\"..\" or a doubled slash");
  }
  if (!any_folder && *p.begin() != "include" && *p.begin() != "src") {
    table.fail(path.line, "\"" + path.text +
                              "\" must begin with \"include/\" or \"src/\"");
  }
}

class loader {
 public:
  explicit loader(course& c) : course_(c) {}

  void load() {
    for (const std::string& slug : chapter_folders()) load_chapter(slug);
    load_support();
    for (chapter& ch : course_.chapters) {
      for (exercise& e : ch.exercises) find_answer(ch, e);
    }
  }

 private:
  struct place {
    std::string file;
    int line;
    std::string
        owner;  // "ch01", "layer 0 of chapters/support.toml", "ch01.poll"
  };

  std::vector<std::string> chapter_folders() const;
  void load_chapter(const std::string& slug);
  void load_support();
  void add_layer(const table_reader& table, const located& file, int layer,
                 place where);
  void load_exercise(chapter& ch, const std::string& name,
                     const toml_value& value);
  void read_files(const table_reader& table, exercise& e) const;
  void read_holes(const table_reader& table, exercise& e) const;
  void read_checks(const table_reader& table, exercise& e) const;
  void read_hints(const table_reader& table, exercise& e) const;
  void find_answer(const chapter& ch, exercise& e);

  course& course_;
  std::map<std::string, place> layer_places_;  // by runtime file
  std::map<fs::path, place> exercise_places_;  // by answer file
  std::map<std::string, int> file_lines_;      // by "ch01.poll include/..."
};

std::vector<std::string> loader::chapter_folders() const {
  std::vector<std::string> slugs;
  const fs::path folder = course_.root / "chapters";
  std::error_code failed;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    if (!entry.is_directory(ignored)) continue;
    if (chapter_number(name) < 0) {
      if (!fs::exists(entry.path() / "chapter.toml", ignored)) continue;
      throw course_error("chapters/" + name, 1,
                         "a chapter's folder must be named like "
                         "\"ch01-futures\": ch, two digits, a dash, a word in "
                         "small letters");
    }
    slugs.push_back(name);
  }
  if (failed) {
    throw course_error("chapters", 1, "cannot be read: " + failed.message());
  }
  std::ranges::sort(slugs);
  return slugs;
}

void loader::load_chapter(const std::string& slug) {
  chapter ch;
  ch.dir = course_.root / "chapters" / slug;
  ch.slug = slug;
  ch.number = chapter_number(slug);
  const fs::path path = ch.dir / "chapter.toml";
  const std::string name = course_name(course_.root, path);
  const toml_value document =
      parse_toml(name, read_course_text(course_.root, path));
  const table_reader table(name, "the chapter", document);
  table.only({"schema", "id", "title", "summary", "introduces", "exercise"});
  check_schema(table);
  ch.id = table.text("id");
  if (ch.id != slug.substr(0, 4)) {
    table.fail_at("id", "id \"" + ch.id + "\" does not match the folder \"" +
                            slug + "\"; it must be \"" + slug.substr(0, 4) +
                            "\"");
  }
  if (const chapter* twin = course_.find_chapter(ch.id)) {
    table.fail_at("id",
                  "\"" + ch.id + "\" is also the id of chapters/" + twin->slug);
  }
  ch.title = table.one_line("title");
  ch.summary = table.one_line("summary");
  for (const located& file : table.list("introduces")) {
    add_layer(table, file, ch.number, {name, file.line, ch.id});
    ch.introduces.push_back(file.text);
  }
  for (const toml_value& value : table.tables("exercise")) {
    load_exercise(ch, name, value);
  }
  course_.chapters.push_back(std::move(ch));
}

void loader::load_support() {
  const fs::path path = course_.root / "chapters" / "support.toml";
  const std::string name = course_name(course_.root, path);
  const toml_value document =
      parse_toml(name, read_course_text(course_.root, path));
  const table_reader table(name, "support.toml", document);
  table.only({"schema", "layer"});
  check_schema(table);
  std::vector<int> seen;
  for (const toml_value& value : table.tables("layer")) {
    const table_reader layer(name, "the layer", value);
    layer.only({"number", "files"});
    const int number = layer.number("number", 0, 99);
    if (std::ranges::find(seen, number) != seen.end()) {
      layer.fail_at("number", "layer " + std::to_string(number) +
                                  " is given twice; put its files together");
    }
    seen.push_back(number);
    if (!layer.has("files"))
      layer.fail(layer.line(), "the layer has no key \"files\"");
    for (const located& file : layer.list("files")) {
      add_layer(layer, file, number,
                {name, file.line, "layer " + std::to_string(number)});
    }
  }
}

void loader::add_layer(const table_reader& table, const located& file,
                       int layer, place where) {
  check_path(table, file, false);
  const auto [it, fresh] = layer_places_.emplace(file.text, std::move(where));
  if (!fresh) {
    table.fail(file.line, "\"" + file.text + "\" already belongs to " +
                              it->second.owner + " (" + it->second.file + ":" +
                              std::to_string(it->second.line) +
                              "); a file belongs to one chapter or layer");
  }
  course_.layers[file.text] = layer;
}

void loader::load_exercise(chapter& ch, const std::string& name,
                           const toml_value& value) {
  table_reader table(name, "the exercise", value);
  exercise e;
  e.line = value.line;
  e.chapter = ch.id;
  e.name = table.text("name");
  if (!all_of_word(e.name, "_")) {
    table.fail_at("name", "the name \"" + e.name +
                              "\" must be small letters, digits and \"_\"");
  }
  table.rename("exercise \"" + e.name + "\"");
  table.only({"name", "kind", "title", "minutes", "points", "task", "files",
              "look_at", "holes", "regions", "free", "checks", "hints",
              "starts_with"});
  e.id = ch.id + "." + e.name;
  for (const exercise& other : ch.exercises) {
    if (other.name != e.name) continue;
    table.fail_at("name", "there are two exercises \"" + e.name +
                              "\"; the other is at line " +
                              std::to_string(other.line));
  }
  e.kind = table.text("kind");
  if (e.kind != "core" && e.kind != "challenge" && e.kind != "trap") {
    table.fail_at("kind", "kind \"" + e.kind +
                              "\" is not known; it must be \"core\", "
                              "\"challenge\" or \"trap\"");
  }
  e.title = table.one_line("title");
  if (e.title.ends_with('.')) {
    table.fail_at("title", "the title must not end with a full stop");
  }
  e.task = std::string(trimmed(table.text("task")));
  e.minutes = table.number("minutes", 1, 600);
  e.points = table.number("points", 1, 1000);
  read_files(table, e);
  read_holes(table, e);
  read_checks(table, e);
  read_hints(table, e);
  e.free = texts(table.list("free"));
  for (const located& path : table.list("look_at")) {
    check_path(table, path, true);
    e.look_at.push_back(path.text);
  }
  e.stub_dir = course_.root / "exercises" / ch.slug / e.name;
  e.hidden_dir = ch.dir / "hidden" / e.name;
  e.solution_dir = course_.root / "solutions" / ch.slug;
  for (const located& file : table.list("files")) {
    file_lines_[e.id + " " + file.text] = file.line;
  }
  ch.exercises.push_back(std::move(e));
}

void loader::read_files(const table_reader& table, exercise& e) const {
  for (const located& file : table.list("files")) {
    check_path(table, file, false);
    if (std::ranges::find(e.files, file.text) != e.files.end()) {
      table.fail(file.line, "\"" + file.text + "\" is listed twice");
    }
    e.files.push_back(file.text);
  }
  if (e.files.empty()) {
    table.fail_at("files", "exercise \"" + e.name +
                               "\" has no files; list what the learner edits");
  }
}

void loader::read_holes(const table_reader& table, exercise& e) const {
  for (const located& hole : table.list("holes")) {
    if (std::ranges::find(e.holes, hole.text) != e.holes.end()) {
      table.fail(hole.line, "hole \"" + hole.text + "\" is listed twice");
    }
    e.holes.push_back(hole.text);
  }
  for (const located& text : table.list("regions")) {
    const std::size_t hash = text.text.find('#');
    region r{text.text.substr(0, hash), {}};
    if (hash != std::string::npos) r.name = text.text.substr(hash + 1);
    if (r.name.empty()) {
      table.fail(text.line,
                 "region \"" + text.text + "\" must be written FILE#NAME");
    }
    if (std::ranges::find(e.files, r.file) == e.files.end()) {
      table.fail(text.line, "region \"" + text.text +
                                "\" is in a file that is not one of the "
                                "exercise's \"files\"");
    }
    e.regions.push_back(std::move(r));
  }
  if (table.has("starts_with")) {
    const located path{table.one_line("starts_with"),
                       table.line("starts_with")};
    check_path(table, path, true);
    e.starts_with = course_.root / path.text;
  }
  if (e.holes.empty() && e.regions.empty() && e.starts_with.empty()) {
    table.fail_at("holes", "exercise \"" + e.name +
                               "\" leaves nothing to write; give it \"holes\", "
                               "\"regions\" or \"starts_with\"");
  }
}

void loader::read_checks(const table_reader& table, exercise& e) const {
  static const std::vector<std::string> built = {"asan", "tsan", "model",
                                                 "perf"};
  static const std::vector<std::string> planned = {"fault", "virtual"};
  for (const located& check : table.list("checks")) {
    if (std::ranges::find(planned, check.text) != planned.end()) {
      table.fail(check.line, "check \"" + check.text +
                                 "\" is not built yet; use " +
                                 quoted_list(built, "or"));
    }
    if (std::ranges::find(built, check.text) == built.end()) {
      const std::vector<std::string> near = closest(check.text, built, 1);
      table.fail(
          check.line,
          "unknown check \"" + check.text + "\"; " +
              (near.empty() ? "the checks are " + quoted_list(built)
                            : "did you mean " + quoted_list(near) + "?"));
    }
    bool& wanted = check.text == "asan"    ? e.asan
                   : check.text == "tsan"  ? e.tsan
                   : check.text == "model" ? e.model
                                           : e.perf;
    if (wanted)
      table.fail(check.line, "check \"" + check.text + "\" is listed twice");
    wanted = true;
  }
}

void loader::read_hints(const table_reader& table, exercise& e) const {
  e.hints = texts(table.list("hints"));
  if (e.hints.size() != 3) {
    table.fail_at("hints", "exercise \"" + e.name + "\" has " +
                               std::to_string(e.hints.size()) +
                               " hints; it must have three: a question, a "
                               "direction, nearly the answer");
  }
}

// Runtime files have their answer in runtime/, all others in solutions/.
void loader::find_answer(const chapter& ch, exercise& e) {
  const std::string name = course_name(course_.root, ch.dir / "chapter.toml");
  const auto line = [&](const std::string& file) {
    return file_lines_.at(e.id + " " + file);
  };
  const bool runtime = course_.layers.contains(e.files.front());
  for (const std::string& file : e.files) {
    const auto layer = course_.layers.find(file);
    if ((layer != course_.layers.end()) != runtime) {
      throw course_error(
          name, line(file),
          "\"" + file + "\" and \"" + e.files.front() +
              "\" are in one exercise, but only one of them is "
              "a runtime file; list the other in \"introduces\"");
    }
    if (runtime && layer->second != ch.number) {
      throw course_error(name, line(file),
                         "\"" + file + "\" is a file of layer " +
                             std::to_string(layer->second) +
                             "; an exercise of " + ch.id +
                             " edits files that " + ch.id + " introduces");
    }
  }
  e.answer_dir = runtime ? course_.root / "runtime" : e.solution_dir / e.name;
  for (const std::string& file : e.files) {
    const auto [it, fresh] = exercise_places_.emplace(
        e.answer_dir / file, place{name, line(file), e.id});
    if (!fresh) {
      throw course_error(name, line(file),
                         "\"" + file + "\" is already a file of " +
                             it->second.owner + " (line " +
                             std::to_string(it->second.line) +
                             "); a file holds the holes of one exercise");
    }
  }
}

}  // namespace

course load_course(const fs::path& root) {
  std::error_code ignored;
  course result;
  result.root = fs::absolute(root, ignored).lexically_normal();
  if (!result.root.has_filename()) result.root = result.root.parent_path();
  loader(result).load();
  return result;
}

}  // namespace grader
