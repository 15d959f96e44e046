// SPDX-License-Identifier: MIT
#include "author/ast_dump.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <optional>
#include <utility>

#include "author/ast_tree.hpp"
#include "author/cut_error.hpp"
#include "author/declarator.hpp"
#include "build/files.hpp"

extern char** environ;

namespace grader {

namespace {

struct captured {
  int status = 0;
  std::string out;
  std::string err;
};

// Reads both ends until both are closed, so that neither can block the child.
void drain(std::array<int, 2> from, std::array<std::string*, 2> to) {
  std::array<pollfd, 2> fds{pollfd{from[0], POLLIN, 0},
                            pollfd{from[1], POLLIN, 0}};
  std::array<char, 1 << 16> buffer;
  for (int open = 2; open > 0;) {
    if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < fds.size(); ++i) {
      if (fds[i].fd < 0 || fds[i].revents == 0) continue;
      const ssize_t n = ::read(fds[i].fd, buffer.data(), buffer.size());
      if (n > 0) to[i]->append(buffer.data(), static_cast<std::size_t>(n));
      if (n > 0 || (n < 0 && errno == EINTR)) continue;
      fds[i].fd = -1;
      --open;
    }
  }
}

captured run_capture(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  for (const std::string& a : arguments) {
    argv.push_back(const_cast<char*>(a.c_str()));
  }
  argv.push_back(nullptr);
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) {
    throw environment_error(std::string("no pipe: ") + std::strerror(errno));
  }
  if (::pipe2(err.data(), O_CLOEXEC) != 0) {
    const int reason = errno;
    ::close(out[0]);
    ::close(out[1]);
    throw environment_error(std::string("no pipe: ") + std::strerror(reason));
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  captured result;
  if (failed == 0) drain({out[0], err[0]}, {&result.out, &result.err});
  ::close(out[0]);
  ::close(err[0]);
  if (failed != 0) {
    throw environment_error(
        "cannot run " + arguments[0] + ": " + std::strerror(failed),
        "run the doctor: it says what to install");
  }
  while (::waitpid(child, &result.status, 0) < 0 && errno == EINTR) {
  }
  return result;
}

bool is_function(std::string_view kind) {
  return kind == "FunctionDecl" || kind == "CXXMethodDecl" ||
         kind == "CXXConstructorDecl" || kind == "CXXDestructorDecl" ||
         kind == "CXXConversionDecl";
}

bool is_class(std::string_view kind) {
  return kind == "CXXRecordDecl" || kind == "ClassTemplateSpecializationDecl" ||
         kind == "ClassTemplatePartialSpecializationDecl";
}

bool is_specialisation(std::string_view kind) {
  return kind == "ClassTemplateSpecializationDecl" ||
         kind == "ClassTemplatePartialSpecializationDecl";
}

std::string without_arguments(const std::string& name) {
  return name.substr(0, name.find('<'));
}

// The arguments of a specialisation that the compiler made itself.
std::string implied_arguments(const ast_node& node) {
  std::string list;
  for (const auto& child : node.inner) {
    if (child->kind != "TemplateArgument") continue;
    list += (list.empty() ? "" : ",") + without_blanks(child->type);
  }
  return "<" + list + ">";
}

class collector {
 public:
  collector(std::string file, const std::string& source)
      : file_(std::move(file)), source_(source) {
    sources_[file_] = source;
  }

  void collect(const ast_node& node) { visit(node, {}, false); }
  std::vector<ast_function> take();

 private:
  using scope = std::vector<std::string>;

  void visit(const ast_node& node, scope path, bool instantiated);
  void visit_children(const ast_node& node, const scope& path,
                      bool instantiated);
  void add(const ast_node& node, const scope& path, bool instantiated);
  std::string class_name(const ast_node& node);
  scope path_of(const ast_node& node, scope otherwise) const;

  struct found {
    ast_function function;
    bool instantiated;
  };

