// SPDX-License-Identifier: MIT
#include "course/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include "course/error.hpp"

namespace grader {

namespace {

constexpr std::uintmax_t largest = 1u << 20;

struct closer {
  void operator()(std::FILE* f) const { std::fclose(f); }
};

// How many bytes the sequence at the start of `s` should have and the lowest
// code point it may stand for; 0 bytes: not the start of a sequence.
struct sequence {
  std::size_t length;
  unsigned bits;
  unsigned lowest;
};

sequence sequence_at(unsigned char first) {
  if (first < 0x80) return {1, first, 0};
  if (first >= 0xc2 && first <= 0xdf) return {2, first & 0x1fu, 0x80};
  if (first >= 0xe0 && first <= 0xef) return {3, first & 0x0fu, 0x800};
  if (first >= 0xf0 && first <= 0xf4) return {4, first & 0x07u, 0x10000};
  return {0, 0, 0};
}

std::string slurp(const fs::path& file, const std::string& name) {
  const std::unique_ptr<std::FILE, closer> in(std::fopen(file.c_str(), "rb"));
  if (!in) {
    throw course_error(name, 1,
                       std::string("cannot be read: ") + std::strerror(errno));
  }
  std::string text;
  char buffer[1 << 14];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, in.get())) {
    text.append(buffer, n);
  }
  if (std::ferror(in.get()) != 0) {
    throw course_error(name, 1,
                       std::string("cannot be read: ") + std::strerror(errno));
  }
  return text;
}

}  // namespace

std::string course_name(const fs::path& root, const fs::path& file) {
  const fs::path relative = file.lexically_relative(root);
  const bool outside = relative.empty() || *relative.begin() == "..";
  return (outside ? file : relative).generic_string();
}

int line_at(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  return 1 + static_cast<int>(std::count(
                 text.begin(),
                 text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const sequence s = sequence_at(static_cast<unsigned char>(text[i]));
    if (s.length == 0 || i + s.length > text.size()) return i;
    unsigned code = s.bits;
    for (std::size_t k = 1; k < s.length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xc0) != 0x80) return i;
      code = (code << 6) | (next & 0x3fu);
    }
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < s.lowest || code > 0x10ffff || surrogate) return i;
    i += s.length;
  }
  return std::string_view::npos;
}

std::string read_course_text(const fs::path& root, const fs::path& file) {
  const std::string name = course_name(root, file);
  std::error_code failed;
  const fs::file_status status = fs::status(file, failed);
  if (status.type() == fs::file_type::not_found) {
    throw course_error(name, 1, "is missing");
  }
  if (failed) {
    throw course_error(name, 1, "cannot be read: " + failed.message());
  }
  if (!fs::is_regular_file(status)) {
    throw course_error(name, 1, "is not a regular file",
                       "put a text file in its place");
  }
  if (const std::uintmax_t size = fs::file_size(file, failed);
      !failed && size > largest) {
    throw course_error(name, 1, "is larger than 1 MiB");
  }
  std::string text = slurp(file, name);
  if (const std::size_t at = text.find('\0'); at != std::string::npos) {
    throw course_error(name, line_at(text, at),
                       "holds a NUL byte; the file must be UTF-8 text");
  }
  if (const std::size_t at = find_invalid_utf8(text); at != std::string::npos) {
    throw course_error(name, line_at(text, at),
                       "is not valid UTF-8 here; save the file as UTF-8");
  }
  return text;
}

}  // namespace grader
