// SPDX-License-Identifier: MIT
//
// Looking things up in a course. Reading it is manifest.cpp's work.
#include "course/course.hpp"

#include <algorithm>
#include <cctype>
#include <system_error>
#include <utility>

#include "course/error.hpp"
#include "course/suggest.hpp"

namespace grader {

const chapter* course::find_chapter(std::string_view id) const {
  for (const chapter& c : chapters) {
    if (c.id == id) return &c;
  }
  return nullptr;
}

const exercise* course::find_exercise(std::string_view id) const {
  for (const chapter& c : chapters) {
    for (const exercise& e : c.exercises) {
      if (e.id == id) return &e;
    }
  }
  return nullptr;
}

fs::path find_course_root(const fs::path& from) {
  std::error_code ignored;
  fs::path folder = fs::absolute(from, ignored).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  while (true) {
    if (fs::is_directory(folder / "chapters", ignored) &&
        fs::is_regular_file(folder / "kioto", ignored)) {
      return folder;
    }
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  throw usage_error(
      "no course here: neither " + from.string() +
          " nor a folder above it holds chapters/ and the launcher kioto",
      "change into the folder of the course and try again");
}

namespace {

// "CH01/Poll" and "1.poll" are ways to write "ch01.poll".
std::string normalised(std::string_view id) {
  std::string text;
  for (const char c : id) {
    const bool separator = c == '/' || c == ':' || c == ' ' || c == '-';
    text +=
        separator
            ? '.'
            : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  const bool number = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (number) text.insert(0, "ch");
  return text;
}

// Every way in which an id is known: itself, and what people type for it.
std::vector<std::pair<std::string, std::string>> known_names(const course& c) {
  std::vector<std::pair<std::string, std::string>> names;
  for (const chapter& ch : c.chapters) {
    names.emplace_back(ch.id, ch.id);
    names.emplace_back(normalised(ch.slug), ch.id);
    if (ch.slug.size() > ch.id.size() + 1) {
      names.emplace_back(ch.slug.substr(ch.id.size() + 1), ch.id);
    }
    for (const exercise& e : ch.exercises) {
      names.emplace_back(e.id, e.id);
      names.emplace_back(e.name, e.id);
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> did_you_mean(const course& c, std::string_view id) {
  const std::string typed = normalised(id);
  std::multimap<std::size_t, std::string> near;  // keeps the order of equals
  for (const auto& [name, meant] : known_names(c)) {
    if (is_close(typed, name)) near.emplace(edit_distance(typed, name), meant);
  }
  std::vector<std::string> result;
  for (auto& [distance, meant] : near) {
    const bool known = std::ranges::find(result, meant) != result.end();
    if (!known && result.size() < 3) result.push_back(std::move(meant));
  }
  return result;
}

}  // namespace grader
