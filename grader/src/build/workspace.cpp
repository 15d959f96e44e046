// SPDX-License-Identifier: MIT
#include "build/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "build/digest.hpp"
#include "build/files.hpp"
#include "course/error.hpp"

namespace grader {
namespace {

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ec;
  for (auto& e : fs::recursive_directory_iterator(folder, ec))
    if (e.is_regular_file(ec)) files.push_back(e.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string modification_time(const fs::path& file) {
  std::error_code ec;
  return std::to_string(
      fs::last_write_time(file, ec).time_since_epoch().count());
}

void append(std::vector<std::string>& to,
            const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

std::vector<std::string> workspace::place_flags() const {
  return {fmt::format("-fmacro-prefix-map={}/=", root.string())};
}

std::string own_identity() {
  std::error_code ec;
  fs::path self = fs::read_symlink("/proc/self/exe", ec);
  return fmt::format("{} {}", fs::file_size(self, ec), modification_time(self));
}

std::string digest_tree(const fs::path& folder) {
  digest d;
  for (const fs::path& f : files_below(folder))
    d.add(f.lexically_relative(folder).string()).add_file(f);
  return d.hex();
}

void artifacts::ensure(recipe r, ready then) {
  std::error_code ec;
  if (fs::exists(r.output, ec)) return then(true, "");
  auto [at, first] = waiting_.try_emplace(r.output);
  at->second.push_back(std::move(then));
  if (!first) return;
  fs::path folder = r.output.parent_path();
  make_folder(folder);
  fs::path temporary = r.output;
  temporary += ".tmp";
  for (std::string& word : r.argv)
    if (word == "%out") word = temporary.string();
  job j;
  j.label = r.label;
  j.priority = r.priority;
  j.argv = std::move(r.argv);
  j.then = [this, output = r.output, temporary, folder,
            supersedes = r.supersedes](const job_result& result) {
    std::error_code failed;
    bool ok = result.ok();
    if (ok) fs::rename(temporary, output, failed);
    ok = ok && !failed;
    if (!ok) fs::remove(temporary, failed);
    if (ok && !supersedes.empty())
      for (auto& e : fs::directory_iterator(folder.parent_path(), failed))
        if (e.path() != folder &&
            e.path().filename().string().starts_with(supersedes))
          fs::remove_all(e.path(), failed);
    auto callbacks = std::move(waiting_[output]);
    waiting_.erase(output);
    for (ready& call : callbacks) call(ok, result.output);
  };
  pool_.submit(std::move(j));
}

void artifacts::ensure_all(std::vector<recipe> recipes, ready then) {
  struct progress {
    std::size_t left;
    bool told = false;
    ready then;
  };
  if (recipes.empty()) return then(true, "");
  auto p = std::make_shared<progress>(recipes.size(), false, std::move(then));
  for (recipe& r : recipes)
    ensure(std::move(r), [p](bool ok, const std::string& output) {
      --p->left;
      if (p->told || (ok && p->left != 0)) return;
      p->told = true;
      p->then(ok, output);
    });
}

// --- the foundation of a build ---

std::string artifacts::foundation_key(build_kind b) {
  std::string& key = foundation_keys_[b];
  if (!key.empty()) return key;
  digest d;
  d.add(w_.tools.identity);
  for (const std::string& f : w_.tools.flags(b)) d.add(f);
  fs::path headers = w_.root / "grader/include/grader";
  // A precompiled header names its sources by time.
  for (const fs::path& f : files_below(headers))
    d.add(f.string()).add_file(f).add(modification_time(f));
  d.add(digest_tree(w_.root / "grader/probe"));
  key = d.hex();
  return key;
}

fs::path artifacts::pch(build_kind b) {
  return w_.cache() / "foundation" /
         fmt::format("{}-{}", name_of(b), foundation_key(b)) / "probe.pch";
}

fs::path artifacts::pch_object(build_kind b) {
  return pch(b).replace_filename("pch.o");
}

fs::path artifacts::probe_runtime(build_kind b) {
  return pch(b).replace_filename("libprobe.a");
}

fs::path artifacts::probe_main(build_kind b) {
  return pch(b).replace_filename("main.o");
}

void artifacts::ensure_foundation(build_kind b, int priority, ready then) {
  std::string kind(name_of(b));
  fs::path include = w_.root / "grader/include";
  std::vector<std::string> compile = {w_.tools.compiler};
  append(compile, w_.tools.flags(b));
  append(compile, {"-I", include.string()});

  // No probe's runtime belongs to a program of the checker's.
  const bool is_model = b == build_kind::model;
  const fs::path source =
      include / (is_model ? "grader/model_pch.hpp" : "grader/pch.hpp");
  recipe header{pch(b), compile, "pch " + kind, priority, kind + "-"};
  append(header.argv, {"-x", "c++-header", source.string(),
                       "-fpch-instantiate-templates", "-o", "%out"});
  if (is_model) return ensure(std::move(header), std::move(then));
  header.argv.push_back("-fpch-codegen");
  recipe object{pch_object(b), compile, "pch object " + kind, priority, ""};
  append(object.argv, {"-c", pch(b).string(), "-o", "%out"});

  std::vector<recipe> objects;
  recipe archive{probe_runtime(b),
                 {w_.tools.archiver, "rcs", "%out"},
                 "probe runtime " + kind,
                 priority,
                 ""};
  for (const fs::path& source : files_below(w_.root / "grader/probe")) {
    if (source.extension() != ".cpp") continue;
    fs::path to = pch(b).replace_filename(source.stem().string() + ".o");
    recipe r{to, compile, "probe runtime " + kind, priority, ""};
    append(r.argv, {"-c", source.string(), "-o", "%out"});
    if (to != probe_main(b)) archive.argv.push_back(to.string());
    objects.push_back(std::move(r));
  }
  struct progress {
    int left = 2;
    bool told = false;
    ready then;
  };
  auto p = std::make_shared<progress>();
  p->then = std::move(then);
  auto part = [p](bool ok, const std::string& output) {
    if (p->told || (ok && --p->left != 0)) return;
    p->told = true;
    p->then(ok, output);
  };
  ensure(header, [this, object, part](bool ok, const std::string& output) {
    if (!ok) return part(false, output);
    ensure(object, part);
  });
  ensure_all(objects,
             [this, archive, part](bool ok, const std::string& output) {
               if (!ok) return part(false, output);
               ensure(archive, part);
             });
}

// --- layers ---

std::vector<std::string> artifacts::layer_sources(int layer) const {
  std::vector<std::string> sources;
  for (auto& [file, number] : w_.of->layers)
    if (number < layer && file.starts_with("src/")) sources.push_back(file);
  return sources;
}

fs::path artifacts::layer_archive(int layer, build_kind b) {
  if (layer_sources(layer).empty()) return {};
  digest d;
  d.add(w_.tools.identity);
  for (const std::string& f : w_.tools.flags(b)) d.add(f);
  for (const std::string& f : w_.place_flags()) d.add(f);
  for (auto& [file, number] : w_.of->layers)
    if (number < layer) d.add(file).add_file(w_.root / "runtime" / file);
  return w_.cache() / "layers" /
         fmt::format("below-{:02}-{}-{}", layer, name_of(b), d.hex()) /
         "libkioto.a";
}

void artifacts::ensure_layers(int layer, build_kind b, int priority,
                              ready then) {
  fs::path output = layer_archive(layer, b);
  if (output.empty()) return then(true, "");
  std::string label = fmt::format("layers below {} {}", layer, name_of(b));
  recipe archive{output,
                 {w_.tools.archiver, "rcs", "%out"},
                 label,
                 priority,
                 fmt::format("below-{:02}-{}-", layer, name_of(b))};
  std::vector<recipe> objects;
  for (const std::string& source : layer_sources(layer)) {
    std::string flat = source;
    std::replace(flat.begin(), flat.end(), '/', '-');
    recipe r{output.parent_path() / (flat + ".o"),
             {w_.tools.compiler},
             label,
             priority,
             ""};
    append(r.argv, w_.tools.flags(b));
    append(r.argv, w_.place_flags());
    append(r.argv, {"-I", (w_.root / "runtime/include").string(), "-c",
                    (w_.root / "runtime" / source).string(), "-o", "%out"});
    archive.argv.push_back(r.output.string());
    objects.push_back(std::move(r));
  }
  ensure_all(objects,
             [this, archive, then](bool ok, const std::string& output) {
               if (!ok) return then(false, output);
               ensure(archive, then);
             });
}

// --- judges ---

fs::path artifacts::judges(const chapter& c) {
  std::string& key = judge_keys_[c.id];
  if (key.empty()) {
    digest d;
    d.add(w_.tools.identity).add(own_identity());
    d.add_file(w_.root / "grader/include/grader/judge.hpp");
    for (const exercise& e : c.exercises)
      d.add(e.id).add(digest_tree(e.hidden_dir));
    key = d.hex();
  }
  return w_.cache() / "judges" / fmt::format("{}-{}", c.id, key) / "judges.so";
}

void artifacts::ensure_judges(const chapter& c, int priority, ready then) {
  fs::path output = judges(c);
  std::vector<std::string> compile = {w_.tools.compiler,
                                      "-std=c++23",
                                      "-O0",
                                      "-fPIC",
                                      "-Wall",
                                      "-Wextra",
                                      "-fno-color-diagnostics",
                                      "-I",
                                      (w_.root / "grader/include").string()};
  fs::path header = w_.root / "grader/include/grader/judge.hpp";
  digest d;
  d.add(w_.tools.identity).add(header.string()).add_file(header);
  d.add(modification_time(header));
  recipe pch{w_.cache() / "judges" / ("pch-" + d.hex()) / "judge.pch", compile,
             "judge pch", priority, "pch-"};
  append(pch.argv, {"-x", "c++-header", header.string(), "-o", "%out"});

  std::vector<recipe> objects;
  recipe link{output,
              {w_.tools.compiler, "-shared", "-fuse-ld=lld", "-o", "%out"},
              "judges " + c.id,
              priority,
              c.id + "-"};
  for (const exercise& e : c.exercises) {
    recipe r{output.parent_path() / (e.name + ".o"), compile, "judge " + e.id,
             priority, ""};
    append(r.argv, {"-include-pch", pch.output.string(), "-c",
                    (e.hidden_dir / "judge.cpp").string(), "-o", "%out"});
    link.argv.push_back(r.output.string());
    objects.push_back(std::move(r));
  }
  std::error_code ec;
  if (fs::exists(output, ec)) return then(true, "");
  ensure(pch, [this, objects, link, then](bool ok, const std::string& output) {
    if (!ok) return then(false, output);
    ensure_all(objects, [this, link, then](bool all, const std::string& text) {
      if (!all) return then(false, text);
      ensure(link, then);
    });
  });
}

}  // namespace grader
