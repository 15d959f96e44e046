// SPDX-License-Identifier: MIT
#include "author/sync.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "author/edits.hpp"
#include "author/skeleton.hpp"
#include "author/stub.hpp"
#include "build/files.hpp"
#include "course/error.hpp"
#include "course/schema.hpp"
#include "course/text_file.hpp"

namespace grader {

namespace {

constexpr const char* repair = "; run `grader author sync`";

std::string quoted_line(std::string_view text, std::size_t at) {
  if (at >= text.size()) return "nothing";
  return "\"" +
         std::string(trimmed(text.substr(at, next_line(text, at) - at))) + "\"";
}

// The first line in which two texts differ, as a finding.
finding difference(const std::string& name, std::string_view there,
                   std::string_view wanted) {
  std::size_t a = 0;
  std::size_t b = 0;
  int line = 1;
  while (a < there.size() && b < wanted.size()) {
    const std::size_t a_end = next_line(there, a);
    const std::size_t b_end = next_line(wanted, b);
    if (there.substr(a, a_end - a) != wanted.substr(b, b_end - b)) break;
    a = a_end;
    b = b_end;
    ++line;
  }
  return {name, line,
          "differs from its reference: here is " + quoted_line(there, a) +
              ", there is " + quoted_line(wanted, b) + repair};
}

class syncer {
 public:
  syncer(const course& c, bool check_only, ast_cache* known)
      : course_(c), check_(check_only), known_(known) {}

  sync_result run() {
    for (const chapter& ch : course_.chapters) {
      for (const exercise& e : ch.exercises) make(e);
    }
    remove_strangers();
    for (finding& f : check_layers(course_)) {
      result_.findings.push_back(std::move(f));
    }
    for (finding& f : find_blanks(course_)) {
      result_.findings.push_back(std::move(f));
    }
    return std::move(result_);
  }

 private:
  void make(const exercise& e);
  void put(const fs::path& path, const std::string& text);
  void remove_strangers();
  void remove(const fs::path& path);

  const course& course_;
  bool check_;
  ast_cache* known_;
  std::set<fs::path> wanted_;
  sync_result result_;
};

// "a.toml:12: text" as a finding.
finding as_finding(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::size_t second = text.find(": ", colon + 1);
  if (second == std::string::npos) return {text, 1, text};
  return {text.substr(0, colon),
          std::atoi(text.substr(colon + 1, second - colon - 1).c_str()),
          text.substr(second + 2)};
}

void syncer::make(const exercise& e) {
  for (const std::string& file : e.files) wanted_.insert(e.stub_dir / file);
  try {
    for (const auto& [file, text] : stub_files(course_, e, known_)) {
      put(e.stub_dir / file, text);
    }
  } catch (const course_error& error) {
    result_.findings.push_back(as_finding(error.what()));
  }
}

void syncer::put(const fs::path& path, const std::string& text) {
  const std::string name = course_name(course_.root, path);
  const std::optional<std::string> there = try_read_file(path);
  if (there == text) return;
  if (!check_) {
    write_file(path, text);
    result_.written.push_back(name);
  } else if (!there) {
    result_.findings.push_back({name, 1, std::string("is missing") + repair});
  } else {
    result_.findings.push_back(difference(name, *there, text));
  }
}

// Only where stubs lie: a learner's notes beside them stay.
void syncer::remove_strangers() {
  const fs::path exercises = course_.root / "exercises";
  std::error_code missing;
  std::vector<fs::path> strangers;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(exercises, missing)) {
    std::error_code ignored;
    if (!entry.is_regular_file(ignored)) continue;
    const fs::path inside = entry.path().lexically_relative(exercises);
    if (std::distance(inside.begin(), inside.end()) < 4) continue;
    const fs::path part = *std::next(inside.begin(), 2);
    if (part != "include" && part != "src") continue;
    if (!wanted_.contains(entry.path())) strangers.push_back(entry.path());
  }
  std::ranges::sort(strangers);
  for (const fs::path& path : strangers) remove(path);
}

void syncer::remove(const fs::path& path) {
  const std::string name = course_name(course_.root, path);
  if (check_) {
    result_.findings.push_back(
        {name, 1, std::string("is listed by no manifest") + repair});
    return;
  }
  std::error_code failed;
  fs::remove(path, failed);
  if (failed) {
    throw environment_error("cannot remove " + name + ": " + failed.message());
  }
  result_.removed.push_back(name);
  // Folders that held nothing else go with it.
  const fs::path top = course_.root / "exercises";
  for (fs::path folder = path.parent_path(); folder != top;
       folder = folder.parent_path()) {
    if (!fs::is_empty(folder, failed) || failed) break;
    fs::remove(folder, failed);
  }
}

}  // namespace

sync_result sync(const course& c, bool check_only, ast_cache* known) {
  return syncer(c, check_only, known).run();
}

}  // namespace grader
