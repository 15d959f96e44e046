// SPDX-License-Identifier: MIT
//
// What a learner starts with, cut out of the reference; and wrong answers, made
// by putting other bodies into it.
#pragma once

#include <map>
#include <string>

#include "author/ast_dump.hpp"
#include "author/splice.hpp"
#include "course/course.hpp"

namespace grader {

// A file's path as in exercise::files -> its text.
using file_texts = std::map<std::string, std::string>;

// The stub of every file of `e`. A hole becomes `{ KIOTO_TODO("ch01.poll"); }`,
// a region becomes `// Yours: ...`, the region answer-notes disappears, and a
// comment at the top says what is to be done. Where the exercise starts with a
// splice file, its bodies stand in their place.
//
// Throws course_error, with the manifest's or the splice file's line, when a
// hole or a region cannot be found or cut, or a reference file is missing.
// Cost: one clang -fsyntax-only a file.
// Several calls that share `known` need one clang a file together.
file_texts stub_files(const course& c, const exercise& e,
                      ast_cache* known = nullptr);

// The reference's files with the replacements of `s` in them. Nothing else is
// changed. Throws course_error.
file_texts spliced_files(const course& c, const exercise& e, const splice& s,
                         ast_cache* known = nullptr);

}  // namespace grader
