// SPDX-License-Identifier: MIT
//
// Any program with scenarios, through all its interleavings: compiles it,
// explores each scenario in a process of its own, and says what came out.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "build/files.hpp"
#include "cli/debugger.hpp"
#include "cli/host.hpp"
#include "model/model_answer.hpp"
#include "model/model_process.hpp"
#include "model/model_program.hpp"
#include "model/sarif.hpp"
#include "report/story_text.hpp"
#include "run/sanitizer_report.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

constexpr std::size_t errors_shown = 3;
constexpr std::size_t most_scenarios = 500;
constexpr std::size_t longest_name = 100;
constexpr double seconds_to_list = 5;
constexpr std::uintmax_t largest_file = 1u << 20;

// --- the files ---

void check_file(const fs::path& file, const std::string& typed) {
  std::error_code ec;
  const auto refuse = [&](std::string_view what) {
    throw usage_error(fmt::format("{} {}", typed, what));
  };
  const fs::file_status status = fs::status(file, ec);
  if (!fs::exists(status)) refuse("is missing");
  if (!fs::is_regular_file(status)) refuse("is not a file");
  if (fs::file_size(file, ec) > largest_file) refuse("is larger than 1 MiB");
  const std::optional<std::string> text = try_read_file(file);
  if (!text) return refuse("cannot be read");
  if (text->find('\0') != std::string::npos)
    throw error(
        exit_status::does_not_build,
        fmt::format("{} holds a NUL byte: it is not a source file", typed));
}

std::vector<fs::path> files_of(const explore_arguments& a) {
  std::vector<fs::path> files;
  for (const std::string& typed : a.files) {
    files.push_back(fs::absolute(typed).lexically_normal());
    check_file(files.back(), typed);
  }
  return files;
}

exit_status tell_errors(session_context& s, const model_errors& e) {
  const auto shown = std::min(e.diagnostics.size(), errors_shown);
  for (std::size_t i = 0; i < shown; ++i)
    s.out.print(diagnostic_text(e.diagnostics[i], s.out));
  if (e.diagnostics.size() > shown)
    s.out.print(fmt::format("  and {} more: mend the first one first\n",
                            e.diagnostics.size() - shown));
  if (!e.text.empty()) s.out.print(indented(printable(e.text), 2));
  const bool has_main =
      std::ranges::any_of(e.diagnostics, [](const diagnostic& d) {
        return d.message.find("duplicate symbol: main") != std::string::npos;
      });
  if (has_main)
    s.out.print(
        indented("main() is the checker's: write void scenario() in "
                 "place of yours",
                 2));
  s.out.print("does not build\n");
  return exit_status::does_not_build;
}

// --- one scenario ---

struct explorer {
  const explore_arguments& a;
  const model_program& program;
  isolation level;
  const toolchain& tools;
  fs::path checker;  // folder of its sources
  source_lines& sources;

  double most_seconds() const { return std::ceil(a.budget * 1.25) + 4; }

  std::string command() const {
    std::string text = "grader explore";
    for (const std::string& file : a.files) text += " " + quoted(file);
    return text;
  }

  std::vector<std::string> arguments(const std::string& scenario) const {
    std::vector<std::string> words = {"--scenario", scenario, "--seconds",
                                      fmt::format("{}", a.budget)};
    const auto add = [&](const char* option, const std::string& value) {
      words.insert(words.end(), {option, value});
    };
    if (a.threads != 0) add("--threads", std::to_string(a.threads));
    if (a.bound >= 0) add("--deviations", std::to_string(a.bound));
    if (a.seed) add("--seed", std::to_string(*a.seed));
    if (a.schedule.empty()) return words;
    add_schedule(words, a.schedule);
    return words;
  }

  void tell_failure(scenario_report& r, const exploration& x,
                    const model_failure& f) const {
    r.schedule = schedule_text(f);
    const symbol_table symbols = symbols_of(x);
    r.told = tell(scene(f, symbols, sources));
  }

  symbol_table symbols_of(const exploration& x) const {
    return {symbolize(tools.symbolizer, program.file, addresses_in(x)),
            checker};
  }

  scenario_report explore(const std::string& scenario) const {
    const model_run run =
        run_model(program.file, arguments(scenario), level, most_seconds());
    scenario_report r;
    r.scenario = scenario;
    r.command = command();
    r.output = run.output;
    r.output_bytes = run.output_bytes;
    if (run.how == model_ending::exited) refuse(run, scenario);
    if (auto found = answer_of(run, scenario, most_seconds())) {
      const std::optional<model_failure>& failure = found->failure;
      if (failure) tell_failure(r, *found, *failure);
      r.found = *std::move(found);
    } else {
      r.problem = found.error();
    }
    return r;
  }

  void refuse(const model_run& run, const std::string& scenario) const {
    if (run.status == too_many_threads && a.threads != 0)
      throw usage_error(
          fmt::format("{} has {}, and --threads allows {}", scenario,
                      run.output.substr(0, run.output.find('\n')), a.threads));
    if (a.schedule.empty()) return;
    if (run.status == bad_arguments)
      throw usage_error(fmt::format("--schedule {}: that is not a schedule",
                                    cut(a.schedule, 40)),
                        "A schedule is in the line `replay:` of a report.");
    if (run.status == has_diverged)
      throw usage_error(
          fmt::format("{} does not go as the schedule says: it is of another "
                      "program, or of this one before a change",
                      scenario));
  }
};

// --- all of them ---

