// SPDX-License-Identifier: MIT
#include "course/layers.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <tuple>
#include <utility>

#include "build/files.hpp"
#include "course/lexer.hpp"
#include "course/text_file.hpp"

namespace grader {

namespace {

constexpr std::string_view facade = "include/kioto/kioto.hpp";

// The text inside <...> or "..." of an include directive.
std::optional<include_line> parse_include(std::string_view directive) {
  const token word = next_token(directive, 1);
  const std::string_view name = text_of(directive, word);
  if (name != "include" && name != "include_next") return std::nullopt;
  const std::size_t at = directive.find_first_not_of(" \t", word.end);
  if (at == std::string_view::npos) return std::nullopt;
  include_line result;
  result.angled = directive[at] == '<';
  if (!result.angled && directive[at] != '"') {
    result.path = text_of(directive, next_token(directive, at));
    return result;
  }
  const std::size_t end = directive.find(result.angled ? '>' : '"', at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  result.path = directive.substr(at + 1, end - at - 1);
  return result;
}

}  // namespace

std::vector<include_line> scan_includes(std::string_view source) {
  std::vector<include_line> found;
  for (token t = next_token(source, 0); t.kind != token_kind::end;
       t = next_token(source, t.end)) {
    if (t.kind != token_kind::directive) continue;
    std::optional<include_line> include = parse_include(text_of(source, t));
    if (!include) continue;
    include->line = line_at(source, t.begin);
    found.push_back(*std::move(include));
  }
  return found;
}

std::set<std::string> include_closure(const course& c, const fs::path& file) {
  const fs::path runtime = c.root / "runtime";
  const bool known = c.layers.contains(file.generic_string());
  std::vector<fs::path> to_read = {known ? runtime / file : file};
  std::set<std::string> closure;
  while (!to_read.empty()) {
    const std::optional<std::string> source = try_read_file(to_read.back());
    to_read.pop_back();
    if (!source) continue;
    for (const include_line& include : scan_includes(*source)) {
      const std::string key = "include/" + include.path;
      std::error_code ignored;
      const bool ours =
          c.layers.contains(key) || (include.path.starts_with("kioto/") &&
                                     fs::exists(runtime / key, ignored));
      if (ours && closure.insert(key).second) to_read.push_back(runtime / key);
    }
  }
  if (known) closure.erase(file.generic_string());
  return closure;
}

namespace {

class layer_checker {
 public:
  explicit layer_checker(const course& c) : course_(c) {}

  std::vector<finding> run() {
    read_files();
    for (const auto& [file, includes] : files_) check_file(file, includes);
    for (const auto& [file, layer] : course_.layers) {
      if (!files_.contains(file)) {
        add(file, 1,
            "is listed in layer " + std::to_string(layer) +
                ", but there is no such file");
      }
    }
    check_folders();
    std::ranges::sort(findings_, {}, [](const finding& f) {
      return std::tie(f.file, f.line, f.message);
    });
    return std::move(findings_);
  }

 private:
  using includes = std::vector<include_line>;

  void add(const std::string& file, int line, std::string message) {
    findings_.push_back({"runtime/" + file, line, std::move(message)});
  }

  void read_files();
  void check_file(const std::string& file, const includes& list);
  void check_include(const std::string& file, const include_line& include);
  void check_layer(const std::string& file, const include_line& include);
  void check_folders();
  void follow(const std::string& folder, std::vector<std::string>& path);

