// SPDX-License-Identifier: MIT
#include "check/verdict_cache.hpp"

#include <exception>

#include "build/digest.hpp"
#include "build/files.hpp"

namespace grader {
namespace {

fs::path file_of(const workspace& w, const std::string& label) {
  return w.cache() / "verdicts" / (label + ".json");
}

}  // namespace

std::string verdict_key(const workspace& w, const submission& s,
                        bool sanitizers) {
  const chapter& c = *w.of->find_chapter(s.of->chapter);
  digest d;
  d.add(own_identity()).add(w.tools.identity).add(s.digest());
  d.add(sanitizers ? "all" : "quick");
  d.add_file(c.dir / "chapter.toml");
  d.add(digest_tree(s.of->hidden_dir))
      .add(digest_tree(c.dir / "hidden/include"));
  d.add(digest_tree(w.root / "grader/include"));
  d.add(digest_tree(w.root / "grader/probe"));
  if (s.of->model) d.add(digest_tree(w.root / "grader/checker"));
  for (auto& [file, layer] : w.of->layers)
    if (layer <= c.number) d.add(file).add_file(w.root / "runtime" / file);
  return d.hex();
}

std::optional<exercise_verdict> find_verdict(const workspace& w,
                                             const std::string& label,
                                             const std::string& key) {
  auto text = try_read_file(file_of(w, label));
  if (!text || !text->starts_with(key + "\n")) return std::nullopt;
  try {
    exercise_verdict v =
        exercise_from_json(std::string_view(*text).substr(key.size() + 1));
    v.cached = true;
    return v;
  } catch (const std::exception&) {
    return std::nullopt;  // of another release, or broken: check again
  }
}

void store_verdict(const workspace& w, const std::string& label,
                   const std::string& key, const exercise_verdict& v) {
  write_file(file_of(w, label), key + "\n" + to_json(v) + "\n");
}

}  // namespace grader
