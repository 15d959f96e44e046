// SPDX-License-Identifier: MIT
#include "model/model_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <thread>

#include "build/digest.hpp"
#include "build/files.hpp"
#include "course/error.hpp"
#include "model/checker_library.hpp"
#include "model/source_lines.hpp"
#include "report/diagnostics.hpp"

namespace grader {
namespace {

struct unit {
  fs::path source, object, depfile, key_file;
  std::vector<std::string> command;

  std::set<std::string> files() const {
    return files_in_depfile(try_read_file(depfile).value_or(""), "/");
  }
  // Of all that goes into it, as it is now.
  std::string key(const workspace& w) const {
    digest d;
    d.add(w.tools.identity);
    for (const std::string& word : command) d.add(word);
    for (const std::string& file : files()) d.add(file).add_file(file);
    return d.hex();
  }
  bool is_made(const workspace& w) const {
    std::error_code ec;
    return fs::exists(object, ec) && try_read_file(key_file) == key(w);
  }
};

bool is_below(const fs::path& folder, const std::string& file) {
  return file.starts_with(folder.string() + "/");
}

// The exercise in whose folder the file lies, if it lies in one: its headers
// are the learner's.
const exercise* exercise_around(const workspace& w, const fs::path& file) {
  for (const chapter& c : w.of->chapters)
    for (const exercise& e : c.exercises)
      if (is_below(e.stub_dir, file.string())) return &e;
  return nullptr;
}

unit unit_of(const workspace& w, const fs::path& source, const fs::path& work,
             std::size_t number) {
  const std::string name = std::to_string(number);
  unit u{source,
         work / (name + ".o"),
         work / (name + ".d"),
         work / (name + ".key"),
         {w.tools.compiler}};
  if (const exercise* const around = exercise_around(w, source))
    u.command.insert(u.command.end(),
                     {"-I", (around->stub_dir / "include").string()});
  const std::vector<std::string> flags = model_flags(w);
  u.command.insert(u.command.end(), flags.begin(), flags.end());
  u.command.insert(u.command.end(), {"-MD", "-MF", u.depfile.string(), "-c",
                                     source.string(), "-o", u.object.string()});
  return u;
}

// The files that messages are about, but for the system's and the course's.
std::vector<shown_file> files_named(const workspace& w,
                                    const std::string& output,
                                    const std::vector<fs::path>& files,
                                    const fs::path& from) {
  std::set<std::string> names;
  for (const fs::path& f : files) names.insert(f.string());
  static const std::regex message(R"((^|\n)(/[^\n:]+):\d+:\d+: )");
  for (std::sregex_iterator at(output.begin(), output.end(), message), end;
       at != end; ++at)
    names.insert((*at)[2].str());
  const source_lines shown({}, from);
  std::vector<shown_file> mine;
  for (const std::string& name : names) {
    const bool is_ours = name.starts_with("/usr/") ||
                         name.starts_with((w.root / "runtime").string()) ||
                         name.starts_with((w.root / "grader").string());
    if (!is_ours)
      mine.push_back(
          {name, shown.shown(fs::path(name).lexically_normal().string())});
  }
  return mine;
}

model_errors errors_in(const job_result& r,
                       const std::vector<shown_file>& mine) {
  throw_if_disk_full(r.output);
  model_errors e;
  e.diagnostics = parse_diagnostics(r.output, mine);
  std::erase_if(e.diagnostics, [](auto& d) { return d.severity != "error"; });
  if (e.diagnostics.empty()) e.diagnostics = parse_link_errors(r.output, mine);
  if (e.diagnostics.empty())
    e.text = r.timed_out ? "the compiler did not end"
                         : "the compiler failed: " + r.output;
  return e;
}

int width_of_pool() {
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

// The first that fails ends it.
std::optional<job_result> compile(const workspace& w,
                                  const std::vector<unit>& units) {
  std::optional<job_result> failed;
  job_pool pool(width_of_pool());
  for (const unit& u : units) {
    if (u.is_made(w)) continue;
    std::error_code ec;
    fs::remove(u.key_file, ec);
    job j;
    j.label = u.source.filename().string();
    j.argv = u.command;
    j.then = [&failed, &u, &w](const job_result& r) {
      if (r.ok())
        write_file(u.key_file, u.key(w));
      else if (!failed)
        failed = r;
    };
    pool.submit(std::move(j));
  }
  pool.run();
  return failed;
}

// The layers of the runtime that the program's headers are of, the learner's
// own among them: 3 for those up to chapter 2, and 0 for plain std::.
int layers_needed(const workspace& w, const std::vector<unit>& units,
                  const std::set<std::string>& sources) {
  std::set<fs::path> folders = {w.root / "runtime"};
  for (const unit& u : units)
    if (const exercise* const around = exercise_around(w, u.source))
      folders.insert(around->stub_dir);
  int needed = 0;
  for (const auto& [file, layer] : w.of->layers)
    for (const fs::path& folder : folders)
      if (sources.contains((folder / file).string()))
        needed = std::max(needed, layer + 1);
  return needed;
}

// Returns the archive of these layers; none, if there is nothing in them.
fs::path make_libraries(const workspace& w, int layers, console& out) {
  std::error_code ec;
  job_pool pool(width_of_pool());
  artifacts made(w, pool);
  const fs::path runtime = made.layer_archive(layers, build_kind::model);
  if (!fs::exists(checker_library_of(w).archive, ec))
    out.progress("  building the checker, once");
  else if (!runtime.empty() && !fs::exists(runtime, ec))
    out.progress("  building the runtime, once");
  std::string fault;
  const auto note = [&fault](std::string_view what) {
    return [&fault, what](bool ok, const std::string& output) {
      if (!ok)
        fault = fmt::format("{} does not build: {}", what,
                            output.empty() ? "it was stopped" : output);
    };
  };
  ensure_checker(made, 0, note("the checker"));
  made.ensure_layers(layers, build_kind::model, 0, note("the runtime"));
  pool.run();
  if (fault.empty()) return runtime;
  throw_if_disk_full(fault);
  throw grader_fault(fault);
}

job_result link(const workspace& w, const std::vector<unit>& units,
                const fs::path& runtime, const fs::path& program) {
  std::vector<fs::path> objects;
  for (const unit& u : units) objects.push_back(u.object);
  if (!runtime.empty()) objects.push_back(runtime);
  std::vector<std::string> command = {w.tools.compiler};
  for (const auto& words :
       {w.tools.link_flags(build_kind::model), with_checker(w, objects)})
    command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"-o", program.string()});
  return run_command(std::move(command));
}

}  // namespace

std::expected<model_program, model_errors> build_model(
    const workspace& w, const std::vector<fs::path>& files,
    const fs::path& work, const fs::path& from, console& out) {
  make_folder(work);
  std::vector<unit> units;
  units.reserve(files.size());
  for (const fs::path& f : files)
    units.push_back(unit_of(w, f, work, units.size() + 1));
  out.progress("  compiling " + files.front().filename().string());
  if (const std::optional<job_result> failed = compile(w, units))
    return std::unexpected(
        errors_in(*failed, files_named(w, failed->output, files, from)));
  model_program p{work / "program", {}};
  for (const unit& u : units) p.sources.merge(u.files());
  const int layers = layers_needed(w, units, p.sources);
  const fs::path runtime = make_libraries(w, layers, out);
  for (const auto& [file, layer] : w.of->layers)
    if (layer < layers) p.sources.insert((w.root / "runtime" / file).string());
  const job_result linked = link(w, units, runtime, p.file);
  if (!linked.ok())
    return std::unexpected(
        errors_in(linked, files_named(w, linked.output, files, from)));
  return p;
}

}  // namespace grader
