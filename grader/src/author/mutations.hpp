// SPDX-License-Identifier: MIT
//
// Mutations: small changes of an answer that no judge should let pass. Where
// they can be made, clang's syntax tree says; each is written so that it lives
// in one program beside the answer and all others, behind a switch.
//
//   left == right       (mutant(7) ? (left != right) : (left == right))
//   if (c)              if (mutant(8) != static_cast<bool>(c))
//   f(std::move(x));    { if (mutant(9)) { f(x); } else { f(std::move(x)); } }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "author/ast_dump.hpp"

namespace grader {

// How the change stands in the text; see the picture. `whole`: as it is, with
// `$` for the switch.
enum class mutation_form { expression, negation, statement, whole };

struct mutation {
  std::size_t begin = 0;  // bytes of the source that it replaces
  std::size_t end = 0;
  mutation_form form = mutation_form::expression;
  std::string text;    // what stands there instead; of a negation: nothing
  std::string change;  // "!= for ==", "condition negated"
  bool order = false;  // of a memory order
};

// A part of a file that a learner writes.
struct own_part {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string name;  // "kioto::waker::swap(waker &)"
};

// All mutations within `parts`, in the order of the source, the outer before
// the inner. What only the compiler evaluates is left alone. Throws and costs
// as dump_functions.
std::vector<mutation> find_mutations(const parse_options& options,
                                     const fs::path& file,
                                     std::string_view source,
                                     const std::vector<own_part>& parts,
                                     const std::vector<std::string>& tops);

// The source with mutations[i] behind the switch numbers[i]; a number of 0
// leaves it out. Each stands on lines of its own.
std::string with_mutations(std::string_view source,
                           const std::vector<mutation>& mutations,
                           const std::vector<int>& numbers);

// The source with this one in it, and without a switch.
std::string with_one(std::string_view source, const mutation& m);

// The numbers that with_mutations wrote on a line, from 1.
std::vector<int> mutants_on_line(std::string_view text, int line);

// The source between two places in one line: without comments, each gap a
// blank.
std::string in_one_line(std::string_view source, std::size_t begin,
                        std::size_t end);

}  // namespace grader
