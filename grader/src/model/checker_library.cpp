// SPDX-License-Identifier: MIT
#include "model/checker_library.hpp"

#include <algorithm>

#include "build/digest.hpp"
#include "course/error.hpp"

namespace grader {
namespace {

fs::path checker_folder(const workspace& w) {
  return w.root / "grader/checker";
}

std::vector<std::string> own_flags(const workspace& w) {
  return {"-std=c++23",
          "-O2",
          "-fno-omit-frame-pointer",
          "-fno-color-diagnostics",
          "-I",
          (checker_folder(w) / "include").string()};
}

std::vector<fs::path> sources(const workspace& w) {
  std::vector<fs::path> found;
  std::error_code ec;
  for (auto& e : fs::directory_iterator(checker_folder(w) / "src", ec))
    if (e.path().extension() == ".cpp") found.push_back(e.path());
  std::ranges::sort(found);
  return found;
}

}  // namespace

checker_library checker_library_of(const workspace& w) {
  if (sources(w).empty())
    throw environment_error("this course came without the checker",
                            "It is in grader/checker of a release.");
  digest d;
  d.add(w.tools.identity);
  for (const std::string& f : own_flags(w)) d.add(f);
  d.add(digest_tree(checker_folder(w) / "include"));
  d.add(digest_tree(checker_folder(w) / "src"));
  const fs::path folder = w.cache() / "checker" / ("library-" + d.hex());
  return {folder / "image_begin.o", folder / "image_end.o",
          folder / "libkioto_checker.a"};
}

void ensure_checker(artifacts& a, int priority, const artifacts::ready& then) {
  const workspace& w = a.where();
  const checker_library made = checker_library_of(w);
  artifacts::recipe archive{made.archive,
                            {w.tools.archiver, "rcs", "%out"},
                            "the checker",
                            priority,
                            "library-"};
  std::vector<artifacts::recipe> objects;
  for (const fs::path& source : sources(w)) {
    artifacts::recipe r{
        made.archive.parent_path() / (source.stem().string() + ".o"),
        {w.tools.compiler},
        "the checker",
        priority,
        ""};
    const std::vector<std::string> flags = own_flags(w);
    r.argv.insert(r.argv.end(), flags.begin(), flags.end());
    r.argv.insert(r.argv.end(), {"-c", source.string(), "-o", "%out"});
    if (r.output != made.begin && r.output != made.end)
      archive.argv.push_back(r.output.string());
    objects.push_back(std::move(r));
  }
  a.ensure_all(std::move(objects),
               [&a, archive, then](bool ok, const std::string& output) {
                 if (!ok) return then(false, output);
                 a.ensure(archive, then);
               });
}

std::vector<std::string> model_flags(const workspace& w) {
  std::vector<std::string> f = w.tools.flags(build_kind::model);
  // What a program of anybody's is warned of is not for us to say.
  std::erase_if(f, [](auto& word) { return word.starts_with("-W"); });
  for (const char* folder :
       {"runtime/include", "grader/include", "grader/checker/include"})
    f.insert(f.end(), {"-I", (w.root / folder).string()});
  return f;
}

std::vector<std::string> with_checker(const workspace& w,
                                      const std::vector<fs::path>& objects) {
  const checker_library checker = checker_library_of(w);
  std::vector<std::string> words = {checker.begin.string()};
  for (const fs::path& object : objects) words.push_back(object.string());
  // Its own main() and functions, all of them, behind the program's.
  words.insert(words.end(),
               {checker.end.string(), "-Wl,--whole-archive",
                checker.archive.string(), "-Wl,--no-whole-archive", "-ldl"});
  return words;
}

}  // namespace grader
