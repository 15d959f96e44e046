// SPDX-License-Identifier: MIT
//
// operations: which operations with a memory order the scenarios execute, and
// where in the source they are.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "commands.hpp"

namespace weaken {

/// An operation in the source; it may be several in a program.
struct operation {
  std::string file;
  int line = 0;
  std::string function;  // class::member
  std::string kind;      // "failure": of a compare-exchange
  std::string order;

  auto operator<=>(const operation&) const = default;
};

struct scenario {
  std::string program;
  std::string name;
  bool is_proved = false;
  long executions = 0;
  std::map<operation, lines> uses;  // with the addresses, for --weaken
};

struct selection {
  std::vector<std::string> programs;
  std::vector<std::string> folders;  // of the operations; empty: all
  std::string seconds;
  std::size_t jobs = 2;
};

/// Explores each scenario as it is. Refuses if one fails.
///
/// Returns: the smallest first.
[[nodiscard]] std::vector<scenario> explore(const selection& what);

/// "void kioto::detail::steal_ring::push<int>(kioto::x&)" is steal_ring::push.
[[nodiscard]] std::string short_name(const std::string& function);

}  // namespace weaken
