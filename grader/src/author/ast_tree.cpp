// SPDX-License-Identifier: MIT
#include "author/ast_tree.hpp"

#include <nlohmann/json.hpp>

#include "course/error.hpp"

namespace grader {

namespace {

bool is_statement(std::string_view kind) {
  return kind.ends_with("Stmt") || kind.ends_with("Expr") ||
         kind.ends_with("Operator") || kind.ends_with("Literal");
}

// What a function's body can hide behind: a coroutine wraps its body, and wraps
// a function-try-block once more in a statement without a place.
bool keeps_children(const ast_node& node) {
  if (!is_statement(node.kind)) return true;
  return node.kind == "CoroutineBodyStmt" ||
         (node.kind == "CompoundStmt" && !node.begin.valid);
}

bool is_location_key(std::string_view key) {
  return key == "loc" || key == "begin" || key == "end" ||
         key == "spellingLoc" || key == "expansionLoc";
}

// Receives the JSON's events. Each open object or array is a frame.
class tree_builder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit tree_builder(std::string statements_of)
      : statements_of_(std::move(statements_of)) {}

  std::unique_ptr<ast_node> take() { return std::move(root_); }

  void restart() {
    last_file_.clear();
    last_line_ = 0;
  }

  bool null() { return true; }
  bool boolean(bool value);
  bool number_integer(number_integer_t) { return true; }
  bool number_unsigned(number_unsigned_t value);
  bool number_float(number_float_t, const string_t&) { return true; }
  bool binary(binary_t&) { return true; }
  bool string(string_t& value);
  bool start_object(std::size_t);
  bool end_object();
  bool start_array(std::size_t);
  bool end_array();
  bool key(string_t& name) {
    key_.swap(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& e) {
    throw grader_fault(std::string("cannot read clang's syntax tree: ") +
                       e.what());
  }

 private:
  enum class role { node, location, type, inner, other };
  struct frame {
    role is = role::other;
    ast_node* node = nullptr;  // of a node, type or inner; null: not kept
    ast_location* location = nullptr;  // null: only followed
  };

  bool flag();
  frame object_frame();
  bool keeps_inner(const ast_node& node) const;
  ast_location* location_target(const frame& above);

  std::string statements_of_;
  std::string key_;
  std::vector<frame> open_;
  std::unique_ptr<ast_node> root_;
  std::string last_file_;
  int last_line_ = 0;
};

ast_location* tree_builder::location_target(const frame& above) {
  if (above.is == role::location) {
    if (above.location == nullptr) return nullptr;
    above.location->macro = true;
    return key_ == "expansionLoc" ? above.location : nullptr;
  }
  if (above.node == nullptr) return nullptr;
  if (key_ == "loc") return &above.node->loc;
  return key_ == "begin" ? &above.node->begin : &above.node->end;
}

// A statement's place stands before what is in it.
bool tree_builder::keeps_inner(const ast_node& node) const {
  if (keeps_children(node)) return true;
  return !statements_of_.empty() && node.begin.file == statements_of_;
}

tree_builder::frame tree_builder::object_frame() {
  if (open_.empty()) {
    root_ = std::make_unique<ast_node>();
    return {role::node, root_.get(), nullptr};
  }
  const frame& above = open_.back();
  if (above.is == role::inner) {
    if (above.node == nullptr || !keeps_inner(*above.node)) {
      return {role::node, nullptr, nullptr};
    }
    above.node->inner.push_back(std::make_unique<ast_node>());
    return {role::node, above.node->inner.back().get(), nullptr};
  }
  if (is_location_key(key_)) {
    return {role::location, nullptr, location_target(above)};
  }
  if (key_ == "range") return {role::other, above.node, nullptr};
  if (key_ == "type" && above.is == role::node) {
    return {role::type, above.node, nullptr};
  }
  return {};
}

bool tree_builder::start_object(std::size_t) {
  open_.push_back(object_frame());
  key_.clear();
  return true;
}

bool tree_builder::end_object() {
  const frame closed = open_.back();
  open_.pop_back();
  if (closed.is == role::location && closed.location != nullptr &&
      closed.location->valid) {
    closed.location->file = last_file_;
    closed.location->line = last_line_;
  }
  return true;
}

bool tree_builder::start_array(std::size_t) {
  const bool inner =
      key_ == "inner" && !open_.empty() && open_.back().is == role::node;
  open_.push_back({inner ? role::inner : role::other,
                   inner ? open_.back().node : nullptr, nullptr});
  key_.clear();
  return true;
}

bool tree_builder::end_array() {
  open_.pop_back();
  return true;
}

bool tree_builder::boolean(bool value) {
  if (key_ == "value" && !open_.empty() && open_.back().is == role::node &&
      open_.back().node != nullptr) {
    open_.back().node->value = value ? "true" : "false";
  }
  return value ? flag() : true;
}

bool tree_builder::flag() {
  if (open_.empty() || open_.back().is != role::node) return true;
  ast_node* node = open_.back().node;
  if (node == nullptr) return true;
  if (key_ == "isImplicit") node->implicit = true;
  if (key_ == "variadic") node->variadic = true;
  if (key_ == "immediate") node->immediate = true;
  if (key_ == "explicitlyDeleted") node->deleted = true;
  if (key_ == "constexpr" || key_ == "isConstexpr") node->is_constexpr = true;
  if (key_ == "hasInit") node->has_init = true;
  if (key_ == "hasVar") node->has_variable = true;
  if (key_ == "hasElse") node->has_else = true;
  return true;
}

bool tree_builder::number_unsigned(number_unsigned_t value) {
  if (open_.empty() || open_.back().is != role::location) return true;
  if (key_ == "line") last_line_ = static_cast<int>(value);
  ast_location* location = open_.back().location;
  if (location == nullptr) return true;
  if (key_ == "offset") {
    location->valid = true;
    location->offset = value;
  }
  if (key_ == "tokLen") location->length = value;
  return true;
}

bool tree_builder::string(string_t& value) {
  if (open_.empty()) return true;
  const frame& top = open_.back();
  if (top.is == role::location && key_ == "file") last_file_ = value;
  if (top.node == nullptr) return true;
  if (top.is == role::type) {
    if (key_ == "qualType") top.node->type = value;
    if (key_ == "desugaredQualType") top.node->desugared = value;
  } else if (top.is == role::node) {
    if (key_ == "kind") top.node->kind = value;
    if (key_ == "name") top.node->name = value;
    if (key_ == "id") top.node->id = value;
    if (key_ == "opcode") top.node->opcode = value;
    if (key_ == "value") top.node->value = value;
    if (key_ == "valueCategory") top.node->category = value;
    if (key_ == "parentDeclContextId") top.node->context_id = value;
    if (key_ == "explicitlyDefaulted") {
      (value == "deleted" ? top.node->deleted : top.node->defaulted) = true;
    }
  }
  return true;
}

}  // namespace

std::vector<std::unique_ptr<ast_node>> read_ast(
    std::string_view json, const std::string& statements_of) {
  std::vector<std::unique_ptr<ast_node>> roots;
  tree_builder builder(statements_of);
  // Clang writes the documents one after the other, each with its braces alone
  // on the first and on the last line.
  for (std::size_t at = json.find('{'); at < json.size();
       at = json.find('{', at)) {
    std::size_t end = json.find("\n}", at);
    end = end == std::string_view::npos ? json.size() : end + 2;
    const std::string_view document = json.substr(at, end - at);
    builder.restart();
    nlohmann::json::sax_parse(document.begin(), document.end(), &builder);
    roots.push_back(builder.take());
    at = end;
  }
  return roots;
}

}  // namespace grader
