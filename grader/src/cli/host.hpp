// SPDX-License-Identifier: MIT
//
// How a verb gets onto the command line: it declares its options on `app`, and
// says what is to be done when it is the chosen one.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "cli/verbs.hpp"

namespace grader {

struct verb_host {
  using action = std::function<exit_status(session_context&)>;

  CLI::App& app;
  // Keeps the action until all is parsed; the last one counts.
  std::function<void(action)> choose;

  // `arguments` of the verb live as long as its action.
  CLI::App* add(const std::string& name, const std::string& what,
                const std::string& example, action f) const {
    CLI::App* v = app.add_subcommand(name, what);
    v->footer("Example: " + example);
    v->callback([choose = choose, f] { choose(f); });
    return v;
  }
};

// explain, solution, progress, run
void add_learner_verbs(const verb_host& host);
void add_explore(const verb_host& host);
void add_book(const verb_host& host);

}  // namespace grader
