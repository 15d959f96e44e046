// SPDX-License-Identifier: MIT
#include "author/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "author/arguments.hpp"
#include "author/mutant_run.hpp"
#include "author/prose.hpp"
#include "author/sync.hpp"
#include "author/verifier.hpp"
#include "build/digest.hpp"

namespace grader {
namespace {

// A right answer that needs more than this part of its limit may fail on a
// slower machine.
constexpr double least_slack = 4;

void take_findings(std::vector<std::string>& to,
                   const std::vector<finding>& findings) {
  for (const finding& f : findings)
    to.push_back(fmt::format("{}:{}: {}", f.file, f.line, f.message));
}

std::vector<std::uint64_t> full_seeds() {
  std::vector<std::uint64_t> seeds(verify_seeds.begin(), verify_seeds.end());
  std::mt19937_64 more(seeds.front());
  while (seeds.size() < seeds_in_full) seeds.push_back(more() & 0xffff);
  return seeds;
}

bool is_idle(const exercise_report& r, int number) {
  return std::none_of(r.wrong.begin(), r.wrong.end(), [&](auto& w) {
    auto at = w.passed.find(number);
    return at != w.passed.end() && !at->second;
  });
}

std::vector<std::string> idle_cases(const exercise_report& r) {
  std::vector<std::string> idle;
  for (const verified_case& c : r.cases)
    if (is_idle(r, c.number)) idle.push_back(c.title);
  return idle;
}

// --- one exercise, in full ---

class full_exercise {
 public:
  full_exercise(const workspace& w, const exercise& e, ast_cache& known,
                const progress_listener& say)
      : w_(w), e_(e), known_(known), say_(say) {}

  exercise_report run();

 private:
  bool mutants();  // false: nothing can be said of them
  void add_mutant(const mutant_fate& f, const std::string* argued);
  void idle();
  void limits();
  void find(std::string what) {
    report_.findings.push_back(fmt::format("{}: {}", e_.id, what));
  }

