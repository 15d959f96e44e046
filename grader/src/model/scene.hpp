// SPDX-License-Identifier: MIT
//
// A failed execution with its names: where each operation stands in the
// learner's text, and what they call the things that it is about.
//
// An object is named by the expression in the line, where that is plain. If one
// expression stands for several objects ("from.mutex" of two calls), or several
// for one, a letter tells them apart: "A (from.mutex)".
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/exploration.hpp"
#include "model/source_lines.hpp"
#include "model/symbols.hpp"

namespace grader {

class scene {
 public:
  // All three live as long as this.
  scene(const model_failure& failure, const symbol_table& symbols,
        source_lines& sources);

  const model_failure& failure() const { return failure_; }

  // The learner's innermost frame; its line is 0 if there is none.
  code_frame frame(const call_addresses& calls) const;
  code_stack stack(const call_addresses& calls) const {
    return symbols_.stack(calls);
  }
  // "park.hpp:10", or empty.
  static std::string place(const code_frame& f);
  // The file as it is shown where there is room.
  std::string file(const code_frame& f) const { return sources_.shown(f.file); }
  // The line, without white space around it.
  std::string source(const code_frame& f) const;

  // What the learner calls it, there or elsewhere, or a letter.
  std::string object(model_op op, std::uint64_t object,
                     const call_addresses& calls) const;
  std::string object(const model_event& e) const {
    return object(e.op, e.object, e.calls);
  }
  // What stands at a plain access; empty if it is not plain.
  std::string operand(const call_addresses& calls) const;
  // "fetch_add", "notify_one": the function that does it; empty if an operator.
  std::string function(const model_event& e) const;

  // A number, or a name for an address.
  std::string value(std::uint64_t value, std::uint64_t size) const;
  // The names that value() gave to addresses.
  std::vector<std::string> address_names() const;

  // An operation of the standard library's on what is its own.
  bool is_inner(const model_event& e) const;

  // "waker", or empty.
  std::string thread_name(int thread) const;

 private:
  void name_objects();
  bool is_own(const call_addresses& calls) const;
  std::string expression(model_op op, const call_addresses& calls) const;
  std::string mutex_of(const code_frame& at, const std::string& variable) const;

  const model_failure& failure_;
  const symbol_table& symbols_;
  source_lines& sources_;
  std::map<std::uint64_t, std::vector<std::string>> expressions_;
  std::map<std::uint64_t, std::string> letters_;
  std::set<std::uint64_t> outer_objects_;  // that the learner's code uses
  mutable std::vector<std::uint64_t> addresses_;
};

}  // namespace grader
