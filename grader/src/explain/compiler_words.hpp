// SPDX-License-Identifier: MIT
//
// What clang 19 says, in words for somebody who has not seen it before.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explain/topics.hpp"

namespace grader {

struct compiler_words {
  const topic* about = nullptr;
  std::string words;  // what is wrong in this very line
};

// The message without what only the compiler cares for: aliases' other names,
// unnamed namespaces, where a lambda stands.
std::string plain_message(std::string_view message);

// `details` are the texts of the message's notes, `source` is the learner's
// line. Nothing for a message that is not known.
std::optional<compiler_words> words_for(const std::string& message,
                                        const std::vector<std::string>& details,
                                        const std::string& source = {});

}  // namespace grader
