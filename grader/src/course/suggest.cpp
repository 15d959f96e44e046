// SPDX-License-Identifier: MIT
#include "course/suggest.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace grader {

// Optimal string alignment: Damerau's distance in which no letter is touched
// twice; three rows of the table are enough.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = above[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

bool is_close(std::string_view typed, std::string_view word) {
  const std::size_t longer = std::max(typed.size(), word.size());
  const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
  const std::size_t distance = edit_distance(typed, word);
  return distance <= allowed && distance < longer;
}

std::vector<std::string> closest(std::string_view typed,
                                 const std::vector<std::string>& words,
                                 std::size_t most) {
  std::multimap<std::size_t, std::string> near;  // keeps the order of equals
  for (const std::string& word : words) {
    if (is_close(typed, word)) near.emplace(edit_distance(typed, word), word);
  }
  std::vector<std::string> result;
  for (auto& [distance, word] : near) {
    if (result.size() < most) result.push_back(std::move(word));
  }
  return result;
}

std::string quoted_list(const std::vector<std::string>& words,
                        std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && i + 1 == words.size()) {
      text.append(" ").append(last_joint).append(" ");
    } else if (i > 0) {
      text += ", ";
    }
    text.append("\"").append(words[i]).append("\"");
  }
  return text;
}

}  // namespace grader
