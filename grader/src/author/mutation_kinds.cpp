// SPDX-License-Identifier: MIT
//
// The kinds of mutations: what can be changed in one expression.
#include <fmt/format.h>

#include <cstdlib>
#include <utility>

#include "author/mutation_finder.hpp"

namespace grader {

namespace {

std::vector<std::string_view> swaps_of(std::string_view op) {
  using list = std::vector<std::string_view>;
  static const std::vector<std::pair<std::string_view, list>> swaps = {
      {"==", {"!="}},     {"!=", {"=="}},      {"<", {"<=", ">="}},
      {"<=", {"<", ">"}}, {">", {">=", "<="}}, {">=", {">", "<"}},
      {"+", {"-"}},       {"-", {"+"}},        {"*", {"/"}},
      {"/", {"*"}},       {"%", {"*"}},        {"&&", {"||"}},
      {"||", {"&&"}},     {"&", {"|"}},        {"|", {"&"}},
      {"+=", {"-="}},     {"-=", {"+="}},      {"&=", {"|="}},
      {"|=", {"&="}},     {"++", {"--"}},      {"--", {"++"}}};
  for (const auto& [from, to] : swaps) {
    if (from == op) return to;
  }
  return {};
}

}  // namespace

bool mutation_finder::in_part(std::size_t offset) const {
  return std::ranges::any_of(parts_, [&](const own_part& p) {
    return p.begin <= offset && offset < p.end;
  });
}

bool mutation_finder::written(const ast_node& n) const {
  return n.begin.valid && n.end.valid && !n.begin.macro && !n.end.macro &&
         n.begin.file == file_ && n.end.file == file_ &&
         n.begin.offset <= n.end.offset && in_part(n.begin.offset);
}

void mutation_finder::add(std::size_t begin, std::size_t end,
                          mutation_form form, std::string text,
                          std::string change, bool order) {
  if (!known_.emplace(begin, end, change, text).second) return;
  found_.push_back(
      {begin, end, form, std::move(text), std::move(change), order});
}

void mutation_finder::children(const ast_node& node, const place& at) {
  for (const auto& child : node.inner) visit(*child, at);
}

void mutation_finder::expression(const ast_node& node, const place& at) {
  if (node.kind == "BinaryOperator" || node.kind == "CompoundAssignOperator") {
    if (node.inner.size() == 2) operator_swaps(*node.inner[0], *node.inner[1]);
  } else if (node.kind == "CXXOperatorCallExpr") {
    if (node.inner.size() == 3) operator_swaps(*node.inner[1], *node.inner[2]);
  } else if (node.kind == "UnaryOperator") {
    unary(node);
  } else if (node.kind == "ConditionalOperator") {
    if (!node.inner.empty() && written(*node.inner.front()) &&
        !decides_itself(*node.inner.front())) {
      add(begin_of(*node.inner.front()), end_of(*node.inner.front()),
          mutation_form::negation, "", "branches swapped");
    }
  } else if (node.kind == "IntegerLiteral" ||
             node.kind == "CXXBoolLiteralExpr") {
    literal(node);
  } else if (node.kind == "DeclRefExpr") {
    memory_order(node);
  } else if (node.kind == "CallExpr") {
    answer_of_poll(node);
    dropped_cast(node, at);
  }
}

void mutation_finder::operator_swaps(const ast_node& left,
                                     const ast_node& right) {
  if (!written(left) || !written(right) || end_of(left) > begin_of(right)) {
    return;
  }
  const std::string op = trimmed_between(end_of(left), begin_of(right));
  for (const std::string_view other : swaps_of(op)) {
    add(begin_of(left), end_of(right), mutation_form::expression,
        fmt::format("{} {} {}", text_of_node(left), other, text_of_node(right)),
        fmt::format("{} for {}", other, op));
  }
}

void mutation_finder::unary(const ast_node& node) {
  if (node.inner.size() != 1 || !written(*node.inner.front())) return;
  const ast_node& of = *node.inner.front();
  const std::string op = in_one_line(source_, begin_of(node), begin_of(of));
  if (op == "!") {
    add(begin_of(node), end_of(node), mutation_form::negation, "", "! dropped");
    return;
  }
  for (const std::string_view other : swaps_of(node.opcode)) {
    if (op == node.opcode && (op == "++" || op == "--")) {
      add(begin_of(node), end_of(node), mutation_form::expression,
          fmt::format("{}{}", other, text_of_node(of)),
          fmt::format("{} for {}", other, op));
    }
  }
}

void mutation_finder::literal(const ast_node& node) {
  const std::string text = text_of_node(node);
  if (text == "true" || text == "false") {
    const std::string other = text == "true" ? "false" : "true";
    add(begin_of(node), end_of(node), mutation_form::expression, other,
        fmt::format("{} for {}", other, text));
    return;
  }
  if (node.value.empty() || !text.starts_with(node.value)) return;
  const std::string suffix = text.substr(node.value.size());
  if (suffix.find_first_not_of("uUlLzZ") != std::string::npos) return;
  if (node.value.size() > 9) return;
  const std::string other =
      node.value == "1" ? "0"
                        : std::to_string(std::atol(node.value.c_str()) + 1);
  add(begin_of(node), end_of(node), mutation_form::expression, other + suffix,
      fmt::format("{} for {}", other, node.value));
}

void mutation_finder::memory_order(const ast_node& node) {
  const std::string text = text_of_node(node);
  const std::size_t at = text.find("memory_order");
  if (at == std::string::npos || text.size() < at + 13) return;
  const std::string prefix = text.substr(0, at + 13);  // with _ or the first :
  const std::size_t colon = text[at + 12] == ':' ? 1 : 0;
  const std::string order = text.substr(at + 13 + colon);
  std::vector<std::string> weaker;
  if (order == "seq_cst" || order == "acq_rel") weaker = {"acquire", "release"};
  if (order == "relaxed" || order.find_first_of("( ") != std::string::npos) {
    return;
  }
  weaker.emplace_back("relaxed");
  for (const std::string& other : weaker) {
    add(begin_of(node), end_of(node), mutation_form::expression,
        prefix + (colon != 0 ? ":" : "") + other,
        fmt::format("{} for {}", other, order), true);
  }
}

// T::ready(...) and T::pending() exchanged.
void mutation_finder::answer_of_poll(const ast_node& node) {
  if (node.inner.empty() || !written(*node.inner.front())) return;
  const ast_node& callee = *node.inner.front();
  const std::string name =
      in_one_line(source_, begin_of(callee), end_of(callee));
  for (const auto& [from, to] :
       {std::pair{std::string("ready"), std::string("pending")},
        std::pair{std::string("pending"), std::string("ready")}}) {
    if (!name.ends_with("::" + from)) continue;
    add(begin_of(node), end_of(node), mutation_form::expression,
        name.substr(0, name.size() - from.size()) + to + "()",
        fmt::format("{} for {}", to, from));
  }
}

// The argument alone, where std::move or std::forward stood around it. Both
// kinds of value cannot stand in one expression: so the statement is there
// twice, or the initialiser of its variable.
void mutation_finder::dropped_cast(const ast_node& node, const place& at) {
  if (node.inner.size() != 2 || !written(*node.inner[1])) return;
  const std::string name = text_of_node(*node.inner[0]);
  const bool move = name == "std::move";
  if (!move && !name.starts_with("std::forward")) return;
  std::size_t begin = at.statement.begin;
  std::size_t end = at.statement.end;
  mutation_form form = mutation_form::statement;
  if (at.initialiser != nullptr) {
    begin = begin_of(*at.initialiser);
    end = end_of(*at.initialiser);
    form = mutation_form::expression;
  } else if (!at.statement.ends) {
    return;
  }
  if (begin > begin_of(node) || end < end_of(node)) return;
  const std::string text = in_one_line(source_, begin, begin_of(node)) + " " +
                           text_of_node(*node.inner[1]) +
                           in_one_line(source_, end_of(node), end);
  add(begin, end, form, text,
      fmt::format("{} dropped from {}", move ? "move" : "forward",
                  text_of_node(node)));
}

// std::lock_guard lock(mutex_): a lock that is not taken.
void mutation_finder::lock(const ast_node& declaration, const place& at) {
  if (at.statement.end == 0 || declaration.inner.size() != 1) return;
  const ast_node& variable = *declaration.inner.front();
  const bool is_lock = variable.type.find("lock_guard") != std::string::npos ||
                       variable.type.find("unique_lock") != std::string::npos ||
                       variable.type.find("scoped_lock") != std::string::npos;
  if (!is_lock || variable.name.empty()) return;
  const std::string text =
      in_one_line(source_, at.statement.begin, at.statement.end);
  const std::size_t open = text.find(variable.name + "(");
  if (open == std::string::npos || !text.ends_with(");")) return;
  const std::size_t from = open + variable.name.size() + 1;
  const std::string mutex = text.substr(from, text.size() - 2 - from);
  if (mutex.find(',') != std::string::npos || mutex.empty()) return;
  add(at.statement.begin, at.statement.end, mutation_form::whole,
      fmt::format("std::unique_lock {0} = $ ? std::unique_lock({1}, "
                  "std::defer_lock) : std::unique_lock({1});",
                  variable.name, mutex),
      "lock not taken");
}

}  // namespace grader
