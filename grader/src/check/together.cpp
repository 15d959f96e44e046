// SPDX-License-Identifier: MIT
#include "check/together.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "build/digest.hpp"
#include "build/files.hpp"
#include "check/verdict_cache.hpp"
#include "course/error.hpp"
#include "report/diagnostics.hpp"

namespace grader {
namespace {

bool is_runtime(const course& c, const exercise& e) {
  return e.answer_dir == c.root / "runtime";
}

submission merged(const chapter& c, const std::vector<const submission*>& all) {
  submission s;
  s.of = all.front()->of;
  s.label = c.id + "@together";
  for (const submission* one : all) {
    s.files.insert(one->files.begin(), one->files.end());
    s.shown.insert(one->shown.begin(), one->shown.end());
  }
  return s;
}

// The build of some submissions together. One of them alone has passed.
class joint_build {
 public:
  joint_build(const workspace& w, const chapter& c) : w_(w), chapter_(c) {}

  // What the compiler and the linker say against it; empty: nothing.
  std::vector<diagnostic> errors(const std::vector<const submission*>& all) {
    submission s = merged(chapter_, all);
    staged at = stage(w_, s);
    fs::path unit = at.folder / "together.cpp";
    write_file(unit, everything());
    job_pool pool(
        static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
    artifacts made(w_, pool);
    std::vector<diagnostic> found;
    auto submit = [&](std::vector<std::string> argv) {
      job j;
      j.label = "together";
      j.argv = std::move(argv);
      j.then = [&](const job_result& r) { judge(r, at, found); };
      pool.submit(std::move(j));
    };
    auto start = [&](bool ok, const std::string& output) {
      if (!ok) throw grader_fault("a lower layer does not build: " + output);
      submit(program_command(made, s, at, build_kind::plain, unit,
                             at.folder / "program"));
      for (const submission* one : all) {
        std::vector<std::string> c = {w_.tools.compiler, "-fsyntax-only"};
        for (std::string& o : compile_options(made, s, at, build_kind::plain))
          c.push_back(std::move(o));
        for (const probe_part& part : probe_parts(*one->of, build_kind::plain))
          c.push_back(part.source.string());
        submit(std::move(c));
      }
    };
    made.ensure_foundation(
        build_kind::plain, 0, [&](bool ok, const std::string& output) {
          if (!ok) return start(false, output);
          made.ensure_layers(chapter_.number, build_kind::plain, 0, start);
        });
    pool.run();
    return found;
  }

  // Two of them that do not go together, where it is a matter of two.
  std::vector<const submission*> clash(
      const std::vector<const submission*>& all,
      std::vector<diagnostic>& errors_of_it) {
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t k = i + 1; k < all.size(); ++k)
        if (auto e = errors({all[i], all[k]}); !e.empty()) {
          errors_of_it = std::move(e);
          return {all[i], all[k]};
        }
    return {};
  }

 private:
  // Every header of the chapter, and a program to link.
  std::string everything() const {
    std::string text;
    for (const std::string& file : chapter_.introduces)
      if (file.starts_with("include/"))
        text += fmt::format("#include <{}>\n", file.substr(8));
    return text + "\nint main() {}\n";
  }

  static void judge(const job_result& r, const staged& at,
                    std::vector<diagnostic>& found) {
    if (r.ok()) return;
    throw_if_disk_full(r.output);
    auto errors = parse_diagnostics(r.output, at.files);
    std::erase_if(errors, [](auto& d) { return d.severity != "error"; });
    if (errors.empty()) errors = parse_link_errors(r.output, at.files);
    if (errors.empty()) {
      diagnostic d;
      d.severity = "error";
      d.message = r.timed_out ? "the compiler did not end" : r.output;
      errors.push_back(std::move(d));
    }
    // The same mistake shows in every unit.
    for (diagnostic& d : errors)
      if (std::none_of(found.begin(), found.end(), [&](const diagnostic& o) {
            return o.where.file == d.where.file && o.where.line == d.where.line;
          }))
        found.push_back(std::move(d));
  }

  const workspace& w_;
  const chapter& chapter_;
};

std::string base_name(const std::string& file) {
  return file.substr(file.rfind('/') + 1);
}

// The file of `one` that the errors are about: their place, or a note.
std::string file_in_question(const submission& one,
                             const std::vector<diagnostic>& errors) {
  for (const diagnostic& d : errors)
    for (auto& [file, shown] : one.shown)
      if (d.where.file == shown) return shown;
  for (const diagnostic& d : errors)
    for (const std::string& note : d.notes)
      for (auto& [file, shown] : one.shown)
        if (note.starts_with(base_name(file) + ":")) return shown;
  return one.shown.begin()->second;
}

}  // namespace

std::vector<std::string> lay_mine_beneath(const course& c, submission& s) {
  std::vector<std::string> left_out;
  int highest = c.find_chapter(s.of->chapter)->number;
  for (const chapter& ch : c.chapters)
    for (const exercise& e : ch.exercises) {
      if (ch.number > highest || &e == s.of || !is_runtime(c, e)) continue;
      submission other = take_files(c, e, e.stub_dir, e.id);
      if (other.problem || other.has_holes()) {
        left_out.push_back(e.id);
        continue;
      }
      s.beneath.insert(other.files.begin(), other.files.end());
      s.shown.insert(other.shown.begin(), other.shown.end());
    }
  return left_out;
}

integration integrate(const workspace& w, const chapter& c,
                      const std::vector<submission>& passing) {
  integration result;
  std::vector<const submission*> all;
  for (const submission& s : passing)
    if (is_runtime(*w.of, *s.of)) all.push_back(&s);
  if (all.size() < 2) return result;
  result.chapter = c.id;
  for (const submission* s : all) result.ids.push_back(s->of->id);

  submission together = merged(c, all);
  digest d;
  d.add(verdict_key(w, together, true)).add(digest_tree(c.dir / "hidden"));
  fs::path good = w.work() / together.label / "good";
  if (try_read_file(good) == d.hex()) return result;
  joint_build build(w, c);
  result.errors = build.errors(all);
  if (result.errors.empty()) {
    write_file(good, d.hex());
    return result;
  }
  result.good = false;
  std::error_code ec;
  fs::remove(good, ec);
  std::vector<const submission*> two = all;
  if (all.size() > 2) two = build.clash(all, result.errors);
  for (const submission* s : two)
    result.clash.push_back(file_in_question(*s, result.errors));
  return result;
}

}  // namespace grader
