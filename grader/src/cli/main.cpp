// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>

#include "build/jobs.hpp"
#include "cli/host.hpp"
#include "cli/verbs.hpp"
#include "course/suggest.hpp"
#include "report/command_name.hpp"

namespace grader {
namespace {

struct global_options {
  std::string format = "human";
};

format format_named(const std::string& name) {
  if (name == "plain") return format::plain;
  if (name == "json") return format::json;
  if (name == "junit") return format::junit;
  if (name == "sarif") return format::sarif;
  return format::human;
}

fs::path course_root() {
  const char* given = std::getenv("KIOTO_ROOT");
  return find_course_root(given != nullptr && *given != '\0'
                              ? fs::path(given)
                              : fs::current_path());
}

// Loads the course and goes to its root, so that every path that a compiler
// prints or debug information holds is relative to it.
session_context open_course(const global_options& g) {
  fs::path root = course_root();
  session_context s{load_course(root), {}, console(format_named(g.format))};
  s.where = {nullptr, root, root / ".grader", find_toolchain()};
  return s;
}

exit_status with_course(const global_options& g,
                        const std::function<exit_status(session_context&)>& f) {
  session_context s = open_course(g);
  s.where.of = &s.of;
  return f(s);
}

void say(std::string_view text) {
  for (const std::string& line : wrap(as_typed(text), 80))
    fmt::print(stderr, "{}\n", line);
}

int report(const error& e) {
  std::fflush(stdout);
  if (e.status() == exit_status::interrupted)
    fmt::print(stderr, "\ninterrupted: nothing is left running\n");
  else
    say(std::string("grader: ") + e.what());
  if (!e.next().empty()) say(e.next());
  return static_cast<int>(e.status());
}

// Declares a verb; what it does is decided by `f` once all is parsed.
CLI::App* verb(CLI::App& app, const char* name, const char* what,
               const char* example) {
  CLI::App* v = app.add_subcommand(name, what);
  v->footer(fmt::format("Example: {}", as_typed(example)));
  return v;
}

[[noreturn]] void throw_usage(const CLI::App& app, const CLI::ParseError& e,
                              const std::string& typed) {
  std::vector<std::string> verbs;
  for (const CLI::App* v : app.get_subcommands(nullptr))
    verbs.push_back(v->get_name());
  bool known = std::find(verbs.begin(), verbs.end(), typed) != verbs.end();
  if (known || typed.empty() || typed.starts_with('-'))
    throw usage_error(e.what(), "`grader --help` shows what there is.");
  std::vector<std::string> near = closest(typed, verbs);
  throw usage_error(fmt::format("there is no verb `{}`", typed),
                    near.empty() ? "`grader --help` shows all of them."
                                 : "Did you mean " + near.front() + "?");
}

int run(int argc, char** argv) {
  CLI::App app("Judges the exercises of Kioto.", "grader");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", "grader 0.1.0");
  app.footer(
      "Exit status: 0 passed, 1 a check failed, 2 the code does not build,\n"
      "3 usage, 4 environment, 5 fault of the grader, 130 interrupted.");
  global_options g;
  app.add_option("--format", g.format, "human, plain, json, junit or sarif")
      ->check(CLI::IsMember({"human", "plain", "json", "junit", "sarif"}));
  std::function<exit_status()> chosen;
  std::string id, seed;

  check_arguments check_args;
  CLI::App* check = verb(app, "check", "judge exercises or chapters",
                         "grader check ch01 ch02.map");
  check->add_option("id", check_args.ids,
                    "chNN or chNN.name (default: the next)");
  check->add_option("--from", check_args.from,
                    "take the files from this folder");
  check->add_flag("--mine", check_args.mine,
                  "on your files of all exercises before it, too");
  check->add_option("--only", check_args.only,
                    "one case: number or part of its title");
  check->add_option("--seed", seed,
                    "draw the inputs from this seed (hexadecimal)");
  check->add_flag(
      "--quick", check_args.quick,
      "without the sanitizers, the interleavings and the performance cases");
  check->add_flag("--timings", check_args.timings, "say what took how long");
  check->add_option("-o,--output", check_args.output,
                    "write the report to this file, JSON unless --format says "
                    "otherwise");
  check->callback([&] {
    chosen = [&] {
      check_args.seed = parse_seed(seed);
      return with_course(g, [&](auto& s) { return run_check(s, check_args); });
    };
  });

  replay_arguments replay_args;
  CLI::App* replay = verb(app, "replay", "run the last failure again, exactly",
                          "grader replay ch01.poll --case 3 --seed 9f3a");
  replay->add_option("id", replay_args.id, "chNN.name (default: the next)");
  replay->add_option("--case", replay_args.case_number, "the case's number")
      ->check(CLI::Range(1, 999));
  replay->add_option("--seed", seed, "its seed (hexadecimal)");
  replay->add_option("--build", replay_args.build,
                     "plain, asan, tsan, model or perf");
  replay->add_option("--schedule", replay_args.schedule,
                     "the execution of a model case");
  replay->add_flag("--debug", replay_args.debug,
                   "then in gdb (or lldb), outside of the sandbox");
  replay->callback([&] {
    chosen = [&] {
      replay_args.seed = parse_seed(seed);
      return with_course(g,
                         [&](auto& s) { return run_replay(s, replay_args); });
    };
  });

  auto simple = [&](const char* name, const char* what, const char* example,
                    std::function<exit_status(session_context&)> f) {
    CLI::App* v = verb(app, name, what, example);
    v->callback(
        [&chosen, &g, f] { chosen = [&g, f] { return with_course(g, f); }; });
    return v;
  };
  simple("list", "all exercises and where you are", "grader list",
         [](auto& s) { return run_list(s); });
  simple("next", "the exercise to do now", "grader next ch02",
         [&](auto& s) { return run_next(s, id); })
      ->add_option("id", id,
                   "chNN.name, or chNN for its next one (default: of all)");
  simple("hint", "the next of three hints", "grader hint ch01.poll",
         [&](auto& s) { return run_hint(s, id); })
      ->add_option("id", id, "chNN.name (default: the next)");
  simple("reset", "start again from the stub; your files are backed up",
         "grader reset ch01.poll", [&](auto& s) { return run_reset(s, id); })
      ->add_option("id", id, "chNN.name")
      ->required();
  simple("diff", "what you changed since the stub", "grader diff ch01.poll",
         [&](auto& s) { return run_diff(s, id); })
      ->add_option("id", id, "chNN.name (default: the next)");
  CLI::App* doctor =
      verb(app, "doctor", "is this machine fit?", "grader doctor");
  doctor->callback([&] {
    chosen = [&] {
      std::string root;
      try {
        root = course_root().string();
      } catch (const error&) {
        // The doctor says that there is no course.
      }
      console out(format_named(g.format));
      return run_doctor(root, out);
    };
  });

  const verb_host host{app, [&](verb_host::action f) {
                         chosen = [&g, f = std::move(f)] {
                           return with_course(g, f);
                         };
                       }};
  add_learner_verbs(host);
  add_explore(host);
  add_book(host);

  CLI::App* author = app.add_subcommand("author", "for authors of exercises");
  author->require_subcommand(1);
  CLI::App* fresh =
      verb(*author, "new", "the skeleton of an exercise, to be filled in",
           "grader author new ch02.map");
  fresh->add_option("id", id, "chNN.name")->required();
  fresh->callback([&] {
    chosen = [&] {
      return with_course(g, [&](auto& s) { return run_new(s, id); });
    };
  });
  bool check_only = false;
  CLI::App* sync = verb(*author, "sync", "cut the stubs from the answers",
                        "grader author sync --check");
  sync->add_flag("--check", check_only, "write nothing: fail when one differs");
  sync->callback([&] {
    chosen = [&] {
      return with_course(g, [&](auto& s) { return run_sync(s, check_only); });
    };
  });
  verify_arguments verify_args;
  bool ci = false;
  CLI::App* verify =
      verb(*author, "verify", "lint the course: is every verdict true?",
           "grader author verify --ci ch01");
  verify->add_option("id", verify_args.ids, "chNN or chNN.name (default: all)");
  CLI::Option* as_ci = verify->add_flag(
      "--ci", ci, "three seeds, each wrong answer (what it does anyway)");
  CLI::Option* in_full = verify->add_flag(
      "--full", verify_args.full,
      "20 seeds, mutants of the answers, docs/verify-report.md");
  as_ci->excludes(in_full);
  verify
      ->add_option("--soak", verify_args.soak,
                   "judge all of it so many times: are the verdicts always "
                   "the same?")
      ->excludes(as_ci)
      ->excludes(in_full)
      ->check(CLI::PositiveNumber);
  verify->add_flag("--verbose", verify_args.verbose, "print each run");
  verify->callback([&] {
    chosen = [&] {
      return with_course(g,
                         [&](auto& s) { return run_verify(s, verify_args); });
    };
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    throw_usage(app, e, argc > 1 ? argv[1] : "");
  }
  if (g.format == "junit" && !check->parsed())
    throw usage_error("--format junit: only `check` has it");
  if (g.format == "sarif" && !app.got_subcommand("explore"))
    throw usage_error("--format sarif: only `explore` has it");
  return static_cast<int>(chosen());
}

}  // namespace
}  // namespace grader

int main(int argc, char** argv) {
  try {
    grader::watch_interrupts();
    return grader::run(argc, argv);
  } catch (const grader::error& e) {
    return grader::report(e);
  } catch (const std::exception& e) {
    return grader::report(grader::grader_fault(e.what()));
  }
}
