// SPDX-License-Identifier: MIT
//
// `author verify --soak`: the same judged again and again.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <regex>

#include "author/candidates.hpp"
#include "author/verify.hpp"
#include "check/pipeline.hpp"

namespace grader {
namespace {

// A verdict as two lines: the results, and the words of those that fail,
// without the numbers (addresses, threads, what a race left in a variable).
struct signature {
  std::string results, words;
};

signature signature_of(const exercise_verdict& v) {
  std::map<std::pair<int, std::string>, const case_verdict*> cases;
  for (const case_verdict& c : v.cases)
    cases[{c.number, c.build ? std::string(name_of(*c.build)) : "compiler"}] =
        &c;
  signature s;
  for (auto& [key, c] : cases) {
    s.results +=
        fmt::format("{} {} {}; ", key.first, key.second, name_of(c->result));
    if (c->result != outcome::pass) s.words += told(*c) + "; ";
  }
  s.results += v.problem;
  static const std::regex number("(0x[0-9a-f]+|[0-9]+)");
  s.words = std::regex_replace(s.words, number, "#");
  return s;
}

// Where two texts part, with the words around it.
std::string first_difference(std::string_view now, std::string_view then) {
  constexpr std::size_t before = 60, after = 100;
  std::size_t at = static_cast<std::size_t>(
      std::ranges::mismatch(now, then).in1 - now.begin());
  at -= std::min(at, before);
  return fmt::format("`{}`, before `{}`", now.substr(at, before + after),
                     then.substr(at, before + after));
}

std::vector<const candidate*> having(const std::vector<candidate>& all, role r,
                                     std::string_view in = {}) {
  std::vector<const candidate*> some;
  for (const candidate& c : all)
    if (c.as == r && (in.empty() || c.mistake.in == in)) some.push_back(&c);
  return some;
}

}  // namespace

verify_report soak(const workspace& w, const std::vector<std::string>& only,
                   int times, const progress_listener& say) {
  verify_report report;
  auto find = [&](std::string f) { report.findings.push_back(std::move(f)); };
  ast_cache known;
  std::vector<candidate> all;
  for (const exercise* e : chosen_exercises(*w.of, only))
    for (candidate& c : gather_candidates(w, *e, known, find))
      all.push_back(std::move(c));
  check_options o;
  o.use_cache = false;
  o.judges_only = true;
  o.seed = verify_seeds.front();
  // More than there are cores: those that wait for a time limit need none.
  o.jobs = 6;
  std::map<const candidate*, signature> first;
  std::map<const candidate*, int> different, worded;
  auto judge_once = [&](const std::vector<const candidate*>& some, int run) {
    std::vector<submission> files;
    for (const candidate* c : some) files.push_back(c->files);
    check_listener nobody;
    check_result r = check(w, files, o, nobody);
    for (std::size_t i = 0; i < some.size(); ++i) {
      signature now = signature_of(r.verdicts[i]);
      const signature& then = first.try_emplace(some[i], now).first->second;
      // At once, for a soak that is interrupted: it runs for an hour.
      auto tell = [&](std::string_view what, std::string_view was,
                      std::string_view is) {
        say(fmt::format("{} {} {}, run {}: {}", what, some[i]->of->id,
                        some[i]->name, run, first_difference(is, was)));
      };
      if (now.results != then.results) {
        ++different[some[i]];
        tell("OTHER VERDICT", then.results, now.results);
      } else if (now.words != then.words && worded[some[i]]++ == 0) {
        tell("other words", then.words, now.words);
      }
    }
    report.checks += static_cast<int>(files.size());
  };
  std::vector<const candidate*> right = having(all, role::answer);
  for (const candidate* c : having(all, role::alternative)) right.push_back(c);
  for (int run = 1; run <= times; ++run) {
    say(fmt::format("run {} of {}", run, times));
    o.sanitizers = true;
    o.builds.clear();
    judge_once(right, run);
    for (build_kind b : all_builds) {
      o.sanitizers = b != build_kind::plain;
      o.builds = {b};
      judge_once(having(all, role::wrong, name_of(b)), run);
    }
  }
  for (auto& [c, count] : different)
    find(fmt::format("{} {}: {} of {} runs differ from the first", c->of->id,
                     c->name, count, times));
  for (auto& [c, count] : worded)
    report.notes.push_back(
        fmt::format("{} {}: {} of {} runs say the same in other words",
                    c->of->id, c->name, count, times));
  return report;
}

}  // namespace grader
