// SPDX-License-Identifier: MIT
#include <memory>

#include "cli/host.hpp"

namespace grader {

void add_learner_verbs(const verb_host& host) {
  auto explain = std::make_shared<explain_arguments>();
  CLI::App* v =
      host.add("explain", "what the last failure means, in words",
               "grader explain ch01.poll; grader explain data-race",
               [explain](auto& s) { return run_explain(s, *explain); });
  v->add_option("what", explain->what,
                "chNN.name (default: the next), or a word of a verdict");
  v->add_option("--case", explain->case_number, "the case's number")
      ->check(CLI::Range(1, 999));

  auto solution = std::make_shared<solution_arguments>();
  v = host.add("solution", "the answer, once yours has passed",
               "grader solution ch01.poll --diff",
               [solution](auto& s) { return run_solution(s, *solution); });
  v->add_option("id", solution->id, "chNN.name")->required();
  v->add_flag("--spoil", solution->spoil, "show it before a pass, too");
  v->add_flag("--diff", solution->diff, "what differs from your files");

  host.add("progress", "how far you are, and where you were", "grader progress",
           [](auto& s) { return run_progress(s); });

  auto run = std::make_shared<run_arguments>();
  v = host.add("run", "your own code in a program, outside of the judge",
               "grader run ch01.block_on 3",
               [run](auto& s) { return run_program(s, *run); });
  v->add_option("id", run->id, "chNN.name")->required();
  // What follows is the program's, options too.
  v->fallthrough(false);
  v->prefix_command();
  v->callback([choose = host.choose, run, v] {
    run->arguments = v->remaining();
    choose([run](auto& s) { return run_program(s, *run); });
  });
}

}  // namespace grader
