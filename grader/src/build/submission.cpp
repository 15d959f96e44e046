// SPDX-License-Identifier: MIT
#include "build/submission.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "build/digest.hpp"
#include "build/files.hpp"

namespace grader {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;

// The position of the first byte that is not UTF-8, or npos.
std::size_t invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    std::size_t length = byte < 0x80                   ? 1
                         : byte >= 0xc2 && byte < 0xe0 ? 2
                         : byte >= 0xe0 && byte < 0xf0 ? 3
                         : byte >= 0xf0 && byte < 0xf5 ? 4
                                                       : 0;
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return i;
    i += length;
  }
  return std::string_view::npos;
}

int line_at(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at),
                 '\n'));
}

std::optional<file_problem> look_at_content(const std::string& shown,
                                            std::string_view text,
                                            const std::string& id) {
  if (std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return file_problem{
        fmt::format("{}:{} holds a NUL byte: it is not a source file", shown,
                    line_at(text, nul)),
        fmt::format("Remove it, or start again: grader reset {}", id)};
  if (std::size_t bad = invalid_utf8(text); bad != std::string_view::npos)
    return file_problem{
        fmt::format("{}:{} is not valid UTF-8 (byte 0x{:02x})", shown,
                    line_at(text, bad), static_cast<unsigned char>(text[bad])),
        "Save the file as UTF-8."};
  return std::nullopt;
}

std::optional<file_problem> read_learners_file(const fs::path& file,
                                               const std::string& shown,
                                               const std::string& id,
                                               std::string& text) {
  std::string restore =
      fmt::format("Bring the stub back with: grader reset {}", id);
  struct stat info{};
  // The last component is not followed if it is a link, and nothing blocks.
  int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      return file_problem{shown + " is missing", restore};
    if (errno == ELOOP)
      return file_problem{shown + " is a link; it has to be a file", restore};
    if (errno == EACCES && ::access(file.parent_path().c_str(), X_OK) != 0)
      return file_problem{shown + " cannot be read: permission denied",
                          "Its folder is closed: chmod u+rwx " +
                              fs::path(shown).parent_path().string()};
    if (errno == EACCES)
      return file_problem{shown + " cannot be read: permission denied",
                          "Make it readable: chmod u+r " + shown};
    return file_problem{shown + " cannot be read: " + std::strerror(errno), ""};
  }
  bool regular = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  bool folder = S_ISDIR(info.st_mode);
  ::close(fd);
  if (folder)
    return file_problem{shown + " is a folder; it has to be a file",
                        "Move the folder away. " + restore};
  if (!regular) return file_problem{shown + " is not a file", restore};
  if (static_cast<std::size_t>(info.st_size) > largest_file)
    return file_problem{shown + " is larger than 1 MiB",
                        "A file of this course has a few hundred lines."};
  text = read_file(file);
  return look_at_content(shown, text, id);
}

