// SPDX-License-Identifier: MIT
//
// The compiler, its flags, and the builds of an exercise.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

// A way of building and running an exercise.
// model: with the checker, which runs it in every interleaving that matters.
// perf is what performance cases are measured in: optimized, no sanitizer.
enum class build_kind { plain, asan, tsan, model, perf };

inline constexpr std::array all_builds{build_kind::plain, build_kind::asan,
                                       build_kind::tsan, build_kind::model,
                                       build_kind::perf};

// "plain", "asan", "tsan", "model", "perf"
std::string_view name_of(build_kind b);
// For readers: "plain", "asan+ubsan", "tsan", "model", "perf".
std::string_view label_of(build_kind b);
std::optional<build_kind> build_named(std::string_view name);

struct toolchain {
  std::string compiler = "clang++-19";
  std::string archiver = "llvm-ar-19";
  std::string symbolizer = "llvm-symbolizer-19";
  // Changes whenever the compiler or a library that it links changes.
  std::string identity;

  // Language and warnings for the learner's files, without include paths.
  std::vector<std::string> flags(build_kind b) const;
  std::vector<std::string> link_flags(build_kind b) const;
};

// Finds the tools and their identity without running them. Throws
// environment_error with what to install.
toolchain find_toolchain();

// The file that a command name means on PATH; empty when there is none.
std::string find_program(std::string_view name);

// Environment of a program run in a build: what the sanitizers are told.
std::vector<std::string> runtime_environment(build_kind b);

}  // namespace grader
