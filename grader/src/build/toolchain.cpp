// SPDX-License-Identifier: MIT
#include "build/toolchain.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "course/error.hpp"

namespace grader {
namespace {

// Size and time of a file stand for its content: 200 MB are not worth hashing.
std::string stamp(const std::string& file) {
  struct stat s{};
  if (::stat(file.c_str(), &s) != 0) return file + " absent";
  return fmt::format("{} {} {}.{}", file, s.st_size, s.st_mtim.tv_sec,
                     s.st_mtim.tv_nsec);
}

}  // namespace

std::string_view name_of(build_kind b) {
  switch (b) {
    case build_kind::plain:
      return "plain";
    case build_kind::asan:
      return "asan";
    case build_kind::tsan:
      return "tsan";
    case build_kind::model:
      return "model";
    case build_kind::perf:
      return "perf";
  }
  return "?";
}

std::string_view label_of(build_kind b) {
  return b == build_kind::asan ? "asan+ubsan" : name_of(b);
}

std::optional<build_kind> build_named(std::string_view name) {
  for (build_kind b : all_builds)
    if (name_of(b) == name) return b;
  return std::nullopt;
}

std::string find_program(std::string_view name) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/bin:/bin";
  while (!rest.empty()) {
    std::string_view dir = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), dir.size() + 1));
    if (dir.empty()) continue;
    std::string file = fmt::format("{}/{}", dir, name);
    struct stat s{};
    if (::stat(file.c_str(), &s) == 0 && S_ISREG(s.st_mode) &&
        ::access(file.c_str(), X_OK) == 0)
      return file;
  }
  return {};
}

toolchain find_toolchain() {
  toolchain t;
  for (std::string* tool : {&t.compiler, &t.archiver, &t.symbolizer}) {
    std::string file = find_program(*tool);
    if (file.empty())
      throw environment_error(
          *tool + " is not installed",
          "./kioto installs what is missing; `grader doctor` lists it.");
    t.identity += stamp(file) + "\n";
  }
  if (find_program("ld.lld-19").empty() && find_program("ld.lld").empty())
    throw environment_error(
        "the linker lld is not installed",
        "./kioto installs what is missing; `grader doctor` lists it.");
  t.identity += stamp("/usr/lib/x86_64-linux-gnu/libstdc++.so.6") + "\n";
  t.identity += stamp("/usr/include/c++") + "\n";
  return t;
}

std::vector<std::string> toolchain::flags(build_kind b) const {
  std::vector<std::string> f = {
      "-std=c++23",
      b == build_kind::perf    ? "-O2"
      : b == build_kind::model ? "-O1"
                               : "-O0",
      // The checker tells columns, too.
      b == build_kind::model ? "-g" : "-g1",
      "-pthread",
      "-Wall",
      "-Wextra",
      "-Wno-unused-parameter",
      "-Wno-unused-private-field",
      "-fno-color-diagnostics",
      "-fno-caret-diagnostics",
      "-ferror-limit=20",
  };
  if (b == build_kind::asan)
    f.insert(f.end(), {"-fsanitize=address,undefined",
                       "-fno-sanitize=null,alignment,vptr,object-size,function",
                       "-fno-sanitize-recover=all"});
  if (b == build_kind::tsan) f.push_back("-fsanitize=thread");
  // With no uses of an address to look at, clang takes each object for one that
  // other threads may see (grader/checker/CMakeLists.txt).
  if (b == build_kind::model)
    f.insert(f.end(), {"-fno-omit-frame-pointer", "-fsanitize=thread", "-mllvm",
                       "-capture-tracking-max-uses-to-explore=0"});
  if (b == build_kind::perf) f.push_back("-DPROBE_MEASURED");
  return f;
}

std::vector<std::string> toolchain::link_flags(build_kind b) const {
  std::vector<std::string> f = {"-fuse-ld=lld", "-pthread"};
  if (b == build_kind::asan) f.push_back("-fsanitize=address,undefined");
  if (b == build_kind::tsan) f.push_back("-fsanitize=thread");
  return f;
}

std::vector<std::string> runtime_environment(build_kind b) {
  std::string symbolizer =
      "external_symbolizer_path=" + find_program("llvm-symbolizer-19");
  std::vector<std::string> env = {"LANG=C.UTF-8", "PATH=/usr/bin:/bin",
                                  "HOME=/tmp", "TMPDIR=/tmp"};
  if (b == build_kind::asan) {
    env.push_back(
        "ASAN_OPTIONS=exitcode=66:detect_leaks=1:leak_check_at_exit=0:"
        "detect_stack_use_after_return=1:abort_on_error=0:color=never:"
        "allocator_may_return_null=0:" +
        symbolizer);
    env.push_back("LSAN_OPTIONS=exitcode=0:print_suppressions=0");
    env.push_back("UBSAN_OPTIONS=print_stacktrace=1:color=never:exitcode=66:" +
                  symbolizer);
  }
  if (b == build_kind::tsan)
    env.push_back(
        "TSAN_OPTIONS=halt_on_error=1:exitcode=66:atexit_sleep_ms=0:"
        "color=never:report_signal_unsafe=0:" +
        symbolizer);
  return env;
}

}  // namespace grader
