// SPDX-License-Identifier: MIT
//
// The words of clang 19, one phrase a message. `*` in a pattern is a part of
// the message, $1 the first of them in our words.
#pragma once

#include <span>
#include <string_view>

namespace grader {

struct phrase {
  std::string_view pattern;
  std::string_view code;  // of a topic; may be empty in a reason
  std::string_view words;
  // Where one message stands for several mistakes: a text that the message, a
  // note, or the learner's line holds, and one that neither a note nor the line
  // does. $1 is the name alone: waker of kioto::waker.
  std::string_view with = {};
  std::string_view without = {};
};

// Of an error or a warning. The first that fits counts, in this order.
std::span<const phrase> mistake_phrases();  // mistakes that we know well
std::span<const phrase> message_phrases();
// Of its notes: why a candidate was refused, why a constraint does not hold.
std::span<const phrase> reason_phrases();

}  // namespace grader
