// SPDX-License-Identifier: MIT
//
// Reading a manifest's tables key by key: every complaint names the file, the
// line, what is wrong, and what would be right.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "course/toml.hpp"

namespace grader {

// A string and where it stands.
struct located {
  std::string text;
  int line = 0;
};

class table_reader {
 public:
  // `owner` is how messages call the table: "the chapter", "exercise "poll"".
  table_reader(std::string file, std::string owner, const toml_value& table)
      : file_(std::move(file)), owner_(std::move(owner)), table_(table) {}

  int line() const { return table_.line; }
  int line(std::string_view key) const;
  bool has(std::string_view key) const;
  void rename(std::string owner) { owner_ = std::move(owner); }

  // Complains about the first key that is not in `known`.
  void only(const std::vector<std::string>& known) const;

  // A string with something in it; the second has a default.
  std::string text(std::string_view key) const;
  std::string text_or(std::string_view key, std::string otherwise) const;
  // The same, without a line break.
  std::string one_line(std::string_view key) const;
  // A whole number from `least` to `most`.
  int number(std::string_view key, int least, int most) const;
  // An array of strings with something in each; no array: empty.
  std::vector<located> list(std::string_view key) const;
  // An array of tables; no such key: empty.
  const std::vector<toml_value>& tables(std::string_view key) const;

  [[noreturn]] void fail(int line, const std::string& what) const;
  [[noreturn]] void fail_at(std::string_view key,
                            const std::string& what) const;

 private:
  const toml_value& at(std::string_view key) const;
  const toml_value* find(std::string_view key) const;
  const toml_value& expect(const toml_value& value, toml_value::kind type,
                           std::string_view name, const char* wanted) const;

  std::string file_;
  std::string owner_;
  const toml_value& table_;
};

// Every text of a list.
std::vector<std::string> texts(const std::vector<located>& list);

// `text` without blanks and line breaks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace grader
