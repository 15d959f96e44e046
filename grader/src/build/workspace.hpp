// SPDX-License-Identifier: MIT
//
// Where things are on this machine, and the parts that every build shares: the
// precompiled header and the probe's runtime, one of each a build, made when
// first needed and named by the hash of all that went into them.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "build/jobs.hpp"
#include "build/toolchain.hpp"
#include "course/course.hpp"

namespace grader {

struct workspace {
  const course* of = nullptr;
  fs::path root;   // of the course
  fs::path state;  // .grader
  toolchain tools;

  fs::path cache() const { return state / "cache"; }
  fs::path work() const { return state / "work"; }
  // Options by which what a program says of a place names the file as seen from
  // the course: "kioto: runtime/src/async/await_chain.cpp:36: ...".
  std::vector<std::string> place_flags() const;
};

// Files that are made once. A file that exists is complete: commands write to a
// temporary name, which is renamed when they succeed.
class artifacts {
 public:
  // Whether it is there now, and what the command printed when it failed.
  using ready = std::function<void(bool ok, const std::string& output)>;

  artifacts(workspace w, job_pool& pool) : w_(std::move(w)), pool_(pool) {}

  const workspace& where() const { return w_; }

  struct recipe {
    fs::path output;
    std::vector<std::string> argv;  // "%out" stands for the output
    std::string label;
    int priority = 0;
    // Older versions of the same thing, removed when this one is made: every
    // entry beside the output's folder whose name begins so.
    std::string supersedes;
  };
  // Calls `then` when the file is there: at once when it is already.
  void ensure(recipe r, ready then);
  // Makes them in any order; `then` is called once, when all are there or the
  // first has failed.
  void ensure_all(std::vector<recipe> recipes, ready then);

  // The precompiled header, its object and the probe's runtime; for the model
  // the header alone.
  void ensure_foundation(build_kind b, int priority, ready then);
  // The reference's objects of the layers below `layer`.
  void ensure_layers(int layer, build_kind b, int priority, ready then);
  // The judges of a chapter, as a library.
  void ensure_judges(const chapter& c, int priority, ready then);

  fs::path pch(build_kind b);
  fs::path pch_object(build_kind b);
  fs::path probe_runtime(build_kind b);
  // The object with the probe's main(), which is not in the runtime's archive.
  fs::path probe_main(build_kind b);
  // Empty when no layer below has a source file.
  fs::path layer_archive(int layer, build_kind b);
  fs::path judges(const chapter& c);

 private:
  std::string foundation_key(build_kind b);
  std::vector<std::string> layer_sources(int layer) const;

  workspace w_;
  job_pool& pool_;
  std::map<fs::path, std::vector<ready>> waiting_;
  std::map<build_kind, std::string> foundation_keys_;
  std::map<std::string, std::string> judge_keys_;
};

// Changes whenever this program is built anew.
std::string own_identity();

// Content of every file below a folder, and their names.
std::string digest_tree(const fs::path& folder);

}  // namespace grader
