// SPDX-License-Identifier: MIT
#include "report/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "build/files.hpp"
#include "run/sanitizer_report.hpp"

namespace grader {
namespace {

constexpr std::size_t details_kept = 12;

struct message {
  std::string
      severity;  // "error", "fatal error", "warning", "note", "included"
  std::string file;
  int line = 0, column = 0;
  std::string text;
};

std::optional<int> take_number(std::string_view& s) {
  int n = 0;
  auto [end, failed] = std::from_chars(s.data(), s.data() + s.size(), n);
  if (failed != std::errc() || end == s.data()) return std::nullopt;
  s.remove_prefix(static_cast<std::size_t>(end - s.data()));
  return n;
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// A path that says nothing to the learner: of a test, of a precompiled header.
bool is_hidden(std::string_view path) { return path.contains("/hidden/"); }

// "(lambda at /a/b.cpp:1:2)" with the name alone of a file that is the
// learner's to see.
std::string with_short_paths(std::string text) {
  constexpr std::string_view at_place = " at /";
  for (std::size_t at = text.find(at_place); at != std::string::npos;
       at = text.find(at_place, at + 1)) {
    const std::size_t end = text.find(')', at);
    if (end == std::string::npos) break;
    const std::string path = text.substr(at + 4, end - at - 4);
    text.replace(at, end - at,
                 is_hidden(path) ? " of the test" : " at " + base_name(path));
  }
  return text;
}

// "file:12:3: error: text" or "In file included from file:12:".
std::optional<message> parse_line(std::string_view line) {
  constexpr std::string_view included = "In file included from ";
  message m;
  if (line.starts_with(included)) {
    line.remove_prefix(included.size());
    m.severity = "included";
  }
  for (std::size_t colon = line.find(':'); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    std::string_view rest = line.substr(colon + 1);
    auto number = take_number(rest);
    if (!number || !rest.starts_with(':')) continue;
    m.file = line.substr(0, colon);
    m.line = *number;
    if (m.severity == "included") return m;
    rest.remove_prefix(1);
    auto column = take_number(rest);
    if (!column || !rest.starts_with(": ")) return std::nullopt;
    m.column = *column;
    rest.remove_prefix(2);
    std::size_t end = rest.find(": ");
    if (end == std::string_view::npos) return std::nullopt;
    m.severity = rest.substr(0, end);
    m.text = with_short_paths(printable(rest.substr(end + 2)));
    return m;
  }
  return std::nullopt;
}

const shown_file* find_mine(const std::string& file,
                            const std::vector<shown_file>& mine) {
  for (const shown_file& f : mine)
    if (file == f.path || file == f.shown) return &f;
  return nullptr;
}

// "in the test", "in optional:474".
std::string seen_in(const message& m) {
  return is_hidden(m.file) ? "in the test"
                           : fmt::format("in {}:{}", base_name(m.file), m.line);
}

// An error or a warning with its include stack and its notes.
struct group {
  message head;
  std::vector<message> includes, notes;
};

std::vector<group> read_groups(std::string_view output) {
  std::vector<group> groups;
  std::vector<message> includes;
  while (!output.empty()) {
    std::string_view line = output.substr(0, output.find('\n'));
    output.remove_prefix(std::min(output.size(), line.size() + 1));
    auto m = parse_line(line);
    if (!m) continue;
    if (m->severity == "included") {
      includes.push_back(*std::move(m));
    } else if (m->severity == "note") {
      if (!groups.empty()) groups.back().notes.push_back(*std::move(m));
      includes.clear();
    } else {
      groups.push_back({*std::move(m), std::move(includes), {}});
      includes.clear();
    }
  }
  return groups;
}

// The learner's position that a group is about: of the message itself, of its
// notes, of the closest include.
const message* learners(const group& g, const std::vector<shown_file>& mine) {
  if (find_mine(g.head.file, mine) != nullptr) return &g.head;
  for (const message& n : g.notes)
    if (find_mine(n.file, mine) != nullptr) return &n;
  // What is precompiled seems to be included from a file's first line.
  if (std::any_of(g.includes.begin(), g.includes.end(), [](const message& i) {
        return i.file.ends_with("grader/pch.hpp");
      }))
    return nullptr;
  for (const message& i : g.includes)
    if (find_mine(i.file, mine) != nullptr) return &i;
  return nullptr;
}

// A file that everybody may read, whatever a #line of the learner's says.
bool is_public(const std::string& path, const std::vector<shown_file>& mine) {
  if (find_mine(path, mine) != nullptr) return true;
  std::error_code ec;
  const std::string at = std::filesystem::weakly_canonical(path, ec).string();
  return at.starts_with("/usr/include/") ||
         at.contains("/runtime/include/kioto/");
}

// "'wake' declared here: void wake() && noexcept;": such a note says nothing
// without its line.
std::string detail_of(const message& note,
                      const std::vector<shown_file>& mine) {
  for (std::string_view end :
       {" declared here", " deleted here", " explicitly deleted"})
    if (note.text.ends_with(end) && is_public(note.file, mine))
      if (auto text = try_read_file(note.file))
        return note.text + ": " + printable(line_of(*text, note.line));
  return note.text;
}

}  // namespace

std::vector<diagnostic> parse_diagnostics(std::string_view output,
                                          const std::vector<shown_file>& mine) {
  std::vector<diagnostic> found;
  for (const group& g : read_groups(output)) {
    const message* at = learners(g, mine);
    bool warning = g.head.severity == "warning";
    if (warning && at != &g.head) continue;
    // Several errors inside a header that one line of the learner's leads to
    // are one mistake.
    if (at != nullptr && at != &g.head &&
        std::any_of(found.begin(), found.end(), [&](const diagnostic& other) {
          return other.where.line == at->line &&
                 other.where.file == find_mine(at->file, mine)->shown;
        }))
      continue;
    // One missing bracket is missed once for each that is open.
    if (std::any_of(found.begin(), found.end(), [&](const diagnostic& other) {
          return at == &g.head && other.message == g.head.text &&
                 other.column == at->column && other.where.line == at->line &&
                 other.where.file == find_mine(at->file, mine)->shown;
        }))
      continue;
    diagnostic d;
    d.severity = warning ? "warning" : "error";
    d.message = g.head.text;
    if (at != nullptr) {
      const shown_file& file = *find_mine(at->file, mine);
      d.where = {"", file.shown, at->line};
      d.column = at->column;
      if (auto text = try_read_file(file.path))
        d.source = printable(line_of(*text, at->line));
    }
    if (at != &g.head) d.notes.push_back("seen " + seen_in(g.head));
    for (const message& n : g.notes)
      if (&n != at && find_mine(n.file, mine) != nullptr && d.notes.size() < 3)
        d.notes.push_back(
            fmt::format("{}:{}: {}", base_name(n.file), n.line, n.text));
    for (const message& n : g.notes)
      if (d.details.size() < details_kept)
        d.details.push_back(detail_of(n, mine));
    found.push_back(std::move(d));
  }
  // One that shows no line of the learner's follows from another that does.
  auto placed = [](const diagnostic& d) { return !d.where.file.empty(); };
  if (std::any_of(found.begin(), found.end(), placed))
    std::erase_if(found, [&](const diagnostic& d) { return !placed(d); });
  return found;
}

std::vector<diagnostic> parse_link_errors(std::string_view output,
                                          const std::vector<shown_file>& mine) {
  std::vector<diagnostic> found;
  constexpr std::string_view head = "error: ";
  for (std::size_t at = output.find(head); at != std::string_view::npos;
       at = output.find(head, at + 1)) {
    std::string_view line = output.substr(at + head.size());
    line = line.substr(0, line.find('\n'));
    if (line.starts_with("linker command failed")) continue;
    diagnostic d;
    d.severity = "error";
    constexpr std::string_view undefined = "undefined symbol: ";
    if (line.starts_with(undefined)) {
      d.message = fmt::format(
          "{} is declared and used, but no file defines it (the linker says: "
          "undefined symbol)",
          plain_function_name(line.substr(undefined.size())));
    } else {
      d.message = "the linker says: " + printable(line);
    }
    if (std::size_t colon = line.find(": "); colon != line.npos)
      if (auto where = locate(line.substr(colon + 2), mine)) d.where = *where;
    found.push_back(std::move(d));
  }
  return found;
}

}  // namespace grader
