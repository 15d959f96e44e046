// SPDX-License-Identifier: MIT
//
// The files of one exercise as they were at one moment: the learner's, the
// reference's, or a wrong answer's. They are copied to a folder of the
// grader's before anything reads them, so that what is hashed, compiled and
// judged is the same text, whatever an editor does meanwhile.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "build/probe_parts.hpp"
#include "build/workspace.hpp"
#include "report/locate.hpp"

namespace grader {

// The cases that the compiler judges, as a part.
inline constexpr std::string_view compiler_part = "the compiler";

// What keeps a file from being compiled, for the learner.
struct file_problem {
  std::string what;  // "poll.hpp is missing"
  std::string next;  // "grader reset ch01.poll brings the stub back"
};

struct submission {
  const exercise* of = nullptr;
  std::string label;  // names its work folder: the exercise's id, as a rule
  std::map<std::string, std::string> files;  // "include/..." -> text
  std::map<std::string, std::string> shown;  // "include/..." -> as shown
  std::optional<file_problem> problem;       // then `files` is not complete
  // Of other exercises: laid under `files` and over the reference, and shown
  // under the same map.
  std::map<std::string, std::string> beneath;
  // The part of the probe that is built and judged, or compiler_part; empty:
  // all of them.
  std::string only_part;

  bool has_holes() const;  // a KIOTO_TODO is left
  std::string digest() const;
};

// Takes the exercise's files from `folder`. Never throws for what a learner can
// do to a file: that becomes the problem.
submission take_files(const course& c, const exercise& e,
                      const fs::path& folder, std::string label);

// The folder below `from` that holds the exercise's files: `from` itself,
// from/NAME, from/SLUG/NAME or from/exercises/SLUG/NAME.
std::optional<fs::path> find_files(const course& c, const exercise& e,
                                   const fs::path& from);

// The copy: work()/label/tree/include/..., and what it is shown as.
struct staged {
  fs::path folder;   // work()/label
  fs::path tree;     // .../tree
  fs::path beneath;  // .../beneath
  std::vector<shown_file> files;
};
staged stage(const workspace& w, const submission& s);

// --- commands ---

// Options that every compilation of the exercise has: flags, the overlay, the
// reference below it, the grader's and the chapter's headers.
std::vector<std::string> compile_options(artifacts& a, const submission& s,
                                         const staged& at, build_kind b);
// Parses the learner's files, and nothing else.
std::vector<std::string> syntax_command(artifacts& a, const submission& s,
                                        const staged& at);
// Compiles `unit` (empty: nothing) with the learner's files, and links both to
// `output`.
std::vector<std::string> program_command(artifacts& a, const submission& s,
                                         const staged& at, build_kind b,
                                         const fs::path& unit,
                                         const fs::path& output);
// What every program with the submission needs beside its unit: the learner's
// sources, and those of the reference that may include a header of theirs.
std::vector<fs::path> shared_sources(const workspace& w, const submission& s,
                                     const staged& at);
// Compiles one source to `output`, an object.
std::vector<std::string> object_command(artifacts& a, const submission& s,
                                        const staged& at, build_kind b,
                                        const fs::path& source,
                                        const fs::path& output);
// Links the objects of a part of the probe, and of the shared sources, to
// `output`.
std::vector<std::string> link_command(artifacts& a, const submission& s,
                                      build_kind b,
                                      const std::vector<fs::path>& objects,
                                      const fs::path& output);
// Compiles and links a part of the exercise's probe in one go.
std::vector<std::string> build_command(artifacts& a, const submission& s,
                                       const staged& at, build_kind b,
                                       const probe_part& part,
                                       const fs::path& output);

}  // namespace grader
