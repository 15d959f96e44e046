// SPDX-License-Identifier: MIT
//
// Names in prose: in the Markdown of the course, the tasks and the hints. Each
// `kioto::...` in backquotes has to be in the runtime, each chNN.name has to be
// an exercise, each path from the course's root has to exist. So has what a
// manifest names as worth reading.
//
// A page may make names up, for an example, if it says so in a comment:
//   <!-- made up: kioto::box kioto::helper -->
#pragma once

#include <string_view>
#include <vector>

#include "course/course.hpp"
#include "course/layers.hpp"

namespace grader {

// Ordered by file and line.
std::vector<finding> check_prose(const course& c);

// A look_at that names no file, or a file that gives an answer away: that of an
// exercise, this one or another. The learner may not have been asked yet.
std::vector<finding> check_look_at(const course& c);

// The same for one text; `markdown`: names count in backquotes only.
std::vector<finding> check_prose_of(const course& c, const std::string& file,
                                    std::string_view text, bool markdown);

}  // namespace grader
