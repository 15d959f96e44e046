// SPDX-License-Identifier: MIT
#include "judge/programs.hpp"

#include <algorithm>

namespace grader {

const probe_program& probe_programs::holding(const std::string& probe) const {
  auto at = std::ranges::find_if(
      options_.programs,
      [&](const probe_program& p) { return p.probes.contains(probe); });
  return at != options_.programs.end() ? *at : options_.programs.front();
}

// What the reference needs for the probe is measured now.
double probe_programs::limit(const probe_program& p, const std::string& probe,
                             const std::vector<probe_input>& inputs) {
  auto at = references_.find(&p);
  if (at == references_.end()) {
    std::filesystem::path program =
        p.reference ? p.reference() : std::filesystem::path();
    if (program.empty()) return limit_from_reference(0);
    at = references_
             .try_emplace(&p, session_options{.program = program,
                                              .build = options_.build,
                                              .level = options_.level,
                                              .patience_ms = 20'000,
                                              .limit = nullptr,
                                              .mutant = 0})
             .first;
  }
  return limit_from_reference(at->second.run(probe, inputs).wall_ms);
}

record probe_programs::run(const std::string& probe,
                           const std::vector<probe_input>& inputs, bool fresh) {
  const probe_program& p = holding(probe);
  auto at = learners_.find(&p);
  if (at == learners_.end())
    at = learners_
             .try_emplace(
                 &p, session_options{.program = p.file,
                                     .build = options_.build,
                                     .level = options_.level,
                                     .patience_ms = 1000,
                                     .limit =
                                         [this, &p](auto& name, auto& with) {
                                           return limit(p, name, with);
                                         },
                                     .mutant = options_.mutant})
             .first;
  return at->second.run(probe, inputs, fresh);
}

}  // namespace grader
