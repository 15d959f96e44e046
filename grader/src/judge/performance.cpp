// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <grader/judge.hpp>

#include "judge/case_state.hpp"
#include "judge/contest.hpp"
#include "judge/story_parts.hpp"

namespace judge {

using grader::case_state;
using grader::contest_result;
using grader::current_case;
using grader::outcome;

namespace {

// CPU time before the first batch that needs no explanation.
constexpr double setup_factor = 10, setup_allowed_ms = 20;

// Three digits are all that such a measurement has.
std::string three_digits(double v) {
  if (v >= 99.95) return fmt::format("{:.0f}", v);
  return fmt::format("{:.{}f}", v, v >= 9.995 ? 1 : 2);
}

std::string duration(double ns) {
  if (ns < 1e3) return three_digits(ns) + " ns";
  if (ns < 1e6) return three_digits(ns / 1e3) + " us";
  return three_digits(ns / 1e6) + " ms";
}

std::string times(double ratio) { return three_digits(ratio) + "x"; }

}  // namespace

struct performance::state {
  std::string probe, operation = "an operation", blamed;
  std::vector<input> inputs, other_inputs;
  std::string here = "your code", there = "the reference";
  bool itself = false;
  perf_model model, other_model;
  std::string model_because;

  contest_result measure(double limit) const;
  void look_at_failure(const contest_result& r) const;
  void look_at_sleeps(const contest_result& r) const;
  void look_at_setup(const contest_result& r) const;
  std::string figures(const contest_result& r) const;

