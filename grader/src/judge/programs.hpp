// SPDX-License-Identifier: MIT
//
// The programs that one judge's process runs: the parts of a probe, each with
// its session and, for cases that take long, the reference's.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "judge/host.hpp"
#include "run/session.hpp"

namespace grader {

class probe_programs {
 public:
  explicit probe_programs(const judge_options& o) : options_(o) {}

  // The one that holds the probe. The first one stands for what none holds: it
  // says so.
  const probe_program& holding(const std::string& probe) const;

  // Runs one PROBE of a program that is here.
  record run(const std::string& probe, const std::vector<probe_input>& inputs,
             bool fresh);

 private:
  double limit(const probe_program& p, const std::string& probe,
               const std::vector<probe_input>& inputs);

  const judge_options& options_;
  std::map<const probe_program*, session> learners_;
  std::map<const probe_program*, session> references_;
};

}  // namespace grader
