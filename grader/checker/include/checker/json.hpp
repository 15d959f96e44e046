// SPDX-License-Identifier: MIT
//
// json: writes JSON, and no more: the program under test is linked with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace checker {

class json {
 public:
  json& begin_object();
  json& end_object();
  json& begin_array();
  json& end_array();
  json& key(std::string_view name);

  json& value(std::string_view text);
  json& value(std::int64_t number);
  json& value(double number);
  json& value(bool is_true);

  template <class T>
  json& member(std::string_view name, const T& v) {
    key(name);
    if constexpr (std::is_same_v<T, bool>) {
      return value(v);
    } else if constexpr (std::is_floating_point_v<T>) {
      return value(static_cast<double>(v));
    } else if constexpr (std::is_integral_v<T>) {
      return value(static_cast<std::int64_t>(v));
    } else {
      return value(std::string_view(v));
    }
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void separate();

  std::string text_;
  bool is_first_ = true;  // of its object or array
};

}  // namespace checker
