// SPDX-License-Identifier: MIT
//
// Prints a check while it runs: exercises in order, each case as it ends.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "check/pipeline.hpp"
#include "report/console.hpp"

namespace grader {

class printer : public check_listener {
 public:
  // `ids` in the order in which they are to be printed. `can_replay`: a failure
  // may be told how to run it again.
  printer(console& on, std::vector<std::string> ids, bool can_replay);

  void started(const exercise_verdict& v) override;
  void case_ended(const exercise_verdict& v, const case_verdict& c) override;
  void ended(const exercise_verdict& v) override;

 private:
  struct page {
    std::string text;                   // waits for its turn
    std::map<int, std::string> passes;  // wait for those with lower numbers
    int next = 1;                       // the number to be told next
    int stories = 0;
    std::set<std::string> findings;  // of sanitizers, that were told
    bool over = false;
  };
  void write(const std::string& id, const std::string& text);
  // Those that wait, up to a number.
  void write_passes(const std::string& id, int last);
  void turn_pages();
  std::string summary(const exercise_verdict& v) const;

  console& on_;
  std::vector<std::string> ids_;
  bool can_replay_;
  std::size_t current_ = 0;
  std::map<std::string, page> pages_;
};

// The last line of a check, over all exercises.
std::string closing_line(const std::vector<exercise_verdict>& all,
                         const console& on);

}  // namespace grader
