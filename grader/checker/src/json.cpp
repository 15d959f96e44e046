// SPDX-License-Identifier: MIT
#include <checker/json.hpp>
#include <cstdio>

namespace checker {

void json::separate() {
  if (!is_first_) text_ += ',';
  is_first_ = false;
}

json& json::begin_object() {
  separate();
  text_ += '{';
  is_first_ = true;
  return *this;
}
json& json::end_object() {
  text_ += '}';
  is_first_ = false;
  return *this;
}
json& json::begin_array() {
  separate();
  text_ += '[';
  is_first_ = true;
  return *this;
}
json& json::end_array() {
  text_ += ']';
  is_first_ = false;
  return *this;
}

json& json::key(std::string_view name) {
  value(name);
  text_ += ':';
  is_first_ = true;
  return *this;
}

json& json::value(std::string_view text) {
  separate();
  text_ += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      // What is not ASCII may be no UTF-8 either.
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", byte);
      text_ += escaped;
    } else {
      text_ += c;
    }
  }
  text_ += '"';
  return *this;
}
json& json::value(std::int64_t number) {
  separate();
  text_ += std::to_string(number);
  return *this;
}
json& json::value(double number) {
  separate();
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", number);
  text_ += text;
  return *this;
}
json& json::value(bool is_true) {
  separate();
  text_ += is_true ? "true" : "false";
  return *this;
}

}  // namespace checker