  [[noreturn]] void fail(std::string step, std::string saw,
                         std::string expected, std::string because) const {
    case_state& c = current_case();
    if (!c.decided) c.decide(outcome::fail, "");
    grader::case_verdict& v = c.verdict;
    v.story.push_back({std::move(step), std::move(saw), false});
    v.expected = std::move(expected);
    v.because = std::move(because);
    if (!v.where && !blamed.empty())
      v.where = grader::locate(blamed, c.options->files);
    grader::fail_case();
  }
  [[noreturn]] void fault(std::string what) const {
    current_case().decide(outcome::fault,
                          "fault of the grader: " + std::move(what));
    grader::fail_case();
  }
};

performance& performance::name_operation(std::string name) {
  state_->operation = std::move(name);
  return *this;
}

performance& performance::blame(std::string symbol) {
  state_->blamed = std::move(symbol);
  return *this;
}

performance& performance::expect(perf_model model, std::string because) {
  state_->model = std::move(model);
  state_->model_because = std::move(because);
  return *this;
}

performance& performance::against_itself(std::string here, std::string there,
                                         std::vector<input> inputs,
                                         perf_model model) {
  state_->here = std::move(here);
  state_->there = std::move(there);
  state_->other_inputs = std::move(inputs);
  state_->other_model = std::move(model);
  state_->itself = true;
  return *this;
}

performance perf(std::string_view name, std::vector<input> inputs) {
  auto s = std::make_shared<performance::state>();
  s->probe = name;
  s->inputs = std::move(inputs);
  ++current_case().stories_open;
  return performance(std::move(s));
}

contest_result performance::state::measure(double limit) const {
  case_state& c = current_case();
  const grader::judge_options& o = *c.options;
  if (!model) fault("a performance case needs expect(model, because)");
  const grader::probe_program& program = c.programs->holding(probe);
  c.program = &program;
  std::filesystem::path reference = program.file;
  if (!itself) reference = program.reference ? program.reference() : "";
  if (reference.empty()) fault("the reference does not build");
  auto began = std::chrono::steady_clock::now();
  auto contestant = [](const std::filesystem::path& program,
                       const std::vector<input>& in, const perf_model& m) {
    return grader::contestant{program, grader::to_probe(in),
                              [&m](std::int64_t count, std::int64_t start) {
                                return m({count, start});
                              }};
  };
  contest_result r = grader::hold_contest(
      {.probe = probe,
       .here = contestant(program.file, inputs, model),
       .there = contestant(reference, itself ? other_inputs : inputs,
                           other_model ? other_model : model),
       .level = o.level,
       .limit = limit,
       .seed = c.chance(),
       .budget_ms = c.measuring_left_ms});
  std::chrono::duration<double, std::milli> took =
      std::chrono::steady_clock::now() - began;
  c.verdict.ms += took.count();
  c.measuring_left_ms -= r.spent_ms;
  return r;
}

// One of the two ended early, or answered something else.
void performance::state::look_at_failure(const contest_result& r) const {
  if (!r.failed) return;
  const contest_result::failure& f = *r.failed;
  const std::string& who = f.here ? here : there;
  std::string step = fmt::format("{}, batches of {}", operation, r.count);
  if (itself) step += ", " + who;
  if (f.ended) {
    if (!f.here && !itself) {
      grader::explain_ending(*f.ended, current_case());
      fault("the reference: " + current_case().verdict.headline);
    }
    grader::explain_ending(*f.ended, current_case());
    bool known = f.ended->how == grader::ending::not_written;
    fail(std::move(step), "", known ? "" : "an answer to each batch",
         known ? "" : "all that was asked for is done");
  }
  std::string answers = fmt::format("answered {}", f.answer);
  std::string wanted = fmt::format("answered {}", f.wanted);
  if (!f.here && !itself)
    fault(fmt::format("the reference {}, the model {}", answers, wanted));
  fail(step + fmt::format(", from {}", f.start), answers, wanted,
       model_because);
}

void performance::state::look_at_sleeps(const contest_result& r) const {
  if (!r.here_waits()) return;
  auto words = [](double sleeps) {
    // The wait for the batch is one.
    return sleeps < 1.5 ? "not once" : fmt::format("{:.0f} times", sleeps - 1);
  };
  fail(fmt::format("{}, batches of {}", operation, r.count),
       fmt::format("{} waits {} in a batch, {} {}", here, words(r.here_sleeps),
                   there, words(r.there_sleeps)),
       "work without a wait",
       "a core that waits for you does nothing, and only work is measured");
}

void performance::state::look_at_setup(const contest_result& r) const {
  double allowed = setup_factor * r.there_setup_ms + setup_allowed_ms;
  if (itself || r.here_setup_ms <= allowed) return;
  fail("set up, before the first batch",
       fmt::format("{} works {}, {} {}", here, duration(r.here_setup_ms * 1e6),
                   there, duration(r.there_setup_ms * 1e6)),
       fmt::format("at most {}", duration(allowed * 1e6)),
       "the work belongs to the operations, not before them");
}

std::string performance::state::figures(const contest_result& r) const {
  return fmt::format("{} {}, {} {}: {} ({} to {})", here, duration(r.here_ns),
                     there, duration(r.there_ns), times(r.ratio.middle),
                     times(r.ratio.low), times(r.ratio.high));
}

void performance::at_most(double limit, std::string because) {
  const state& s = *state_;
  contest_result r = s.measure(limit);
  s.look_at_failure(r);
  s.look_at_sleeps(r);
  s.look_at_setup(r);
  grader::case_verdict& v = current_case().verdict;
  if (!r.clear)
    v.notes.push_back(
        fmt::format("the machine was too busy to be more exact: the middle "
                    "decides, of {} rounds",
                    r.rounds));
  if (r.ratio.middle > limit)
    s.fail(fmt::format("{}, {} batches of {}, in turns", s.operation, r.rounds,
                       r.count),
           s.figures(r),
           fmt::format("at most {}{}", fmt::format("{}x", limit),
                       s.itself ? "" : " the reference's CPU time"),
           std::move(because));
  v.headline = fmt::format("{}: {}, at most {}", s.operation, s.figures(r),
                           fmt::format("{}x", limit));
  --current_case().stories_open;
}

}  // namespace judge