std::vector<std::string> scenarios_in(const model_run& run) {
  const std::string problem =
      run.how == model_ending::timed_out
          ? fmt::format("it did not come to main() within {:.0f} s",
                        seconds_to_list)
          : broken_off(run, seconds_to_list);
  if (!problem.empty())
    throw error(exit_status::check_failed,
                "before any scenario began: " + problem,
                "Look at what static objects do.");
  std::vector<std::string> names;
  std::string_view rest = run.said;
  while (!rest.empty() && names.size() < most_scenarios) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const bool is_name =
        !line.empty() && line.size() <= longest_name &&
        std::ranges::all_of(line, [](char c) {
          return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
        });
    if (is_name) names.emplace_back(line);
  }
  return names;
}

std::vector<std::string> wanted_scenarios(const explorer& e) {
  std::vector<std::string> names = scenarios_in(
      run_model(e.program.file, {"--list"}, e.level, seconds_to_list));
  if (names.empty())
    throw usage_error(
        fmt::format("there is no scenario in {}", fmt::join(e.a.files, ", ")),
        "Write void scenario() { ... }, or, after #include "
        "<checker/scenario.hpp>, CHECKER_SCENARIO(name) { ... }.");
  if (e.a.scenario.empty()) return names;
  if (std::ranges::find(names, e.a.scenario) == names.end())
    throw usage_error(fmt::format("there is no scenario `{}`", e.a.scenario),
                      fmt::format("There are: {}.", fmt::join(names, ", ")));
  return {e.a.scenario};
}

exit_status status_of(const std::vector<scenario_report>& all) {
  return std::ranges::all_of(all, &scenario_report::is_fine)
             ? exit_status::pass
             : exit_status::check_failed;
}

void print_document(session_context& s, const explorer& e,
                    const std::vector<scenario_report>& all) {
  nlohmann::json document;
  if (s.out.kind() == format::sarif) {
    document = to_sarif(all, e.sources, "0.1.0");
  } else {
    document = {{"schema", 1},
                {"exit_status", static_cast<int>(status_of(all))},
                {"isolation", name_of(e.level)},
                {"scenarios", nlohmann::json::array()}};
    for (const scenario_report& r : all) {
      if (!r.told || !r.found || !r.found->failure) {
        document["scenarios"].push_back(to_json(r, nullptr));
        continue;
      }
      const symbol_table symbols = e.symbols_of(*r.found);
      const scene at(*r.found->failure, symbols, e.sources);
      document["scenarios"].push_back(to_json(r, &at));
    }
  }
  s.out.print(
      document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) +
      "\n");
}

exit_status explore_all(session_context& s, const explorer& e,
                        const std::string& not_isolated) {
  const bool is_document =
      s.out.kind() == format::json || s.out.kind() == format::sarif;
  std::vector<scenario_report> all;
  for (const std::string& name : wanted_scenarios(e)) {
    s.out.progress("  exploring " + name);
    all.push_back(e.explore(name));
    if (!is_document) s.out.print(text_of(all.back(), s.out) + "\n");
  }
  if (is_document) print_document(s, e, all);
  if (!is_document && e.level != isolation::isolated)
    s.out.print(indented(
        fmt::format("note: no sandbox on this machine ({}): the code runs "
                    "unsafe-local, as yours. `grader doctor` says more.",
                    not_isolated),
        2));
  return status_of(all);
}

}  // namespace

exit_status run_explore(session_context& s, const explore_arguments& a) {
  if (a.debug && a.schedule.empty())
    throw usage_error("--debug: which execution? Name it by --schedule",
                      "A schedule is in the line `replay:` of a report.");
  const std::string debugger = a.debug ? find_debugger() : "";
  if (!a.schedule.empty() && a.scenario.empty())
    throw usage_error("--schedule: of which scenario? Name it by --scenario");
  const std::vector<fs::path> files = files_of(a);
  const fs::path from = fs::current_path();
  std::optional<state_lock> lock(s.where.state);
  const auto program =
      build_model(s.where, files, s.where.work() / "explore", from, s.out);
  if (!program) return tell_errors(s, program.error());
  std::string not_isolated;
  const isolation level = find_isolation(&not_isolated);
  source_lines sources(program->sources, from);
  const explorer e{
      a,      *program, level, s.where.tools, s.where.root / "grader/checker",
      sources};
  const exit_status status = explore_all(s, e, not_isolated);
  if (!a.debug) return status;
  const debugged_program p =
      scenario_under_debugger(program->file, a.scenario, a.schedule);
  lock.reset();  // the learner may take long
  s.out.print(debugger_text(debugger, p));
  run_debugger(debugger, p);
  return status;
}

void add_explore(const verb_host& host) {
  struct typed {
    explore_arguments a;
    std::string seed;
  };
  auto t = std::make_shared<typed>();
  CLI::App* v = host.add(
      "explore", "all interleavings of a program with a scenario()",
      "grader explore park_test.cpp --scenario lost_wakeup", [t](auto& s) {
        t->a.seed = parse_seed(t->seed);
        return run_explore(s, t->a);
      });
  v->add_option("file", t->a.files, "source files; they need no main()")
      ->required();
  v->add_option("--scenario", t->a.scenario, "one of them (default: all)");
  v->add_option("--budget", t->a.budget, "seconds a scenario (default: 3)")
      ->check(CLI::Range(0.01, 86'400.0));
  v->add_option("--bound", t->a.bound,
                "deviations of which all are tried first (default: 2)")
      ->check(CLI::Range(0, 100));
  v->add_option("--threads", t->a.threads,
                "refuse a scenario with more threads than this")
      ->check(CLI::Range(1, 12));
  v->add_option("--seed", t->seed, "of what is drawn by chance (hexadecimal)");
  v->add_option("--schedule", t->a.schedule,
                "this execution again, of one scenario");
  v->add_flag("--debug", t->a.debug,
              "then in gdb (or lldb), outside of the sandbox");
}

}  // namespace grader
