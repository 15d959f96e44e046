// SPDX-License-Identifier: MIT
#include "judge/case_state.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <sstream>

#include "build/files.hpp"
#include "build/jobs.hpp"
#include "judge/story_parts.hpp"
#include "run/assertion.hpp"
#include "run/packets.hpp"
#include "run/sanitizer_report.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A path of the debug information as the learner knows it.
std::string shown_path(const std::string& file, const judge_options& o) {
  for (const shown_file& f : o.files)
    if (file == f.path || file == f.shown || (o.root / f.shown) == file)
      return f.shown;
  std::string root = o.root.string() + "/";
  return file.starts_with(root) ? file.substr(root.size()) : file;
}

bool is_learners(const std::string& shown, const judge_options& o) {
  return std::any_of(o.files.begin(), o.files.end(),
                     [&](auto& f) { return f.shown == shown; });
}

// The learner's frames of a stack, innermost first.
std::vector<place> learner_frames(const std::vector<stack_frame>& frames,
                                  const judge_options& o) {
  std::vector<place> mine;
  for (const stack_frame& f : frames) {
    std::string shown = shown_path(f.file, o);
    if (is_learners(shown, o))
      mine.push_back({plain_function_name(f.function), shown, f.line});
  }
  return mine;
}

std::vector<stack_frame> symbolize(const std::vector<std::int64_t>& offsets,
                                   const std::filesystem::path& program,
                                   const judge_options& o) {
  if (offsets.empty()) return {};
  std::vector<std::string> command = {o.symbolizer, "--no-inlines",
                                      "--obj=" + program.string()};
  bool innermost = true;
  for (std::int64_t at : offsets) {
    // A return address is one past its call.
    command.push_back(fmt::format("0x{:x}", innermost ? at : at - 1));
    innermost = false;
  }
  job_result r = run_command(std::move(command));
  std::vector<stack_frame> frames;
  std::istringstream lines(r.output);
  std::string function, at, empty;
  while (std::getline(lines, function) && std::getline(lines, at)) {
    std::getline(lines, empty);
    stack_frame f{function, at, 0};
    // file:line:column
    for (int i = 0; i < 2; ++i) {
      std::size_t colon = f.file.rfind(':');
      if (colon == std::string::npos) break;
      f.line = std::atoi(f.file.c_str() + colon + 1);
      f.file.erase(colon);
    }
    frames.push_back(std::move(f));
  }
  return frames;
}

std::string signal_sentence(const record& r) {
  if (r.stack_overflow)
    return "it crashed: the stack is full, a recursion does not end";
  switch (r.status) {
    case SIGSEGV:
      return "it crashed: a pointer points nowhere (SIGSEGV)";
    case SIGBUS:
      return "it crashed: a pointer points nowhere (SIGBUS)";
    case SIGFPE:
      return "it crashed: an integer is divided by zero (SIGFPE)";
    case SIGILL:
      return "it crashed: an instruction is not valid (SIGILL): did a function "
             "come to its end without its return?";
    case SIGABRT: {
      const std::string rule = assertion_of(r.output);
      return "it stopped itself with abort()" +
             (rule.empty() ? "" : ": " + rule);
    }
    case SIGKILL:
      return "it was killed (SIGKILL)";
    case SIGXCPU:
      return "it used too much CPU time";
    case SIGXFSZ:
      return "it wrote too large a file";
    default:
      return fmt::format("it was ended by signal {}", r.status);
  }
}

std::string mebibytes(std::size_t bytes) {
  return fmt::format("{} MiB", bytes >> 20);
}

std::string headline_of(const record& r, const judge_options& o) {
  switch (r.how) {
    case ending::not_written:
      return fmt::format("not written yet: {} ({})",
                         plain_function_name(r.todo_function), r.text);
    case ending::threw:
      return fmt::format("an exception came out: {}", printable(r.text));
    case ending::crashed:
      return signal_sentence(r);
    case ending::sanitizer:
      return fmt::format("{}: {}", label_of(o.build),
                         parse_sanitizer_report(r.text).sentence);
    case ending::hung:
      return fmt::format("it did not end within {:.1f} s", r.limit_ms / 1000);
    case ending::deadlocked:
      return "it waits for ever: every thread sleeps, and nobody is left to "
             "wake one";
    case ending::too_much_output:
      return "it was stopped: it printed more than 16 MiB";
    case ending::too_much_memory:
      return fmt::format("it was stopped: it took more than {} of memory",
                         mebibytes(limits_for(o.build).memory_bytes));
    case ending::too_many_processes:
      return "it was stopped: it started process after process";
    case ending::no_start:
      if (r.limit_ms != 0)
        return fmt::format(
            "the program did not come to the case within {:.1f} s: does a "
            "static object wait?",
            r.limit_ms / 1000);
      if (WIFSIGNALED(r.status))
        return fmt::format(
            "the program crashed before the case began (signal {}): what does "
            "a static object do?",
            WTERMSIG(r.status));
      return fmt::format(
          "the program ended before the case began, with exit status {}: does "
          "a static object end it?",
          WEXITSTATUS(r.status));
    case ending::exited:
      return fmt::format(
          "the program ended in the middle of the case, with exit status {}",
          r.status);
    case ending::fault:
      return "fault of the grader: " + r.text;
    case ending::complete:
      break;
  }
  return {};
}

}  // namespace