std::string relative_to(const fs::path& file, const fs::path& root) {
  std::string path = file.lexically_normal().string();
  std::string prefix = root.string() + "/";
  return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

void append(std::vector<std::string>& to,
            const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

const chapter& chapter_of(const workspace& w, const exercise& e) {
  return *w.of->find_chapter(e.chapter);
}

// The chapter's own source files that are not the learner's, because they or a
// header of theirs are compiled against the learner's; with files beneath,
// those of all layers below, too.
std::vector<fs::path> layer_sources(const workspace& w, const submission& s,
                                    const staged& at) {
  std::vector<fs::path> sources;
  int layer = chapter_of(w, *s.of).number;
  for (auto& [file, number] : w.of->layers) {
    if (!file.starts_with("src/") || s.files.contains(file)) continue;
    if (number > layer || (number < layer && s.beneath.empty())) continue;
    sources.push_back(s.beneath.contains(file) ? at.beneath / file
                                               : w.root / "runtime" / file);
  }
  return sources;
}

std::vector<fs::path> learner_sources(const submission& s, const staged& at) {
  std::vector<fs::path> sources;
  for (auto& [file, text] : s.files)
    if (file.ends_with(".cpp")) sources.push_back(at.tree / file);
  return sources;
}

}  // namespace

bool submission::has_holes() const {
  return std::any_of(files.begin(), files.end(), [](auto& f) {
    return without_comments(f.second).find("KIOTO_TODO") != std::string::npos;
  });
}

std::string submission::digest() const {
  grader::digest d;
  d.add(of->id);
  for (auto& [file, text] : files) d.add(file).add(text).add(shown.at(file));
  for (auto& [file, text] : beneath) d.add(file).add(text);
  return d.hex();
}

submission take_files(const course& c, const exercise& e,
                      const fs::path& folder, std::string label) {
  submission s;
  s.of = &e;
  s.label = std::move(label);
  for (const std::string& file : e.files) {
    std::string shown = relative_to(folder / file, c.root);
    std::string text;
    if (auto problem = read_learners_file(folder / file, shown, e.id, text);
        problem && !s.problem)
      s.problem = std::move(problem);
    s.shown[file] = shown;
    s.files[file] = std::move(text);
  }
  return s;
}

std::optional<fs::path> find_files(const course& c, const exercise& e,
                                   const fs::path& from) {
  const std::string& slug = c.find_chapter(e.chapter)->slug;
  for (const fs::path& folder : {from, from / e.name, from / slug / e.name,
                                 from / "exercises" / slug / e.name})
    for (const std::string& file : e.files) {
      std::error_code ec;
      if (fs::exists(fs::symlink_status(folder / file, ec))) return folder;
    }
  return std::nullopt;
}

staged stage(const workspace& w, const submission& s) {
  staged at;
  at.folder = w.work() / s.label;
  at.tree = at.folder / "tree";
  at.beneath = at.folder / "beneath";
  auto lay = [&](const std::map<std::string, std::string>& files,
                 const fs::path& tree) {
    std::error_code ec;
    std::set<fs::path> wanted;
    for (auto& [file, text] : files) {
      fs::path to = tree / file;
      wanted.insert(to);
      at.files.push_back({to, s.shown.at(file)});
      if (try_read_file(to) != text) write_file(to, text);
    }
    for (auto& old : fs::recursive_directory_iterator(tree, ec))
      if (!old.is_directory(ec) && !wanted.contains(old.path()))
        fs::remove(old.path(), ec);
  };
  lay(s.files, at.tree);
  lay(s.beneath, at.beneath);
  return at;
}

std::vector<std::string> compile_options(artifacts& a, const submission& s,
                                         const staged& at, build_kind b) {
  const workspace& w = a.where();
  const chapter& c = chapter_of(w, *s.of);
  std::vector<std::string> o = w.tools.flags(b);
  append(o, {"-include-pch", a.pch(b).string()});
  append(o, {"-I", (at.tree / "include").string()});
  if (!s.beneath.empty()) append(o, {"-I", (at.beneath / "include").string()});
  append(o, {"-I", (w.root / "runtime/include").string()});
  append(o, {"-I", (w.root / "grader/include").string()});
  append(o, {"-I", (c.dir / "hidden/include").string()});
  if (b == build_kind::model)
    append(o, {"-I", (w.root / "grader/checker/include").string()});
  // No file of the learner's, and none that is worth a look.
  append(o, w.place_flags());
  o.push_back(fmt::format("-fmacro-prefix-map={}/=the check: ",
                          (c.dir / "hidden").string()));
  // Debug information and __FILE__ name the learner's files as they know them.
  // What tells an interleaving reads the lines of the files themselves.
  const std::string_view map = b == build_kind::model ? "macro" : "file";
  for (const shown_file& f : at.files)
    o.push_back(
        fmt::format("-f{}-prefix-map={}={}", map, f.path.string(), f.shown));
  return o;
}

std::vector<std::string> syntax_command(artifacts& a, const submission& s,
                                        const staged& at) {
  std::string unit;
  for (auto& [file, text] : s.files)
    if (file.starts_with("include/"))
      unit += fmt::format("#include <{}>\n", file.substr(8));
  fs::path all_headers = at.folder / "syntax.cpp";
  if (try_read_file(all_headers) != unit) write_file(all_headers, unit);
  std::vector<std::string> c = {a.where().tools.compiler, "-fsyntax-only"};
  append(c, compile_options(a, s, at, build_kind::plain));
  c.push_back(all_headers.string());
  for (const fs::path& source : learner_sources(s, at))
    c.push_back(source.string());
  return c;
}

std::vector<fs::path> shared_sources(const workspace& w, const submission& s,
                                     const staged& at) {
  std::vector<fs::path> sources = learner_sources(s, at);
  for (fs::path& source : layer_sources(w, s, at))
    sources.push_back(std::move(source));
  return sources;
}

namespace {

// What is linked to every program, and how.
void append_libraries(std::vector<std::string>& c, artifacts& a,
                      const submission& s, build_kind b,
                      const fs::path& output) {
  append(c, {a.pch_object(b).string(), a.probe_runtime(b).string()});
  fs::path layers = a.layer_archive(chapter_of(a.where(), *s.of).number, b);
  if (!layers.empty() && s.beneath.empty()) c.push_back(layers.string());
  append(c, a.where().tools.link_flags(b));
  append(c, {"-o", output.string()});
}

}  // namespace

std::vector<std::string> program_command(artifacts& a, const submission& s,
                                         const staged& at, build_kind b,
                                         const fs::path& unit,
                                         const fs::path& output) {
  std::vector<std::string> c = {a.where().tools.compiler};
  append(c, compile_options(a, s, at, b));
  if (!unit.empty()) c.push_back(unit.string());
  for (const fs::path& source : shared_sources(a.where(), s, at))
    c.push_back(source.string());
  append_libraries(c, a, s, b, output);
  return c;
}

std::vector<std::string> object_command(artifacts& a, const submission& s,
                                        const staged& at, build_kind b,
                                        const fs::path& source,
                                        const fs::path& output) {
  std::vector<std::string> c = {a.where().tools.compiler};
  append(c, compile_options(a, s, at, b));
  append(c, {"-c", source.string(), "-o", output.string()});
  return c;
}

std::vector<std::string> link_command(artifacts& a, const submission& s,
                                      build_kind b,
                                      const std::vector<fs::path>& objects,
                                      const fs::path& output) {
  std::vector<std::string> c = {a.where().tools.compiler};
  for (const fs::path& object : objects) c.push_back(object.string());
  c.push_back(a.probe_main(b).string());
  append_libraries(c, a, s, b, output);
  return c;
}

std::vector<std::string> build_command(artifacts& a, const submission& s,
                                       const staged& at, build_kind b,
                                       const probe_part& part,
                                       const fs::path& output) {
  std::vector<std::string> c =
      program_command(a, s, at, b, part.source, output);
  c.push_back(a.probe_main(b).string());
  return c;
}

}  // namespace grader
