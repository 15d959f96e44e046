// SPDX-License-Identifier: MIT
#include "cli/debugger.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "build/jobs.hpp"
#include "cli/verbs.hpp"
#include "course/error.hpp"
#include "model/model_answer.hpp"
#include "report/story_text.hpp"

namespace grader {
namespace {

constexpr const char* debuggers[] = {"gdb", "lldb-19", "lldb"};

using words = std::vector<std::string>;

std::string joined(const words& all) {
  std::string text;
  for (const std::string& word : all) text += ' ' + quoted(word);
  return text;
}

std::string line_of(const debugged_program& p) {
  return fmt::format("{}:{}", p.line->file, p.line->line);
}

words gdb(const std::string& debugger, const debugged_program& p) {
  words c = {debugger, "-q"};
  const auto say = [&](std::string command) {
    c.insert(c.end(), {"-ex", std::move(command)});
  };
  // A name that is in no file yet is no question to the learner.
  say("set breakpoint pending on");
  if (!p.built_in.empty())
    say(fmt::format("set substitute-path {} {}", p.built_in.string(),
                    p.shown_in.string()));
  say("set exec-wrapper env -i" + joined(p.environment));
  say("set args" + joined(p.arguments) + (p.is_modelled ? " > /dev/null" : ""));
  if (p.is_modelled) say("handle SIGVTALRM nostop noprint pass");
  for (const std::string& f : p.functions) say("break " + f);
  if (p.line) say("break " + line_of(p));
  say("run");
  c.push_back(p.file.string());
  return c;
}

words lldb(const std::string& debugger, const debugged_program& p) {
  words c = {debugger};
  const auto say = [&](std::string command) {
    c.insert(c.end(), {"-o", std::move(command)});
  };
  if (!p.built_in.empty())
    say(fmt::format("settings set target.source-map {} {}",
                    quoted(p.built_in.string()), quoted(p.shown_in.string())));
  say("settings set target.inherit-env false");
  say("settings set target.env-vars" + joined(p.environment));
  for (const std::string& f : p.functions)
    say("breakpoint set --name " + quoted(f));
  if (p.line)
    say(fmt::format("breakpoint set --file {} --line {}", quoted(p.line->file),
                    p.line->line));
  if (p.is_modelled)
    say("process handle SIGVTALRM --stop false --notify false --pass true");
  say(p.is_modelled ? "process launch --stdout /dev/null" : "process launch");
  c.insert(c.end(), {"--", p.file.string()});
  c.insert(c.end(), p.arguments.begin(), p.arguments.end());
  return c;
}

// The keyboard is the debugger's: Ctrl-C stops the program in it, not us.
class keyboard_given_away {
 public:
  keyboard_given_away()
      : interrupt_(std::signal(SIGINT, SIG_IGN)),
        quit_(std::signal(SIGQUIT, SIG_IGN)) {}
  keyboard_given_away(const keyboard_given_away&) = delete;
  keyboard_given_away& operator=(const keyboard_given_away&) = delete;
  ~keyboard_given_away() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGQUIT, quit_);
  }

 private:
  void (*interrupt_)(int);
  void (*quit_)(int);
};

constexpr int cannot_start = 127;

}  // namespace

debugged_program scenario_under_debugger(const fs::path& program,
                                         const std::string& scenario,
                                         const std::string& schedule) {
  debugged_program p;
  p.file = program;
  p.arguments = {"--scenario", scenario};
  add_schedule(p.arguments, schedule);
  p.environment = runtime_environment(build_kind::model);
  // Its begin, and where the checker has found what is wrong.
  p.functions = {"checker_scenario_" + scenario, "checker::execution::fail"};
  p.is_modelled = true;
  return p;
}

std::string find_debugger() {
  for (const char* name : debuggers)
    if (std::string file = find_program(name); !file.empty()) return file;
  throw environment_error("neither gdb nor lldb is installed",
                          "Install one of them: apt-get install gdb");
}

std::vector<std::string> debugger_command(const std::string& debugger,
                                          const debugged_program& p) {
  const std::string name = fs::path(debugger).filename();
  return name == "gdb" ? gdb(debugger, p) : lldb(debugger, p);
}

std::string debugger_text(const std::string& debugger,
                          const debugged_program& p) {
  std::string stops = p.functions.front();
  if (p.line) stops += " and at " + line_of(p);
  return indented(
      fmt::format("debug: {}, outside of the sandbox and its limits. It stops "
                  "in {}; `continue` goes on, `quit` leaves.",
                  fs::path(debugger).filename().string(), stops),
      2);
}

void run_debugger(const std::string& debugger, const debugged_program& p) {
  words command = debugger_command(debugger, p);
  std::vector<char*> argv;
  for (std::string& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  const keyboard_given_away given;
  const pid_t child = ::fork();
  if (child < 0) throw environment_error("cannot start a process");
  if (child == 0) {
    // The job pool ignores the first, and exec would hand that on.
    for (int signal : {SIGPIPE, SIGINT, SIGQUIT, SIGTERM})
      std::signal(signal, SIG_DFL);
    ::execv(argv[0], argv.data());
    ::_exit(cannot_start);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
    if (interrupted()) ::kill(child, SIGTERM);
  if (interrupted()) throw error(exit_status::interrupted, "interrupted");
  if (WIFEXITED(status) && WEXITSTATUS(status) == cannot_start)
    throw environment_error(fmt::format("cannot start {}", debugger));
}

}  // namespace grader
