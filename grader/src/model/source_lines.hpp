// SPDX-License-Identifier: MIT
//
// Lines of the files that a program was compiled from, and of no other: a file
// name in debug information is whatever a #line directive says.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace grader {

class source_lines {
 public:
  // `readable`: absolute, without "." and "..". `from`: what names are shown
  // relative to.
  source_lines(std::set<std::string> readable, std::filesystem::path from)
      : readable_(std::move(readable)), from_(std::move(from)) {}

  // As it stands; empty if there is no such line.
  const std::string& line(const std::string& file, int number);

  // The shortest way to name the file.
  std::string shown(const std::string& file) const;

 private:
  const std::vector<std::string>& lines_of(const std::string& file);

  std::set<std::string> readable_;
  std::filesystem::path from_;
  std::map<std::string, std::vector<std::string>> lines_;
};

// The files that a compiler says it has read (clang -MD), absolute.
std::set<std::string> files_in_depfile(const std::string& depfile,
                                       const std::filesystem::path& folder);

}  // namespace grader
