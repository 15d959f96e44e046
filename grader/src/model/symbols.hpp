// SPDX-License-Identifier: MIT
//
// Turns code addresses into functions, files and lines, through
// llvm-symbolizer: one process for all of them. A call that was inlined is a
// frame like any other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/exploration.hpp"

namespace grader {

struct code_frame {
  std::string function;  // as the compiler spells it, with parameters
  std::string file;      // its path without "." and ".."
  int line = 0;
  int column = 0;
  int begin_line = 0;  // where the function begins
};

using code_stack = std::vector<code_frame>;  // the innermost first

class symbol_table {
 public:
  // `symbolizer_output`: a list in llvm-symbolizer's JSON style. What is not of
  // that form counts as an address without a name.
  // `checker_folder`: of the checker's own sources.
  symbol_table(std::string_view symbolizer_output,
               std::filesystem::path checker_folder);

  // The frames of all the calls.
  code_stack stack(const call_addresses& calls) const;
  // Of those: without the standard library's, the system's and the checker's.
  code_stack learners(const call_addresses& calls) const;

  bool is_learners(const code_frame& f) const;

 private:
  std::map<std::uint64_t, code_stack> frames_;
  std::filesystem::path checker_;
};

// Every address in it, once.
std::vector<std::uint64_t> addresses_in(const exploration& x);

// What `symbolizer` (a command) says of them.
std::string symbolize(const std::string& symbolizer,
                      const std::filesystem::path& program,
                      const std::vector<std::uint64_t>& addresses);

}  // namespace grader