  std::string file_;
  const std::string& source_;
  std::map<std::string, std::string> sources_;  // for names of specialisations
  std::map<std::string, scope> scopes_;         // by node id
  std::map<std::size_t, found> bodies_;         // by where the body begins
  std::vector<ast_function> declarations_;
};

std::string collector::class_name(const ast_node& node) {
  if (!is_specialisation(node.kind) || !node.loc.valid) return node.name;
  auto it = sources_.find(node.loc.file);
  if (it == sources_.end()) {
    std::string text = try_read_file(node.loc.file).value_or("");
    it = sources_.emplace(node.loc.file, std::move(text)).first;
  }
  const std::size_t name_end = node.loc.offset + node.loc.length;
  const std::string written =
      without_blanks(written_arguments(it->second, name_end));
  return node.name + (written.empty() ? implied_arguments(node) : written);
}

collector::scope collector::path_of(const ast_node& node,
                                    scope otherwise) const {
  if (node.context_id.empty()) return otherwise;
  const auto it = scopes_.find(node.context_id);
  return it == scopes_.end() ? scope{} : it->second;
}

void collector::visit_children(const ast_node& node, const scope& path,
                               bool instantiated) {
  bool function_seen = false;
  for (const auto& child : node.inner) {
    // A template lists what was made from it behind itself.
    const bool made =
        (node.kind == "ClassTemplateDecl" && is_specialisation(child->kind)) ||
        (node.kind == "FunctionTemplateDecl" && function_seen);
    if (is_function(child->kind)) function_seen = true;
    visit(*child, path, instantiated || made);
  }
}

void collector::visit(const ast_node& node, scope path, bool instantiated) {
  path = path_of(node, std::move(path));
  if (is_function(node.kind)) {
    add(node, path, instantiated);
  } else if (node.kind == "NamespaceDecl" || is_class(node.kind)) {
    const std::string name = class_name(node);
    if (node.implicit) return;  // a class's own name inside it
    if (!name.empty()) path.push_back(name);
    scopes_.try_emplace(node.id, path);
    visit_children(node, path, instantiated);
  } else if (node.kind == "ClassTemplateDecl" ||
             node.kind == "FunctionTemplateDecl" ||
             node.kind == "LinkageSpecDecl" || node.kind == "FriendDecl" ||
             node.kind == "ExportDecl") {
    visit_children(node, path, instantiated);
  }
}

// The statement that is the body; a coroutine's is found inside its wrapper.
const ast_node* body_of(const ast_node& function) {
  for (const auto& child : function.inner) {
    const ast_node* body = child.get();
    while (
        !body->begin.valid && !body->inner.empty() &&
        (body->kind == "CoroutineBodyStmt" || body->kind == "CompoundStmt")) {
      body = body->inner.front().get();
    }
    if (body->kind == "CompoundStmt" || body->kind == "CXXTryStmt" ||
        body->kind == "CoroutineBodyStmt") {
      return body;
    }
  }
  return nullptr;
}

ast_parameter parameter_of(const ast_node& node) {
  return {node.type, node.desugared, node.begin.offset,
          node.end.offset + node.end.length};
}

void collector::add(const ast_node& node, const scope& path,
                    bool instantiated) {
  if (node.implicit || !node.loc.valid || node.loc.file != file_) return;
  ast_function f;
  f.scope = path;
  f.kind = node.kind;
  f.name = node.name;
  if (!path.empty() && node.kind == "CXXConstructorDecl") {
    f.name = without_arguments(path.back());
  } else if (!path.empty() && node.kind == "CXXDestructorDecl") {
    f.name = "~" + without_arguments(path.back());
  } else if (node.kind == "CXXConversionDecl") {
    f.name = conversion_name(source_, node.loc.offset);
  } else if (node.kind == "FunctionDecl" &&
             !node.name.starts_with("operator")) {
    f.name += without_blanks(
        written_arguments(source_, node.loc.offset + node.loc.length));
  }
  f.variadic = node.variadic;
  f.defaulted = node.defaulted;
  f.deleted = node.deleted;
  f.immediate = node.immediate;
  f.declaration_begin = node.begin.offset;
  f.name_begin = node.loc.offset;
  f.line = node.loc.line;
  for (const auto& child : node.inner) {
    if (child->kind == "ParmVarDecl") {
      f.parameters.push_back(parameter_of(*child));
    }
  }
  const ast_node* body = body_of(node);
  if (body == nullptr || node.defaulted || node.deleted) {
    if (!instantiated) declarations_.push_back(std::move(f));
    return;
  }
  f.has_body = true;
  f.in_macro = node.loc.macro || body->begin.macro || body->end.macro;
  f.body_begin = body->begin.offset;
  f.body_end = body->end.offset + body->end.length;
  const auto [it, fresh] =
      bodies_.try_emplace(f.body_begin, found{f, instantiated});
  if (!fresh && it->second.instantiated && !instantiated) {
    it->second = {std::move(f), false};
  }
}

std::vector<ast_function> collector::take() {
  std::vector<ast_function> all = std::move(declarations_);
  for (auto& [begin, body] : bodies_) all.push_back(std::move(body.function));
  return all;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

std::vector<std::unique_ptr<ast_node>> dump_tree(const parse_options& options,
                                                 const fs::path& file,
                                                 const std::string& top_name,
                                                 bool statements) {
  const std::string extension = file.extension().string();
  const bool header = extension != ".cpp" && extension != ".cc";
  std::vector<std::string> command = {options.compiler, "-std=c++23", "-x",
                                      header ? "c++-header" : "c++"};
  for (const fs::path& folder : options.include_dirs) {
    command.push_back("-I" + folder.string());
  }
  for (const char* flag :
       {"-w", "-fsyntax-only", "-fno-color-diagnostics",
        "-fno-caret-diagnostics", "-Xclang", "-ast-dump=json", "-Xclang"}) {
    command.emplace_back(flag);
  }
  command.push_back("-ast-dump-filter=" + top_name);
  command.push_back(file.string());
  const captured clang = run_capture(command);
  if (clang.status != 0) {
    throw cut_error(file.string() +
                    " does not compile, so its functions cannot "
                    "be found: " +
                    first_line(clang.err));
  }
  return read_ast(clang.out, statements ? file.string() : std::string());
}

std::vector<ast_function> dump_functions(const parse_options& options,
                                         const fs::path& file,
                                         const std::string& source,
                                         const std::string& top_name) {
  collector all(file.string(), source);
  for (const auto& root : dump_tree(options, file, top_name, false)) {
    all.collect(*root);
  }
  return all.take();
}

const std::vector<ast_function>& ast_cache::functions(
    const parse_options& options, const fs::path& file,
    const std::string& source, const std::string& top_name) {
  const auto [at, fresh] = known_.try_emplace({file, top_name});
  if (fresh) {
    try {
      at->second = dump_functions(options, file, source, top_name);
    } catch (...) {
      known_.erase(at);
      throw;
    }
  }
  return at->second;
}

}  // namespace grader