case_state& current_case() {
  static case_state state;
  return state;
}

std::uint64_t case_seed(std::uint64_t check_seed, std::string_view exercise,
                        std::string_view title) {
  // FNV-1a: the same on every machine and in every release.
  std::uint64_t h = 0xcbf29ce484222325u ^ check_seed;
  for (std::string_view part : {exercise, title})
    for (char c : part) {
      h ^= static_cast<unsigned char>(c);
      h *= 0x100000001b3u;
    }
  return h;
}

void case_state::begin(int number, std::string title, bool fresh) {
  verdict = {};
  verdict.number = number;
  verdict.title = std::move(title);
  verdict.build = options->build;
  verdict.seed = options->seed;
  program = nullptr;
  elsewhere = false;
  fresh_process = fresh;
  stories_open = 0;
  decided = false;
  hung = false;
  chance.seed(case_seed(options->seed, options->exercise, verdict.title));
}

void case_state::decide(outcome o, std::string headline) {
  verdict.result = o;
  verdict.headline = std::move(headline);
  decided = true;
}

record case_state::run(const std::string& probe,
                       const std::vector<probe_input>& inputs) {
  const probe_program& its = programs->holding(probe);
  if (program != nullptr && program != &its) {
    decide(outcome::fault,
           "fault of the grader: the probes of this case stand in two parts");
    fail_case();
  }
  if (its.file.empty()) {
    elsewhere = true;
    fail_case();
  }
  program = &its;
  if (!options->request.empty() && !decided)
    write_file(options->request, run_request(probe, inputs));
  return programs->run(probe, inputs, fresh_process);
}

bool case_state::is_told_here() const {
  if (elsewhere) return false;
  return program != nullptr || !options->programs.front().file.empty();
}

void take_output(const record& r, case_state& c) {
  c.verdict.output = r.output;
  c.verdict.output_bytes = r.output_bytes;
}

std::optional<place> remembered_place(const record& r, const case_state& c) {
  // Of a case that hangs or crashes it is where that was.
  if (r.how != ending::complete) return std::nullopt;
  const judge_options& o = *c.options;
  auto mine = learner_frames(symbolize(r.frames, c.program->file, o), o);
  if (mine.empty()) return std::nullopt;
  return mine.front();
}

void explain_ending(const record& r, case_state& c) {
  const judge_options& o = *c.options;
  outcome result = r.how == ending::not_written ? outcome::not_written
                   : r.how == ending::fault     ? outcome::fault
                                                : outcome::fail;
  c.decide(result, headline_of(r, o));
  c.hung = r.how == ending::hung;
  case_verdict& v = c.verdict;
  take_output(r, c);
  if (r.how == ending::not_written) {
    v.where = place{plain_function_name(r.todo_function),
                    shown_path(r.todo_file, o), r.todo_line};
    return;
  }
  std::vector<place> mine;
  if (r.how == ending::sanitizer) {
    sanitizer_finding f = parse_sanitizer_report(r.text);
    mine = learner_frames(f.frames, o);
    for (auto& other : f.others)
      for (const place& p : learner_frames(other.frames, o)) {
        v.notes.push_back(fmt::format("{}: {} ({}:{})", printable(other.title),
                                      p.function, p.file, p.line));
        break;
      }
  } else {
    mine = learner_frames(symbolize(r.frames, c.program->file, o), o);
  }
  if (!mine.empty()) v.where = mine.front();
  // A recursion's frames are all alike, and a lambda may have two of its line.
  mine.erase(std::unique(mine.begin(), mine.end(),
                         [](const place& a, const place& b) {
                           return a.file == b.file && a.line == b.line;
                         }),
             mine.end());
  for (std::size_t i = 1; i < mine.size() && i < 4; ++i)
    v.notes.insert(v.notes.begin() + static_cast<std::ptrdiff_t>(i) - 1,
                   fmt::format("called from {} ({}:{})", mine[i].function,
                               mine[i].file, mine[i].line));
}

}  // namespace grader