  const course& course_;
  std::map<std::string, includes> files_;
  // Folder -> folders that it includes, each with one include that shows it.
  std::map<std::string, std::map<std::string, std::pair<std::string, int>>>
      edges_;
  std::set<std::string> done_;
  std::vector<finding> findings_;
};

void layer_checker::read_files() {
  const fs::path runtime = course_.root / "runtime";
  for (const char* part : {"include", "src"}) {
    std::error_code missing;
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(runtime / part, missing)) {
      const std::string name = entry.path().filename().string();
      std::error_code ignored;
      if (!entry.is_regular_file(ignored) || name.starts_with('.') ||
          name == "CMakeLists.txt") {
        continue;
      }
      const std::string source = try_read_file(entry.path()).value_or("");
      files_[entry.path().lexically_relative(runtime).generic_string()] =
          scan_includes(source);
    }
  }
}

void layer_checker::check_file(const std::string& file, const includes& list) {
  const bool listed = course_.layers.contains(file);
  if (file == facade) {
    if (listed) add(file, 1, "is the facade; it belongs to no layer");
    return;
  }
  if (!listed) {
    add(file, 1,
        "belongs to no layer; list it in \"introduces\" of its chapter, or in "
        "chapters/support.toml");
  }
  for (const include_line& include : list) check_include(file, include);
}

// The first folder below include/kioto/: "future"; nothing for other files.
std::string folder_of(std::string_view file) {
  constexpr std::string_view top = "include/kioto/";
  if (!file.starts_with(top)) return {};
  const std::string_view rest = file.substr(top.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return {};
  return std::string(rest.substr(0, slash));
}

void layer_checker::check_include(const std::string& file,
                                  const include_line& include) {
  const std::string target = "include/" + include.path;
  if (!include.angled) {
    add(file, include.line,
        "includes \"" + include.path +
            "\" without angle brackets; write <kioto/...> with the whole path");
    return;
  }
  if (include.path.starts_with("grader/")) {
    add(file, include.line,
        "includes <" + include.path +
            ">; the runtime does not know the grader");
    return;
  }
  if (!include.path.starts_with("kioto/")) {
    for (const auto& [other, list] : files_) {
      if (!other.ends_with("/" + include.path)) continue;
      if (!other.starts_with("include/")) continue;
      add(file, include.line,
          "includes <" + include.path + ">; write the whole path: <" +
              other.substr(8) + ">");
      return;
    }
    return;  // a header of the system
  }
  if (target == facade) {
    add(file, include.line,
        "includes the facade <kioto/kioto.hpp>; include the single headers");
    return;
  }
  if (!files_.contains(target)) {
    add(file, include.line,
        "includes <" + include.path + ">, which does not exist");
    return;
  }
  check_layer(file, include);
  const std::string from = folder_of(file);
  const std::string to = folder_of(target);
  if (from.empty() || to.empty() || from == to) return;
  if (from == "detail") {
    add(file, include.line,
        "is in detail/ and includes <" + include.path +
            ">; files of detail/ include only each other");
    return;
  }
  if (to != "detail") edges_[from].try_emplace(to, file, include.line);
}

void layer_checker::check_layer(const std::string& file,
                                const include_line& include) {
  const auto own = course_.layers.find(file);
  const auto other = course_.layers.find("include/" + include.path);
  if (own == course_.layers.end() || other == course_.layers.end()) return;
  if (other->second <= own->second) return;
  add(file, include.line,
      "is in layer " + std::to_string(own->second) + " and includes <" +
          include.path + "> of layer " + std::to_string(other->second) +
          "; a file includes only its own layer and lower ones");
}

void layer_checker::check_folders() {
  std::vector<std::string> path;
  for (const auto& [folder, to] : edges_) follow(folder, path);
}

// Depth first; `path` holds the folders from the start to here.
void layer_checker::follow(const std::string& folder,
                           std::vector<std::string>& path) {
  const auto seen = std::ranges::find(path, folder);
  if (seen != path.end()) {
    std::string circle;
    for (auto it = seen; it != path.end(); ++it) circle += *it + " -> ";
    const auto& [file, line] = edges_[path.back()][folder];
    add(file, line,
        "closes a circle of folders: " + circle + folder +
            "; the graph of folders has no circle");
    return;
  }
  if (done_.contains(folder)) return;
  path.push_back(folder);
  if (const auto it = edges_.find(folder); it != edges_.end()) {
    for (const auto& [to, where] : it->second) follow(to, path);
  }
  path.pop_back();
  done_.insert(folder);
}

}  // namespace

std::vector<finding> check_layers(const course& c) {
  return layer_checker(c).run();
}

}  // namespace grader
