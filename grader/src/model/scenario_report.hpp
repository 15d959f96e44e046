// SPDX-License-Identifier: MIT
//
// What came out of a scenario, as text for people and as JSON. SARIF is in
// sarif.hpp.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/told.hpp"
#include "report/console.hpp"

namespace grader {

struct scenario_report {
  std::string scenario;
  std::optional<exploration> found;
  // Why nothing was found: the program broke off.
  std::string problem;
  std::optional<told_failure> told;  // if it failed
  std::string output;  // what the program wrote in the execution that is shown
  std::size_t output_bytes = 0;
  // For replay: "grader explore park_test.cpp", and the schedule as --schedule
  // takes it.
  std::string command;
  std::string schedule;

  bool is_fine() const {
    return found && found->result != model_result::failed;
  }
};

std::string text_of(const scenario_report& r, const console& on);

// docs/grader.md describes it. `s` is there if it failed.
nlohmann::json to_json(const scenario_report& r, const scene* s);

// "explored 4 executions in 0.1 ms", or what it means that nothing was found.
std::string count_text(const exploration& x);

}  // namespace grader
