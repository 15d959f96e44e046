// SPDX-License-Identifier: MIT
//
// Walks over clang's syntax tree of a file and writes down what can be changed.
// mutations.cpp finds its way through statements, mutation_kinds.cpp looks at
// what stands in them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "author/mutations.hpp"

namespace grader {

// A statement that holds the expressions below it.
struct enclosing {
  std::size_t begin = 0;
  std::size_t end = 0;  // one past its `;`
  bool ends = false;    // it may stand twice, in two branches: no declaration
};

struct place {
  enclosing statement;
  const ast_node* initialiser = nullptr;  // of a variable, behind a `=`
  bool evaluated = true;  // false where only the compiler evaluates
  bool returns_bool = false;
};

class mutation_finder {
 public:
  mutation_finder(const fs::path& file, std::string_view source,
                  const std::vector<own_part>& parts)
      : file_(file.string()), source_(source), parts_(parts) {}

  void visit(const ast_node& node, const place& at);
  std::vector<mutation> take();

 private:
  std::size_t begin_of(const ast_node& n) const { return n.begin.offset; }
  std::size_t end_of(const ast_node& n) const {
    return n.end.offset + n.end.length;
  }
  // It is written in the file, in a part of the learner's, by no macro.
  bool written(const ast_node& n) const;
  bool in_part(std::size_t offset) const;
  std::string text_of_node(const ast_node& n) const {
    return in_one_line(source_, begin_of(n), end_of(n));
  }
  std::string trimmed_between(std::size_t begin, std::size_t end) const {
    return in_one_line(source_, begin, end);
  }

  void children(const ast_node& node, const place& at);
  void statement(const ast_node& node, place at);
  void branches(const ast_node& node, const place& at);
  void variable(const ast_node& node, place& at) const;
  void condition(const ast_node& node, const place& at, std::string change);
  void returned(const ast_node& node, const place& at);
  void expression(const ast_node& node, const place& at);
  void operator_swaps(const ast_node& left, const ast_node& right);
  void unary(const ast_node& node);
  void literal(const ast_node& node);
  void memory_order(const ast_node& node);
  void answer_of_poll(const ast_node& node);
  void dropped_cast(const ast_node& node, const place& at);
  void lock(const ast_node& declaration, const place& at);
  bool decides_itself(const ast_node& node) const;

  void add(std::size_t begin, std::size_t end, mutation_form form,
           std::string text, std::string change, bool order = false);

  std::string file_;
  std::string_view source_;
  const std::vector<own_part>& parts_;
  std::vector<mutation> found_;
  std::set<std::tuple<std::size_t, std::size_t, std::string, std::string>>
      known_;  // templates are there once more for each instantiation
};

}  // namespace grader
