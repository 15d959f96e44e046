// SPDX-License-Identifier: MIT
#include "course/schema.hpp"

#include <algorithm>
#include <utility>

#include "course/error.hpp"
#include "course/suggest.hpp"

namespace grader {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string> texts(const std::vector<located>& list) {
  std::vector<std::string> result;
  for (const located& item : list) result.push_back(item.text);
  return result;
}

void table_reader::fail(int line, const std::string& what) const {
  throw course_error(file_, line, what);
}

void table_reader::fail_at(std::string_view key,
                           const std::string& what) const {
  fail(line(key), what);
}

const toml_value* table_reader::find(std::string_view key) const {
  const auto it = table_.keys.find(key);
  return it == table_.keys.end() ? nullptr : &it->second;
}

const toml_value& table_reader::at(std::string_view key) const {
  if (const toml_value* value = find(key)) return *value;
  fail(line(), owner_ + " has no key \"" + std::string(key) + "\"");
}

bool table_reader::has(std::string_view key) const {
  return find(key) != nullptr;
}

int table_reader::line(std::string_view key) const {
  const auto it = table_.key_lines.find(key);
  return it == table_.key_lines.end() ? line() : it->second;
}

void table_reader::only(const std::vector<std::string>& known) const {
  const std::pair<const std::string, int>* first = nullptr;
  for (const auto& entry : table_.key_lines) {
    if (std::ranges::find(known, entry.first) != known.end()) continue;
    if (first == nullptr || entry.second < first->second) first = &entry;
  }
  if (first == nullptr) return;
  const std::vector<std::string> near = closest(first->first, known, 1);
  fail(first->second,
       "unknown key \"" + first->first + "\" in " + owner_ + "; " +
           (near.empty() ? "the known keys are " + quoted_list(known)
                         : "did you mean " + quoted_list(near) + "?"));
}

const toml_value& table_reader::expect(const toml_value& value,
                                       toml_value::kind type,
                                       std::string_view name,
                                       const char* wanted) const {
  if (value.type == type) return value;
  fail(value.line, std::string(name) + " is " + value.kind_name() +
                       "; it must be " + wanted);
}

namespace {

std::string quoted(std::string_view key) {
  return "\"" + std::string(key) + "\"";
}

}  // namespace

std::string table_reader::text(std::string_view key) const {
  const toml_value& value =
      expect(at(key), toml_value::kind::string, quoted(key), "a string");
  if (trimmed(value.text).empty()) {
    fail(value.line, quoted(key) + " is empty; write something");
  }
  return value.text;
}

std::string table_reader::text_or(std::string_view key,
                                  std::string otherwise) const {
  return has(key) ? text(key) : std::move(otherwise);
}

std::string table_reader::one_line(std::string_view key) const {
  std::string value = text(key);
  if (value.find('\n') != std::string::npos) {
    fail_at(key, quoted(key) + " has several lines; it must be one line");
  }
  return value;
}

int table_reader::number(std::string_view key, int least, int most) const {
  const toml_value& value =
      expect(at(key), toml_value::kind::integer, quoted(key), "a whole number");
  if (value.number < least || value.number > most) {
    fail(value.line, quoted(key) + " is " + std::to_string(value.number) +
                         "; it must be from " + std::to_string(least) + " to " +
                         std::to_string(most));
  }
  return static_cast<int>(value.number);
}

std::vector<located> table_reader::list(std::string_view key) const {
  std::vector<located> result;
  const toml_value* array = find(key);
  if (array == nullptr) return result;
  expect(*array, toml_value::kind::array, quoted(key), "an array of strings");
  for (const toml_value& item : array->items) {
    const std::string name =
        "item " + std::to_string(result.size() + 1) + " of " + quoted(key);
    expect(item, toml_value::kind::string, name, "a string");
    if (trimmed(item.text).empty()) fail(item.line, name + " is empty");
    result.push_back({item.text, item.line});
  }
  return result;
}

const std::vector<toml_value>& table_reader::tables(
    std::string_view key) const {
  static const std::vector<toml_value> none;
  const toml_value* array = find(key);
  if (array == nullptr) return none;
  const std::string wanted = "tables, each headed [[" + std::string(key) + "]]";
  expect(*array, toml_value::kind::array, quoted(key), wanted.c_str());
  for (const toml_value& item : array->items) {
    expect(item, toml_value::kind::table, "an item of " + quoted(key),
           "a table");
  }
  return array->items;
}

}  // namespace grader
