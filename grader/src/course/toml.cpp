// SPDX-License-Identifier: MIT
#include "course/toml.hpp"

#include <toml++/toml.h>

#include "course/error.hpp"

namespace grader {

namespace {

int line_of(const toml::source_region& where, int otherwise) {
  const int line = static_cast<int>(where.begin.line);
  return line > 0 ? line : otherwise;
}

std::string other_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::boolean:
      return "a boolean";
    case toml::node_type::floating_point:
      return "a number with a point";
    default:
      return "a date or a time";
  }
}

toml_value convert(const toml::node& node, int line_above) {
  toml_value value;
  value.line = line_of(node.source(), line_above);
  if (const toml::table* table = node.as_table()) {
    value.type = toml_value::kind::table;
    for (const auto& [key, child] : *table) {
      const std::string name(key.str());
      const int line = line_of(key.source(), value.line);
      value.key_lines[name] = line;
      value.keys[name] = convert(child, line);
    }
  } else if (const toml::array* array = node.as_array()) {
    value.type = toml_value::kind::array;
    for (const toml::node& child : *array) {
      value.items.push_back(convert(child, value.line));
    }
  } else if (const auto* string = node.as_string()) {
    value.type = toml_value::kind::string;
    value.text = string->get();
  } else if (const auto* integer = node.as_integer()) {
    value.type = toml_value::kind::integer;
    value.number = integer->get();
  } else {
    value.other_name = other_name(node);
  }
  return value;
}

}  // namespace

std::string toml_value::kind_name() const {
  switch (type) {
    case kind::table:
      return "a table";
    case kind::array:
      return "an array";
    case kind::string:
      return "a string";
    case kind::integer:
      return "a whole number";
    case kind::other:
      return other_name;
  }
  return other_name;
}

toml_value parse_toml(const std::string& name, std::string_view text) {
  try {
    return convert(toml::parse(text, std::string_view(name)), 1);
  } catch (const toml::parse_error& e) {
    throw course_error(name, line_of(e.source(), 1),
                       "is not valid TOML: " + std::string(e.description()));
  }
}

}  // namespace grader
