// SPDX-License-Identifier: MIT
//
// Runs the mutants of one exercise against its judge:
//
//   one text with all --> build --(lines in error)--> without those, again
//        |
//        v  every mutant                                killed: a case fails,
//      plain --survivors--> asan --survivors--> tsan    crashes or hangs
//        |
//        +--survivors, each built alone--> the cases of the compiler
//
// A weakened memory order goes to the tsan build at once: on this processor no
// other could tell.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "author/mutants.hpp"
#include "build/workspace.hpp"
#include "report/verdict.hpp"

namespace grader {

struct mutant_fate {
  enum class end { killed, survived, not_compiled };

  mutant of;
  end how = end::survived;
  build_kind build = build_kind::plain;  // that killed it
  std::string by;                        // the first case that failed
  // Cases by number, in the last build that ran: whether each passed.
  std::map<int, bool> passed;
};

struct mutant_result {
  std::vector<mutant_fate> fates;     // in the order of the source
  std::vector<std::string> findings;  // why nothing could be said
};

// Throws as check() does. `say` hears how far it is.
mutant_result run_mutants(const workspace& w, const exercise& e,
                          const mutant_set& mutants, std::uint64_t seed,
                          const std::function<void(const std::string&)>& say);

}  // namespace grader
