// SPDX-License-Identifier: MIT
//
// Reading and writing whole files. A write is atomic: a reader, a crash, a full
// disk or Ctrl-C leave the old content or the new one, never a part.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace grader {

// The content, or nothing when it cannot be read.
std::optional<std::string> try_read_file(const std::filesystem::path& file);

// The content. Throws environment_error with the system's reason.
std::string read_file(const std::filesystem::path& file);

// Writes `text` beside `file` and renames. Makes the folder. Throws
// environment_error ("disk full" said as such), and leaves no temporary.
void write_file(const std::filesystem::path& file, std::string_view text);

// Writes all of it; false when that fails, with errno as it is.
bool write_all(int fd, std::string_view text);

// Makes the folder and its parents. Throws environment_error.
void make_folder(const std::filesystem::path& folder);

// "cannot write x: No space left on device" as an environment_error.
[[noreturn]] void throw_system_error(std::string_view doing,
                                     const std::filesystem::path& file,
                                     int error_number);

// Throws environment_error when what a tool printed says that the disk is full:
// then its failure says nothing about what it was given.
void throw_if_disk_full(std::string_view tool_output);

}  // namespace grader
