// SPDX-License-Identifier: MIT
//
// `grader author new`: a small exercise that is complete and dull, with FILL:
// wherever its author has to say something. `author sync`, and with it `author
// verify`, finds a FILL: that is left.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/stub.hpp"
#include "course/course.hpp"
#include "course/layers.hpp"

namespace grader {

inline constexpr std::string_view blank_mark = "FILL:";

struct skeleton {
  file_texts files;      // from the course's root
  std::string manifest;  // the chapter's chapter.toml, from there too
  std::string block;     // to be added to it
};

// Throws usage_error when `id` is no name for a new exercise: of another form,
// in no chapter, or taken; when one of its files is there already.
skeleton make_skeleton(const course& c, const std::string& id);

// Every line of the manifests, hidden files, answers and wrong answers that
// still holds the mark.
std::vector<finding> find_blanks(const course& c);

}  // namespace grader
