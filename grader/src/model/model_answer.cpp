// SPDX-License-Identifier: MIT
#include "model/model_answer.hpp"

#include <fmt/format.h>

#include <cstring>

namespace grader {
namespace {

constexpr std::string_view weak_prefix = "weak:";

std::string name_of_signal(int number) {
  const char* name = ::sigabbrev_np(number);
  return name != nullptr ? fmt::format("SIG{}", name)
                         : fmt::format("signal {}", number);
}

}  // namespace

std::string broken_off(const model_run& run, double most_seconds) {
  switch (run.how) {
    case model_ending::timed_out:
      return fmt::format(
          "it was stopped after {:.0f} s, because one execution does not "
          "end: a loop, perhaps, that reads nothing which another thread "
          "could change",
          most_seconds);
    case model_ending::too_much_output:
      return "it was stopped: it printed more than 16 MiB";
    case model_ending::killed:
      return fmt::format("the program was killed by {}",
                         name_of_signal(run.status));
    case model_ending::exited:
      break;
  }
  if (run.status == 0) return {};
  return fmt::format("the program ended with exit status {} and no answer",
                     run.status);
}

std::expected<exploration, std::string> answer_of(const model_run& run,
                                                  const std::string& scenario,
                                                  double most_seconds) {
  if (std::string problem = broken_off(run, most_seconds); !problem.empty())
    return std::unexpected(std::move(problem));
  // What it printed before the checker began may stand above.
  std::string_view said = run.said;
  while (said.ends_with('\n')) said.remove_suffix(1);
  said.remove_prefix(said.rfind('\n') + 1);
  if (said.empty())
    return std::unexpected(
        "the program ended before the checker had an answer: something has "
        "called _exit(), perhaps");
  const auto wrong = [](std::string_view what) {
    return std::unexpected(fmt::format(
        "what the program answered cannot be understood: {}", what));
  };
  auto found = read_exploration(said);
  if (!found) return wrong(found.error());
  if (found->scenario != scenario) return wrong("it is about something else");
  if (found->executions == 0) return wrong("nothing was explored");
  return *std::move(found);
}

std::string schedule_text(const model_failure& f) {
  return (f.weak_memory ? std::string(weak_prefix) : "") + f.schedule;
}

void add_schedule(std::vector<std::string>& arguments, std::string_view text) {
  const bool is_weak = text.starts_with(weak_prefix);
  if (is_weak) text.remove_prefix(weak_prefix.size());
  arguments.insert(arguments.end(), {"--schedule", std::string(text)});
  if (!is_weak) arguments.emplace_back("--no-weak");
}

}  // namespace grader
