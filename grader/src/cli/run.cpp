// SPDX-License-Identifier: MIT
//
// The learner's files in a program that they can play with: no judge, no
// sandbox, no limits. The program is chapters/CH/run/NAME.cpp, or the main()
// among the exercise's own files.
#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <thread>

#include "build/digest.hpp"
#include "build/files.hpp"
#include "build/submission.hpp"
#include "check/verdict_cache.hpp"
#include "cli/become.hpp"
#include "cli/verbs.hpp"
#include "report/diagnostics.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

constexpr std::size_t errors_shown = 3;

bool has_main(const submission& sub) {
  static const std::regex main_function(R"(\bint\s+main\s*\()");
  return std::any_of(sub.files.begin(), sub.files.end(), [](auto& f) {
    return f.first.ends_with(".cpp") &&
           std::regex_search(without_comments(f.second), main_function);
  });
}

// What is built together with the learner's files; empty: they are all.
fs::path demo_of(const session_context& s, const submission& sub) {
  if (has_main(sub)) return {};
  const exercise& e = *sub.of;
  fs::path folder = s.of.find_chapter(e.chapter)->dir / "run";
  fs::path demo = folder / (e.name + ".cpp");
  if (fs::exists(demo)) return demo;
  throw usage_error(fmt::format("{} has no program to run", e.id),
                    fmt::format("You can write one: a main() in {}.",
                                demo.lexically_relative(s.of.root).string()));
}

exit_status tell_errors(session_context& s, const submission& sub,
                        const job_result& r, std::vector<shown_file> files) {
  throw_if_disk_full(r.output);
  std::vector<diagnostic> errors = parse_diagnostics(r.output, files);
  std::erase_if(errors, [](auto& d) { return d.severity != "error"; });
  if (errors.empty()) errors = parse_link_errors(r.output, files);
  for (std::size_t i = 0; i < std::min(errors.size(), errors_shown); ++i)
    s.out.print(diagnostic_text(errors[i], s.out));
  if (errors.empty())
    s.out.print(indented(r.timed_out ? "the compiler did not end"
                                     : "the compiler failed: " + r.output,
                         2));
  s.out.print(fmt::format("{} does not build\n", sub.of->id));
  return exit_status::does_not_build;
}

// The program, built if need be. Nothing when it does not build: that is told.
std::optional<fs::path> build(session_context& s, const submission& sub,
                              const fs::path& demo) {
  staged at = stage(s.where, sub);
  fs::path program = at.folder / "program" / sub.of->name;
  fs::path built_from = at.folder / "program" / "built-from";
  digest d;
  d.add(verdict_key(s.where, sub, true));
  if (!demo.empty()) d.add_file(demo);
  if (try_read_file(built_from) == d.hex() && fs::exists(program))
    return program;
  make_folder(program.parent_path());
  std::error_code ec;
  fs::remove(built_from, ec);
  s.out.progress(fmt::format("  building {}", sub.of->id));

  job_pool pool(
      static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
  artifacts made(s.where, pool);
  job_result result;
  std::string fault;
  auto ready = [&](auto then) {
    return [&fault, then](bool ok, const std::string& output) {
      if (ok)
        then();
      else
        fault = output;
    };
  };
  auto compile = [&] {
    job j;
    j.label = "program";
    j.argv = program_command(made, sub, at, build_kind::plain, demo, program);
    j.then = [&](const job_result& r) { result = r; };
    pool.submit(std::move(j));
  };
  int layer = s.of.find_chapter(sub.of->chapter)->number;
  made.ensure_foundation(build_kind::plain, 0, ready([&] {
                           made.ensure_layers(layer, build_kind::plain, 0,
                                              ready(compile));
                         }));
  pool.run();
  if (!fault.empty()) {
    throw_if_disk_full(fault);
    throw grader_fault("what all programs share does not build: " + fault);
  }
  if (!result.ok()) {
    std::vector<shown_file> files = at.files;
    if (!demo.empty())
      files.push_back({demo, demo.lexically_relative(s.of.root).string()});
    tell_errors(s, sub, result, std::move(files));
    return std::nullopt;
  }
  write_file(built_from, d.hex());
  return program;
}

}  // namespace

exit_status run_program(session_context& s, const run_arguments& a) {
  const exercise& e = exercise_or_next(s, a.id);
  std::optional<fs::path> program;
  {
    state_lock lock(s.where.state);
    submission sub = take_files(s.of, e, e.stub_dir, e.id);
    if (sub.problem) throw usage_error(sub.problem->what, sub.problem->next);
    program = build(s, sub, demo_of(s, sub));
  }
  if (!program) return exit_status::does_not_build;
  s.out.print("");
  become(*program, a.arguments);
}

}  // namespace grader
