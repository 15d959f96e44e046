// SPDX-License-Identifier: MIT
#include "author/mutations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "course/lexer.hpp"
#include "course/schema.hpp"

namespace grader {

namespace {

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

class finder {
 public:
  finder(const fs::path& file, std::string_view source,
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

bool finder::in_part(std::size_t offset) const {
  return std::ranges::any_of(parts_, [&](const own_part& p) {
    return p.begin <= offset && offset < p.end;
  });
}

bool finder::written(const ast_node& n) const {
  return n.begin.valid && n.end.valid && !n.begin.macro && !n.end.macro &&
         n.begin.file == file_ && n.end.file == file_ &&
         n.begin.offset <= n.end.offset && in_part(n.begin.offset);
}

void finder::add(std::size_t begin, std::size_t end, mutation_form form,
                 std::string text, std::string change, bool order) {
  if (!known_.emplace(begin, end, change, text).second) return;
  found_.push_back(
      {begin, end, form, std::move(text), std::move(change), order});
}

void finder::children(const ast_node& node, const place& at) {
  for (const auto& child : node.inner) visit(*child, at);
}

void finder::visit(const ast_node& node, const place& from) {
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

void finder::statement(const ast_node& node, place at) {
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

void finder::branches(const ast_node& node, const place& at) {
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

// Whether an operator's swap or a literal's is the same as a negation.
bool finder::decides_itself(const ast_node& node) const {
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

void finder::condition(const ast_node& node, const place& at,
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

void finder::returned(const ast_node& node, const place& at) {
  if (node.inner.empty()) return;
  if (at.returns_bool && node.kind == "ReturnStmt") {
    return condition(*node.inner.front(), at, "returned value flipped");
  }
  // What follows in a co_return is made by the compiler.
  visit(*node.inner.front(), at);
}

void finder::expression(const ast_node& node, const place& at) {
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

// auto x = f(std::move(y)): a value of its own, that may be made in two ways.
void finder::variable(const ast_node& node, place& at) const {
  if (node.is_constexpr) at.evaluated = false;
  at.initialiser = nullptr;
  if (node.inner.empty() || node.type.find('&') != std::string::npos) return;
  const ast_node& value = *node.inner.back();
  if (!written(value) || value.begin.offset < node.loc.offset) return;
  const std::string before = in_one_line(
      source_, node.loc.offset + node.loc.length, value.begin.offset);
  if (before == "=") at.initialiser = &value;
}

void finder::operator_swaps(const ast_node& left, const ast_node& right) {
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

void finder::unary(const ast_node& node) {
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

void finder::literal(const ast_node& node) {
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

void finder::memory_order(const ast_node& node) {
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
void finder::answer_of_poll(const ast_node& node) {
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
void finder::dropped_cast(const ast_node& node, const place& at) {
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
void finder::lock(const ast_node& declaration, const place& at) {
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

std::vector<mutation> finder::take() {
  std::ranges::sort(found_, [](const mutation& a, const mutation& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    // The statement around its expression.
    if (a.form != b.form) return a.form > b.form;
    return std::tie(a.change, a.text) < std::tie(b.change, b.text);
  });
  return std::move(found_);
}

}  // namespace

std::vector<mutation> find_mutations(const parse_options& options,
                                     const fs::path& file,
                                     std::string_view source,
                                     const std::vector<own_part>& parts,
                                     const std::vector<std::string>& tops) {
  finder all(file, source, parts);
  for (const std::string& top : tops) {
    for (const auto& root : dump_tree(options, file, top, true)) {
      all.visit(*root, {});
    }
  }
  return all.take();
}

}  // namespace grader
