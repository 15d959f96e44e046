// SPDX-License-Identifier: MIT
//
// survivors: why a weaker order would do, or no scenario can show that it does
// not. Argued in comments of the scenarios:
//
//   // survives: ring::pop load acquire -> relaxed: a reason, which goes on in
//   // the lines behind it, until a line that says nothing.
//   //
//   // survives: ring::push update acq_rel -> acquire, release: another one.
#pragma once

#include <map>
#include <set>
#include <string>

#include "operations.hpp"

namespace weaken {

class survivors {
 public:
  /// Refuses a file that it cannot read, and an argument without a reason.
  void read(const std::string& file);

  /// Returns: the reason; empty if there is none.
  [[nodiscard]] std::string find(const operation& op,
                                 const std::string& weaker);

  /// Returns: the arguments that nobody has asked for.
  [[nodiscard]] lines unused() const;

 private:
  void add(const std::string& argument, const std::string& file);

  std::map<std::string, std::string> reasons_;
  std::set<std::string> used_;
};

}  // namespace weaken
