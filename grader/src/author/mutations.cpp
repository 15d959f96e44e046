// SPDX-License-Identifier: MIT
#include "author/mutations.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "author/mutation_finder.hpp"
#include "course/lexer.hpp"

namespace grader {

namespace {

bool is_statement(std::string_view kind) {
  return kind.ends_with("Stmt") && kind != "CXXForRangeStmt";
}

// What the compiler evaluates, or what is never evaluated.
bool is_constant(std::string_view kind) {
  constexpr std::array<std::string_view, 8> kinds = {
      "ConstantExpr",     "StaticAssertDecl",
      "TypeTraitExpr",    "UnaryExprOrTypeTraitExpr",
      "CXXNoexceptExpr",  "RequiresExpr",
      "EnumConstantDecl", "ConceptSpecializationExpr"};
  return std::ranges::find(kinds, kind) != kinds.end();
}

// One past the `;` that ends the statement beginning there.
std::size_t end_of_statement(std::string_view source, std::size_t begin) {
  for (token t = next_token(source, begin); t.kind != token_kind::end;) {
    const std::string_view text = text_of(source, t);
    if (text == ";") return t.end;
    std::size_t next = t.end;
    if (text == "(" || text == "[" || text == "{") {
      next = end_of_bracket(source, t);
      if (next == std::string_view::npos) return next;
    }
    t = next_token(source, next);
  }
  return std::string_view::npos;
}

const ast_node& without_casts(const ast_node& node) {
  const ast_node* n = &node;
  while ((n->kind == "ImplicitCastExpr" || n->kind == "ExprWithCleanups" ||
          n->kind == "ParenExpr" || n->kind == "MaterializeTemporaryExpr" ||
          n->kind == "CXXBindTemporaryExpr") &&
         n->inner.size() == 1) {
    n = n->inner.front().get();
  }
  return *n;
}

}  // namespace

void mutation_finder::visit(const ast_node& node, const place& from) {
  place at = from;
  if (is_constant(node.kind) || node.kind == "ParmVarDecl" ||
      node.kind == "FullComment") {
    return;
  }
  const bool function = node.kind == "FunctionDecl" ||
                        (node.kind.starts_with("CXX") &&
                         node.kind.ends_with("Decl") && !node.type.empty());
  if (function) at.returns_bool = node.type.starts_with("bool (");
  if (node.kind == "LambdaExpr") {
    // Its class says the same once more.
    at = {};
    for (const auto& child : node.inner) {
      if (child->kind != "CXXRecordDecl") visit(*child, at);
    }
    return;
  }
  if (node.kind == "VarDecl") variable(node, at);
  if (node.kind == "CoroutineBodyStmt" || node.kind == "CoawaitExpr" ||
      node.kind == "CoyieldExpr") {
    // What follows is made by the compiler.
    if (!node.inner.empty()) visit(*node.inner.front(), at);
    return;
  }
  if (node.kind == "CompoundStmt") {
    at.evaluated = true;
    for (const auto& child : node.inner) statement(*child, at);
    return;
  }
  if (is_statement(node.kind) || node.kind == "CXXForRangeStmt") {
    return branches(node, at);
  }
  if (at.evaluated && written(node)) expression(node, at);
  children(node, at);
}

void mutation_finder::statement(const ast_node& node, place at) {
  if (node.kind.empty()) return;
  const bool ours = node.begin.valid && node.begin.file == file_ &&
                    in_part(node.begin.offset);
  const bool compound = node.kind == "CompoundStmt";
  const bool leaves = node.kind == "ReturnStmt" ||
                      node.kind == "CoreturnStmt" || node.kind == "BreakStmt" ||
                      node.kind == "ContinueStmt";
  const bool expression = !is_statement(node.kind) &&
                          node.kind != "CXXForRangeStmt" &&
                          !node.kind.ends_with("Decl");
  at.statement = {};
  if (ours && (expression || leaves || node.kind == "DeclStmt")) {
    const std::size_t end = end_of_statement(source_, node.begin.offset);
    if (end != std::string_view::npos) {
      at.statement = {node.begin.offset, end, expression || leaves};
    }
  }
  const bool droppable = expression || (leaves && node.inner.empty() &&
                                        node.kind != "CoreturnStmt");
  if (droppable && at.statement.end != 0) {
    const std::string text =
        trimmed_between(at.statement.begin, at.statement.end);
    const bool means_nothing =
        text.starts_with("(void)") || text.starts_with("static_cast<void>");
    if (!means_nothing) {
      add(at.statement.begin, at.statement.end, mutation_form::statement, "",
          "statement dropped");
    }
  }
  if (compound) return visit(node, at);
  if (leaves && !node.inner.empty()) return returned(node, at);
  visit(node, at);
}

void mutation_finder::branches(const ast_node& node, const place& at) {
  const auto& in = node.inner;
  if (node.kind == "IfStmt") {
    std::size_t i = (node.has_init ? 1u : 0u) + (node.has_variable ? 1u : 0u);
    for (std::size_t k = 0; k < i && k < in.size(); ++k) visit(*in[k], at);
    if (i < in.size() && !node.is_constexpr && !node.has_variable) {
      condition(*in[i], at,
                node.has_else ? "branches swapped" : "condition negated");
    }
    for (++i; i < in.size(); ++i) statement(*in[i], at);
  } else if (node.kind == "WhileStmt") {
    const std::size_t i = node.has_variable ? 1 : 0;
    if (!node.has_variable && !in.empty()) {
      condition(*in[0], at, "condition negated");
    }
    for (std::size_t k = i + 1; k < in.size(); ++k) statement(*in[k], at);
  } else if (node.kind == "DoStmt" && in.size() == 2) {
    statement(*in[0], at);
    condition(*in[1], at, "condition negated");
  } else if (node.kind == "ForStmt" && in.size() == 5) {
    visit(*in[0], at);
    if (!in[2]->kind.empty()) condition(*in[2], at, "condition negated");
    visit(*in[3], at);
    statement(*in[4], at);
  } else if (node.kind == "CXXForRangeStmt") {
    if (!in.empty()) statement(*in.back(), at);
  } else if (node.kind == "DeclStmt") {
    lock(node, at);
    children(node, at);
  } else if (node.kind == "ReturnStmt" || node.kind == "CoreturnStmt") {
    returned(node, at);
  } else if (node.kind == "CaseStmt" || node.kind == "DefaultStmt" ||
             node.kind == "LabelStmt" || node.kind == "AttributedStmt") {
    if (!in.empty()) statement(*in.back(), at);
  } else {
    for (const auto& child : in) {
      if (is_statement(child->kind))
        statement(*child, at);
      else
        visit(*child, at);
    }
  }
}

// Whether an operator's swap or a literal's is the same as a negation.
bool mutation_finder::decides_itself(const ast_node& node) const {
  const ast_node& n = without_casts(node);
  if (n.kind == "CXXBoolLiteralExpr") return true;
  const bool call = n.kind == "CXXOperatorCallExpr" && n.inner.size() == 3;
  if (n.kind == "CXXRewrittenBinaryOperator") return true;
  if (n.kind != "BinaryOperator" && !call) return false;
  const ast_node& left = *n.inner[call ? 1 : 0];
  const ast_node& right = *n.inner[call ? 2 : 1];
  if (!written(left) || !written(right) || end_of(left) > begin_of(right)) {
    return false;
  }
  const std::string op = trimmed_between(end_of(left), begin_of(right));
  return op == "==" || op == "!=" || op == "<" || op == ">" || op == "<=" ||
         op == ">=";
}

void mutation_finder::condition(const ast_node& node, const place& at,
                                std::string change) {
  if (written(node) && at.evaluated && node.kind != "DeclStmt" &&
      !decides_itself(node)) {
    add(begin_of(node), end_of(node), mutation_form::negation, "",
        std::move(change));
  }
  const ast_node& inner = without_casts(node);
  // A negation of a negation is the same change.
  const bool negated = inner.kind == "UnaryOperator" && inner.opcode == "!";
  if (negated && !inner.inner.empty()) return visit(*inner.inner.front(), at);
  visit(node, at);
}

void mutation_finder::returned(const ast_node& node, const place& at) {
  if (node.inner.empty()) return;
  if (at.returns_bool && node.kind == "ReturnStmt") {
    return condition(*node.inner.front(), at, "returned value flipped");
  }
  // What follows in a co_return is made by the compiler.
  visit(*node.inner.front(), at);
}

// auto x = f(std::move(y)): a value of its own, that may be made in two ways.
void mutation_finder::variable(const ast_node& node, place& at) const {
  if (node.is_constexpr) at.evaluated = false;
  at.initialiser = nullptr;
  if (node.inner.empty() || node.type.find('&') != std::string::npos) return;
  const ast_node& value = *node.inner.back();
  if (!written(value) || value.begin.offset < node.loc.offset) return;
  const std::string before = in_one_line(
      source_, node.loc.offset + node.loc.length, value.begin.offset);
  if (before == "=") at.initialiser = &value;
}

std::vector<mutation> mutation_finder::take() {
  std::ranges::sort(found_, [](const mutation& a, const mutation& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    // The statement around its expression.
    if (a.form != b.form) return a.form > b.form;
    return std::tie(a.change, a.text) < std::tie(b.change, b.text);
  });
  return std::move(found_);
}

std::vector<mutation> find_mutations(const parse_options& options,
                                     const fs::path& file,
                                     std::string_view source,
                                     const std::vector<own_part>& parts,
                                     const std::vector<std::string>& tops) {
  mutation_finder all(file, source, parts);
  for (const std::string& top : tops) {
    for (const auto& root : dump_tree(options, file, top, true)) {
      all.visit(*root, {});
    }
  }
  return all.take();
}

}  // namespace grader
