// SPDX-License-Identifier: MIT
//
// Judges one build of one exercise: the body of a forked process, so that a
// judge that crashes takes nothing with it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "build/toolchain.hpp"
#include "report/locate.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {

// A part of the probe, built with the learner's files.
struct probe_program {
  std::filesystem::path file;    // empty: another judge runs it
  std::set<std::string> probes;  // that it holds
  // Builds the reference's program for this build (or finds it built); empty
  // when that fails. Called only when a case takes long.
  std::function<std::filesystem::path()> reference;
};

struct judge_options {
  std::string exercise;                 // "ch01.poll"
  std::filesystem::path library;        // the chapter's judges
  std::vector<probe_program> programs;  // all parts of the probe
  std::filesystem::path root;           // of the course
  build_kind build = build_kind::plain;
  isolation level = isolation::isolated;
  std::string symbolizer;
  std::uint64_t seed = 0;
  std::string only;  // a case's number or a part of its title; empty: all
  std::vector<shown_file> files;  // the learner's
  // Gets the request that a failure came of, or else the last one; empty: none
  // is kept.
  std::filesystem::path request = {};
  // Of a program that holds mutants: which one runs. Nothing follows its first
  // case that hangs.
  int mutant = 0;
};

// What a case may take, for what the reference took. On a loaded machine the
// least of it may be needed to start a process.
constexpr double limit_from_reference(double reference_ms) {
  constexpr double factor = 20, least_ms = 2000;
  return std::max(least_ms, factor * reference_ms);
}

// Writes "cases: N P", how many the exercise has in all builds and how many of
// them are performance cases, and behind them the numbers of those that fit
// this build. Runs each of these whose program is here, and writes its verdict
// as a line of JSON to `output` when it is known. Returns an exit code: 0 when
// all ran.
int run_judge(const judge_options& o, int output);

// Catch2's own command line, for the grader's unit tests: its runner is a part
// of this program, and there cannot be two.
int run_catch(int argc, char** argv);

}  // namespace grader
