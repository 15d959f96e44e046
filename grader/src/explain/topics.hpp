// SPDX-License-Identifier: MIT
//
// What can go wrong, each thing under the code that `grader explain CODE`
// knows it by: what it means, and what to look at. compiler_words.cpp and
// explain.cpp know which words of a tool mean which of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct topic {
  std::string_view code;   // "heap-use-after-free"
  std::string_view means;  // a sentence or two
  std::string_view look;   // what to look at; may be empty
  int chapter = -1;        // that teaches it; -1: none
  int again = -1;          // teaches it for its own matters, too

  // The chapter to read for an exercise of this chapter.
  int chapter_for(int exercises) const {
    return again != -1 && again <= exercises ? again : chapter;
  }
};

extern const std::vector<topic> failure_topics;   // failure_topics.cpp
extern const std::vector<topic> model_topics;     // model_topics.cpp
extern const std::vector<topic> compiler_topics;  // compiler_topics.cpp

// What its chapter says of it stands below this title; may be empty.
std::string_view section_of(const topic& t);

// Null when there is none. Capitals, blanks and underscores do not matter.
const topic* find_topic(std::string_view code);
std::vector<std::string> topic_codes();

}  // namespace grader
