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

struct taught {
  std::string_view code, section;
};

constexpr taught sections[] = {
    {"heap-buffer-overflow", "A report that a sanitizer writes"},
    {"discarded-value", "Nothing happens until somebody polls"},
    {"void-value", "The answer: `poll<T>`"},
    {"too-early", "The answer: `poll<T>`"},
    {"function-pointer", "A waker is two words"},
    {"lent-object", "A waker is two words"},
    {"needs-rvalue", "A waker is two words"},
    {"refused-temporary", "A waker is two words"},
    {"data-race", "One parcel, two threads"},
    {"deadlock", "Sleep until somebody wakes you"},
    {"lost-wakeup", "Sleep until somebody wakes you"},
};

}  // namespace

std::string_view section_of(const topic& t) {
  for (const taught& s : sections)
    if (s.code == t.code) return s.section;
  return {};
}

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
