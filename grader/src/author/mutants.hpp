// SPDX-License-Identifier: MIT
//
// The mutants of an exercise: every mutation of what a learner writes in it,
// numbered, in copies of the answer's files that hold all of them at once.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "author/mutations.hpp"
#include "author/stub.hpp"
#include "course/course.hpp"

namespace grader {

struct mutant {
  int number = 0;        // of its switch, from 1
  std::string function;  // "kioto::waker::swap(waker &)", or FILE#REGION
  std::string change;    // "statement dropped", "!= for =="
  std::string text;      // what is changed, on one line
  std::string file;      // as in exercise::files
  int line = 0;          // of the answer
  bool order = false;    // of a memory order

  // "kioto::waker::swap(waker &): statement dropped: a.swap(b);", with " #2"
  // for the second of the same kind: it stays while the function does.
  std::string id;
};

class mutant_set {
 public:
  // Throws course_error. Cost: two clang -fsyntax-only a file.
  mutant_set(const course& c, const exercise& e, ast_cache* known = nullptr);

  const std::vector<mutant>& all() const { return all_; }
  // The answer's files with all mutants but those in them.
  file_texts files(const std::set<int>& without) const;
  // The answer's files as this one, without a switch.
  file_texts files_of(int number) const;

 private:
  struct mutable_file {
    std::string name;
    std::string source;
    std::vector<mutation> mutations;
    std::vector<int> numbers;
  };

  std::vector<mutable_file> files_;
  std::vector<mutant> all_;
};

}  // namespace grader