  const workspace& w_;
  const exercise& e_;
  ast_cache& known_;
  const progress_listener& say_;
  arguments argued_;
  exercise_report report_;
};

exercise_report full_exercise::run() {
  auto began = std::chrono::steady_clock::now();
  auto say = [&](const std::string& step) { say_(e_.id + ": " + step); };
  progress_listener listener = say;
  argued_ = load_arguments(w_.root, e_);
  verifier roles(w_, known_, listener);
  roles.gather(e_);
  roles.judge_all(full_seeds(), true);
  report_ = std::move(roles.take().front());
  // A broken answer has broken mutants.
  if (report_.findings.empty() && mutants()) idle();
  limits();
  report_.full = true;
  report_.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began)
          .count();
  return std::move(report_);
}

void full_exercise::add_mutant(const mutant_fate& f,
                               const std::string* argued) {
  wrong_code column;
  column.name = f.of.id;
  column.mutant = true;
  column.where = fmt::format("{}:{}", f.of.file, f.of.line);
  column.passed = f.passed;
  switch (f.how) {
    case mutant_fate::end::killed:
      column.state = "killed";
      column.build = name_of(f.build);
      column.by = f.by;
      break;
    case mutant_fate::end::survived:
      column.state = argued != nullptr ? "argued" : "survived";
      if (argued != nullptr) column.by = *argued;
      break;
    case mutant_fate::end::not_compiled:
      column.state = "not compiled";
      break;
  }
  report_.wrong.push_back(std::move(column));
}

bool full_exercise::mutants() {
  const mutant_set all(*w_.of, e_, &known_);
  mutant_result result = run_mutants(w_, e_, all, verify_seeds.front(), say_);
  report_.findings.insert(report_.findings.end(), result.findings.begin(),
                          result.findings.end());
  if (!result.findings.empty()) return false;
  for (const mutant_fate& f : result.fates) {
    auto a = std::ranges::find(argued_.mutants, f.of.id, &argument::of);
    add_mutant(f, a != argued_.mutants.end() ? &a->why : nullptr);
    if (f.how != mutant_fate::end::not_compiled) ++report_.checks;
  }
  for (const argument& a : argued_.mutants) {
    auto at = std::ranges::find(report_.wrong, a.of, &wrong_code::name);
    std::string what = at == report_.wrong.end()              ? "does not exist"
                       : at->state == "killed" && a.by_chance ? ""
                       : at->state == "killed"
                           ? fmt::format("is killed by `{}`", at->by)
                       : at->state == "argued" ? ""
                                               : "does not compile";
    if (!what.empty())
      report_.findings.push_back(fmt::format("{}:{}: stale: the mutant `{}` {}",
                                             argued_.file, a.line, a.of, what));
  }
  const int survived = report_.count("survived");
  const int judged = survived + report_.count("killed");
  const bool too_many = survived * 20 > judged;
  for (const wrong_code& m : report_.wrong) {
    if (!m.mutant || m.state != "survived") continue;
    std::string what = fmt::format("{}: no case fails the mutant `{}` ({})",
                                   e_.id, m.name, m.where);
    (too_many ? report_.findings : report_.notes).push_back(std::move(what));
  }
  if (too_many)
    find(fmt::format("{} of {} mutants survive, 5 % are the most", survived,
                     judged));
  return true;
}

void full_exercise::idle() {
  const std::vector<std::string> idle = idle_cases(report_);
  for (const std::string& title : idle)
    if (std::ranges::find(argued_.idle, title, &argument::of) ==
        argued_.idle.end())
      find(fmt::format("nothing wrong fails the case `{}`", title));
  for (const argument& a : argued_.idle)
    if (std::ranges::find(idle, a.of) == idle.end())
      report_.findings.push_back(
          fmt::format("{}:{}: stale: `{}` is no case that nothing fails",
                      argued_.file, a.line, a.of));
}

// The limit of a case is the answer's own time on this machine, times a factor:
// whether another right answer has room in it.
void full_exercise::limits() {
  for (const verified_case& c : report_.cases) {
    const double slowest = std::max(c.answer_ms, c.alternative_ms);
    if (slowest * least_slack <= c.limit_ms) continue;
    find(
        fmt::format("the case `{}`: {:.0f} ms of a right answer are too near "
                    "to its limit of {:.0f} ms",
                    c.title, slowest, c.limit_ms));
  }
}

void check_the_text(const workspace& w, verify_report& report, ast_cache& known,
                    const progress_listener& say) {
  say("stubs and layers");
  take_findings(report.findings, sync(*w.of, true, &known).findings);
  say("names in the prose");
  take_findings(report.findings, check_prose(*w.of));
}

void add(verify_report& to, exercise_report r) {
  to.findings.insert(to.findings.end(), r.findings.begin(), r.findings.end());
  to.notes.insert(to.notes.end(), r.notes.begin(), r.notes.end());
  to.checks += r.checks;
  to.exercises.push_back(std::move(r));
}

}  // namespace

int exercise_report::count(std::string_view state) const {
  return static_cast<int>(std::count_if(
      wrong.begin(), wrong.end(),
      [&](const wrong_code& w) { return w.mutant && w.state == state; }));
}

verify_report verify(const workspace& w, const std::vector<std::string>& only,
                     const progress_listener& say) {
  verify_report report;
  ast_cache known;
  check_the_text(w, report, known, say);
  say("wrong answers put together");
  verifier v(w, known, say);
  for (const exercise* e : chosen_exercises(*w.of, only)) v.gather(*e);
  v.judge_all(verify_seeds, false);
  for (exercise_report& r : v.take()) add(report, std::move(r));
  return report;
}

verify_report verify_full(
    const workspace& w, const std::vector<std::string>& only,
    const progress_listener& say,
    const std::function<void(const exercise_report&)>& ended) {
  verify_report report;
  ast_cache known;
  check_the_text(w, report, known, say);
  for (const exercise* e : chosen_exercises(*w.of, only)) {
    exercise_report r = full_exercise(w, *e, known, say).run();
    ended(r);
    add(report, std::move(r));
  }
  return report;
}

}  // namespace grader
