// SPDX-License-Identifier: MIT
#include "author/verifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "judge/host.hpp"

namespace grader {

exercise_report& verifier::report_of(const exercise& e) {
  auto at = std::ranges::find(reports_, e.id, &exercise_report::id);
  if (at != reports_.end()) return *at;
  exercise_report& fresh = reports_.emplace_back();
  fresh.id = e.id;
  fresh.title = e.title;
  return fresh;
}

void verifier::find(const candidate& c, std::string_view what) {
  report_of(*c.of).findings.push_back(
      fmt::format("{} {}: {}", c.of->id, c.name, what));
}

void verifier::gather(const exercise& e) {
  exercise_report& report = report_of(e);
  auto told_of = [&](std::string f) {
    report.findings.push_back(std::move(f));
  };
  for (candidate& c : gather_candidates(w_, e, known_, told_of))
    candidates_.push_back(std::move(c));
}

std::vector<const candidate*> verifier::having(role r,
                                               std::string_view in) const {
  std::vector<const candidate*> some;
  for (const candidate& c : candidates_)
    if (c.as == r && (in.empty() || c.mistake.in == in)) some.push_back(&c);
  return some;
}

void verifier::judge_all(std::span<const std::uint64_t> seeds,
                         bool everywhere) {
  check_options o;
  o.use_cache = false;
  o.seed = seeds.front();
  judge("stubs", having(role::stub), o);
  std::vector<const candidate*> right = having(role::answer);
  for (const candidate* c : having(role::alternative)) right.push_back(c);
  for (std::uint64_t seed : seeds) {
    o.seed = seed;
    judge(fmt::format("answers and alternatives, seed {:x}", seed), right, o);
    // A seed changes nothing for the compiler, nor what is broken.
    o.judges_only = true;
    // Performance is measured once: it takes seconds.
    o.builds = {build_kind::asan, build_kind::tsan};
    if (std::ranges::any_of(reports_, [](const exercise_report& r) {
          return !r.findings.empty();
        }))
      break;
  }
  o.judges_only = false;
  o.syntax = false;
  // Those that wait for a time limit need no core.
  o.jobs = 2 * static_cast<int>(std::thread::hardware_concurrency());
  if (!everywhere)
    for (candidate& c : candidates_)
      if (c.as == role::wrong)
        c.files.only_part = part_of_[{c.of->id, c.mistake.rejected_by}];
  o.seed = seeds.front();
  for (build_kind b : all_builds) {
    o.sanitizers = b != build_kind::plain;
    o.builds = {b};
    judge(fmt::format("wrong answers for {}", name_of(b)),
          having(role::wrong, name_of(b)), o);
  }
}

void verifier::judge(const std::string& what,
                     const std::vector<const candidate*>& some,
                     const check_options& o) {
  if (some.empty()) return;
  say_(fmt::format("{} ({})", what, some.size()));
  std::vector<submission> files;
  for (const candidate* c : some) files.push_back(c->files);
  check_listener nobody;
  check_result r = check(w_, files, o, nobody);
  for (std::size_t i = 0; i < some.size(); ++i) {
    look(*some[i], r.verdicts[i]);
    ++report_of(*some[i]->of).checks;
  }
}

void verifier::look(const candidate& c, const exercise_verdict& v) {
  if (v.state == exercise_state::fault) {
    if (!v.problem.empty()) find(c, v.problem);
    for (const case_verdict& k : v.cases)
      if (k.result == outcome::fault) find(c, told(k));
    return;
  }
  if (v.state == exercise_state::does_not_build) {
    std::string why = v.problem;
    if (why.empty() && !v.diagnostics.empty())
      why = fmt::format("{}:{}: {}", v.diagnostics[0].where.file,
                        v.diagnostics[0].where.line, v.diagnostics[0].message);
    return find(c, "does not build: " + why);
  }
  if (c.as != role::wrong)
    for (const diagnostic& d : v.diagnostics)
      find(c, fmt::format("warning at {}:{}: {}", d.where.file, d.where.line,
                          d.message));
  if (c.as == role::stub) return look_at_stub(c, v);
  if (c.as == role::wrong) return look_at_wrong(c, v);
  look_at_right(c, v);
}

void verifier::look_at_stub(const candidate& c, const exercise_verdict& v) {
  if (!c.of->starts_with.empty()) {
    if (v.state == exercise_state::passed)
      find(c, "passes, but it has to start with a mistake");
    return;
  }
  for (const case_verdict& k : v.cases)
    if (k.result != outcome::not_written)
      find(c, fmt::format("does not say \"not written yet\": {}", told(k)));
}

void verifier::look_at_right(const candidate& c, const exercise_verdict& v) {
  exercise_report& report = report_of(*c.of);
  for (const case_verdict& k : v.cases) {
    if (k.result != outcome::pass)
      find(c, fmt::format("seed {:x}: {}", v.seed, told(k)));
    auto row =
        std::ranges::find(report.cases, k.number, &verified_case::number);
    if (row == report.cases.end()) {
      row = report.cases.insert(
          std::ranges::find_if(
              report.cases,
              [&](const verified_case& r) { return r.number > k.number; }),
          {k.number, k.title, !k.build, 0, 0, 0});
      part_of_[{c.of->id, k.title}] = k.part;
    }
    // Those have limits of their own.
    if (k.build == build_kind::perf || k.build == build_kind::model) continue;
    double& ms = c.as == role::answer ? row->answer_ms : row->alternative_ms;
    ms = std::max(ms, k.ms);
    row->limit_ms = row->compiled ? 0 : limit_from_reference(row->answer_ms);
  }
}

void verifier::look_at_wrong(const candidate& c, const exercise_verdict& v) {
  const splice& m = c.mistake;
  bool seen = false, rejected = false;
  std::string missing, text;
  wrong_code column;
  column.name = fs::path(c.name).stem().string();
  column.state = "survived";
  column.where = c.name;
  for (const case_verdict& k : v.cases) {
    const bool good = k.result == outcome::pass;
    auto [at, fresh] = column.passed.try_emplace(k.number, good);
    at->second = at->second && good;
    if (good) {
      seen = seen || k.title == m.rejected_by;
      continue;
    }
    std::string build(k.build ? name_of(*k.build) : "plain");
    if (k.title != m.rejected_by || build != m.in) continue;
    seen = rejected = true;
    column.state = "killed";
    column.build = build;
    column.by = k.title;
    text = told(k);
    for (const std::string& words : m.says)
      if (text.find(words) == std::string::npos) missing = words;
  }
  if (!seen)
    find(c, fmt::format("there is no case `{}` in {}", m.rejected_by, m.in));
  else if (!rejected)
    find(c, fmt::format("passes the case `{}` ({}), which has to reject it",
                        m.rejected_by, m.in));
  else if (!missing.empty())
    find(c, fmt::format("the verdict does not say `{}`: {}", missing, text));
  report_of(*c.of).wrong.push_back(std::move(column));
}

std::vector<exercise_report> verifier::take() { return std::move(reports_); }

}  // namespace grader
