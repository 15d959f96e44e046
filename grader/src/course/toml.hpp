// SPDX-License-Identifier: MIT
//
// A TOML document as plain data with line numbers: as much of TOML as the
// manifests use. toml++ does the parsing; only toml.cpp sees it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct toml_value {
  enum class kind { table, array, string, integer, other };

  kind type = kind::other;
  int line = 1;
  std::string text;               // of a string
  std::int64_t number = 0;        // of an integer
  std::string other_name;         // "a boolean", "a date", of any other kind
  std::vector<toml_value> items;  // of an array
  std::map<std::string, toml_value, std::less<>> keys;  // of a table
  std::map<std::string, int, std::less<>> key_lines;    // of a table

  // "a string", "an array": for error messages.
  std::string kind_name() const;
};

// The document in `text`. Throws course_error with `name` and the line.
toml_value parse_toml(const std::string& name, std::string_view text);

}  // namespace grader
