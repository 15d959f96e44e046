// SPDX-License-Identifier: MIT
//
// Judges candidates and finds out whether each came to what its role demands.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "author/candidates.hpp"
#include "author/verify.hpp"
#include "check/pipeline.hpp"

namespace grader {

class verifier {
 public:
  verifier(const workspace& w, ast_cache& known, const progress_listener& say)
      : w_(w), known_(known), say_(say) {}

  void gather(const exercise& e);
  // Stubs and wrong answers with the first seed, answers and alternatives with
  // each. A wrong answer is judged where the case stands that has to reject it:
  // in one part of the probe, or by the compiler; `everywhere`, by all cases.
  void judge_all(std::span<const std::uint64_t> seeds, bool everywhere);

  // In the order of gather.
  std::vector<exercise_report> take();

 private:
  void judge(const std::string& what, const std::vector<const candidate*>& some,
             const check_options& o);
  void look(const candidate& c, const exercise_verdict& v);
  void look_at_stub(const candidate& c, const exercise_verdict& v);
  void look_at_wrong(const candidate& c, const exercise_verdict& v);
  void look_at_right(const candidate& c, const exercise_verdict& v);
  void find(const candidate& c, std::string_view what);
  std::vector<const candidate*> having(role r, std::string_view in = {}) const;
  exercise_report& report_of(const exercise& e);

  const workspace& w_;
  ast_cache& known_;
  const progress_listener& say_;
  std::vector<candidate> candidates_;
  std::vector<exercise_report> reports_;
  // Of the exercise's id and the case's title.
  std::map<std::pair<std::string, std::string>, std::string> part_of_;
};

}  // namespace grader
