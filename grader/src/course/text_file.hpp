// SPDX-License-Identifier: MIT
//
// A file of the course that people wrote: a manifest, a splice file. What
// could make it something else than text is said, with the line.
#pragma once

#include <string>

#include "course/course.hpp"

namespace grader {

// `file` as error messages name it: relative to the course, with slashes.
std::string course_name(const fs::path& root, const fs::path& file);

// The text of root/file. Throws course_error when it is missing, no regular
// file, cannot be read, larger than 1 MiB, or not UTF-8 without NUL bytes.
std::string read_course_text(const fs::path& root, const fs::path& file);

// The line, from 1, that `offset` lies in.
int line_at(std::string_view text, std::size_t offset);

// The offset of the first byte that is not part of valid UTF-8 (RFC 3629: no
// surrogates, nothing overlong), or npos.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace grader
