// SPDX-License-Identifier: MIT
#include "author/skeleton.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

#include "author/skeleton_texts.hpp"
#include "build/files.hpp"
#include "course/error.hpp"
#include "course/text_file.hpp"

namespace grader {
namespace {

void replace_all(std::string& text, std::string_view what,
                 std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

const chapter& chapter_for(const course& c, const std::string& id) {
  static const std::regex form("(ch[0-9]{2})\\.([a-z][a-z0-9_]*)");
  std::smatch parts;
  if (!std::regex_match(id, parts, form))
    throw usage_error(fmt::format("`{}` is no id of an exercise", id),
                      "An id is a chapter and a name of small letters, digits "
                      "and _, such as ch01.poll.");
  const chapter* found = c.find_chapter(parts[1].str());
  if (found == nullptr)
    throw usage_error(fmt::format("there is no chapter {}", parts[1].str()),
                      fmt::format("Make chapters/{}-SLUG/chapter.toml first: "
                                  "docs/chapter-toml.md says how.",
                                  parts[1].str()));
  if (c.find_exercise(id) != nullptr)
    throw usage_error(fmt::format("there is an exercise {} already", id));
  return *found;
}

std::vector<fs::path> files_of(const course& c, const chapter& ch) {
  std::set<fs::path> files = {ch.dir / "chapter.toml"};
  auto add_below = [&](const fs::path& folder) {
    std::error_code ec;
    for (auto& entry : fs::recursive_directory_iterator(folder, ec))
      if (entry.is_regular_file(ec)) files.insert(entry.path());
  };
  add_below(ch.dir / "hidden");
  add_below(c.root / "solutions" / ch.slug);
  return {files.begin(), files.end()};
}

}  // namespace

skeleton make_skeleton(const course& c, const std::string& id) {
  const chapter& ch = chapter_for(c, id);
  std::string name = id.substr(id.find('.') + 1);
  auto filled = [&](std::string_view form) {
    std::string text(form);
    replace_all(text, "@ID@", id);
    replace_all(text, "@NAME@", name);
    replace_all(text, "@SPACE@", ch.id + "_" + name);
    replace_all(text, "@SLUG@", ch.slug);
    return text;
  };
  skeleton s;
  s.manifest = course_name(c.root, ch.dir / "chapter.toml");
  s.block = filled(skeleton_block);
  for (const skeleton_file& f : skeleton_files) {
    std::string path = filled(f.path);
    if (fs::exists(fs::symlink_status(c.root / path)))
      throw usage_error(fmt::format("{} is there already", path),
                        "Nothing was written. Move it away, or choose another "
                        "name.");
    s.files[path] = filled(f.text);
  }
  return s;
}

std::vector<finding> find_blanks(const course& c) {
  std::vector<finding> found;
  for (const chapter& ch : c.chapters)
    for (const fs::path& file : files_of(c, ch)) {
      std::string text = try_read_file(file).value_or("");
      for (std::size_t at = text.find(blank_mark); at != std::string::npos;
           at = text.find(blank_mark, at + 1))
        found.push_back({course_name(c.root, file), line_at(text, at),
                         "FILL: is still to be written"});
    }
  return found;
}

}  // namespace grader
