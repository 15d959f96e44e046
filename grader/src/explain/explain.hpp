// SPDX-License-Identifier: MIT
//
// What a failure means. Works from the verdict that a check has left; nothing
// runs again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "explain/topics.hpp"
#include "report/verdict.hpp"

namespace grader {

struct explained {
  const topic* about = nullptr;    // null: nothing general can be said
  std::string subject;             // "case 3 fails: map moves the value"
  std::string means;               // of an interleaving: what its kind is
  std::string words;               // what is wrong here
  std::string came, right;         // of a story's last step; may be empty
  std::string look;                // at what here; empty: what the topic says
  std::optional<place> where;      // in the learner's files
  std::string source;              // the line there, of a compiler's message
  std::string said;                // the tool's own words; may be empty
  std::vector<std::string> notes;  // the learner's other frames
  // What sanitizers found in the same case, with their notes.
  std::vector<std::string> findings;
  std::vector<explored_step> steps;  // of an interleaving: those that matter
  int case_number = 0;               // 0: it is no case
  std::size_t others = 0;            // further errors, or cases that fail
};

// The first failure, or that of the case of this number. Nothing when the
// verdict holds none. The learner's lines are read below `root`.
std::optional<explained> explain(const exercise_verdict& v, int case_number = 0,
                                 const std::filesystem::path& root = {});

// The topic that a failed case's headline is about.
const topic* topic_of(const case_verdict& c);

}  // namespace grader
