// SPDX-License-Identifier: MIT
#include "explain/topics.hpp"

#include <algorithm>

namespace grader {

namespace {

std::string normalised(std::string_view code) {
  std::string n;
  for (char c : code) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    n += c == ' ' || c == '_' ? '-' : c;
  }
  return n;
}

}  // namespace

const topic* find_topic(std::string_view code) {
  std::string wanted = normalised(code);
  for (const auto* all : {&failure_topics, &model_topics, &compiler_topics})
    for (const topic& t : *all)
      if (normalised(t.code) == wanted) return &t;
  return nullptr;
}

std::vector<std::string> topic_codes() {
  std::vector<std::string> codes;
  for (const auto* all : {&failure_topics, &model_topics, &compiler_topics})
    for (const topic& t : *all) codes.emplace_back(t.code);
  return codes;
}

}  // namespace grader
