// SPDX-License-Identifier: MIT
//
// The course as its manifests describe it: chapters, exercises, layers.
// Plain data, read once; docs/chapter-toml.md documents every key.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

namespace fs = std::filesystem;

// One rung below an exercise's answer: a region of a file that the learner
// writes as a whole (private members), named by `// #region name`.
struct region {
  std::string file;  // "include/kioto/rt/thread_parker.hpp"
  std::string name;  // "state"
};

struct exercise {
  std::string chapter;  // "ch01"
  std::string name;     // "poll"
  std::string id;       // "ch01.poll"
  std::string kind;     // "core", "challenge", "trap"
  std::string title;    // one line, no full stop
  std::string task;     // what to build: a few sentences, shown by `next`
  int minutes = 0;
  int points = 0;
  std::vector<std::string> files;  // the learner's, "include/..." or "src/..."
  std::vector<std::string>
      look_at;                     // files worth reading, from the course root
  std::vector<std::string> holes;  // "kioto::poll::map", "kioto::f(int) const"
  std::vector<region> regions;
  std::vector<std::string>
      free;  // "private layout": what the learner may change
  std::vector<std::string> hints;  // three
  bool asan = false;               // A
  bool tsan = false;               // T
  bool model = false;              // M
  bool perf = false;               // P
  // A splice file (see author/splice.hpp) whose bodies stand in the stub
  // instead of KIOTO_TODO: a program that compiles and is wrong. Empty: none.
  fs::path starts_with;

  fs::path stub_dir;      // exercises/ch01-futures/poll
  fs::path answer_dir;    // runtime, or solutions/ch00-warm-up/hello
  fs::path hidden_dir;    // chapters/ch01-futures/hidden/poll
  fs::path solution_dir;  // solutions/ch01-futures
  int line = 0;           // of its table in chapter.toml
};

struct chapter {
  std::string id;       // "ch01"
  int number = 0;       // 1
  std::string slug;     // "ch01-futures"
  std::string title;    // "Futures"
  std::string summary;  // "nothing happens until somebody polls"
  fs::path dir;         // chapters/ch01-futures
  std::vector<std::string>
      introduces;                   // runtime files, "kioto/..." or "src/..."
  std::vector<exercise> exercises;  // in the order in which they are taught
};

struct course {
  fs::path root;
  std::vector<chapter> chapters;  // by number
  // The layer of every runtime file: the chapter that introduces it, or the
  // number that chapters/support.toml gives it.
  // Keys: "include/kioto/..." and "src/...", relative to runtime/.
  std::map<std::string, int> layers;

  const chapter* find_chapter(std::string_view id) const;
  const exercise* find_exercise(std::string_view id) const;
};

// Reads every manifest. Throws course_error (file, line, what is wrong and what
// would be right) for the first thing that is broken.
course load_course(const fs::path& root);

// The course that `from` lies in: the closest folder upwards with chapters/ and
// a kioto launcher. Throws usage_error when there is none.
fs::path find_course_root(const fs::path& from);

// Ids close to a mistyped one, best first, at most three.
std::vector<std::string> did_you_mean(const course& c, std::string_view id);

}  // namespace grader
