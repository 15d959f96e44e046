// SPDX-License-Identifier: MIT
//
// What clang says about a small file, in our words.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "../temporary.hpp"
#include "build/files.hpp"
#include "build/jobs.hpp"
#include "explain/compiler_words.hpp"
#include "report/diagnostics.hpp"

struct example {
  std::string source;
  std::string code;
  std::string words = "";  // a part of what must be said
};

inline std::optional<grader::compiler_words> words_of(
    const std::string& source) {
  using namespace grader;
  temporary_folder at;
  auto file = at.path() / "mine.cpp";
  write_file(file, source + "\n");
  job_result r = run_command(
      {"clang++-19", "-std=c++23", "-fsyntax-only", "-Wall", "-Wextra",
       "-fno-color-diagnostics", "-fno-caret-diagnostics", "-I",
       KIOTO_SOURCE_DIR "/runtime/include", file.string()});
  auto found = parse_diagnostics(r.output, {{file, "mine.cpp"}});
  if (found.empty()) return std::nullopt;
  INFO(r.output);
  return words_for(found[0].message, found[0].details, found[0].source);
}

inline void check(const std::vector<example>& all) {
  for (const example& e : all) {
    INFO(e.source);
    auto w = words_of(e.source);
    REQUIRE(w);
    INFO(w->words);
    CHECK(w->about->code == e.code);
    CHECK(w->words.find(e.words) != std::string::npos);
  }
}
