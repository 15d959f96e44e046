// SPDX-License-Identifier: MIT
#include "author/mutant_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <thread>

#include "check/pipeline.hpp"
#include "judge/host.hpp"

namespace grader {

namespace {

constexpr int most_attempts = 40;  // to build, each without some more mutants

class runner {
 public:
  runner(const workspace& w, const exercise& e, const mutant_set& mutants,
         std::uint64_t seed, const std::function<void(const std::string&)>& say)
      : w_(w), e_(e), mutants_(mutants), seed_(seed), say_(say) {}

  // Programs with mutants serve nobody else: nothing of them stays.
  ~runner() {
    std::error_code ec;
    for (const std::string& label : labels_)
      fs::remove_all(w_.work() / label, ec);
  }
  runner(const runner&) = delete;
  runner& operator=(const runner&) = delete;

  mutant_result run();

 private:
  bool build(build_kind b);
  bool drop_those_in(const exercise_verdict& v);
  void drop_on_line(const std::string& file, int line, std::set<int>& dropped);
  void judge(build_kind b);
  void ask_compiler();
  judge_options options_for(build_kind b, int number);
  bool wanted(const mutant_fate& f, build_kind b) const;
  submission files_as(file_texts texts, const std::string& what);

  const workspace& w_;
  const exercise& e_;
  const mutant_set& mutants_;
  std::uint64_t seed_;
  const std::function<void(const std::string&)>& say_;
  std::set<int> without_;
  std::set<std::string> labels_;  // of work folders
  file_texts texts_;
  isolation level_ = isolation::isolated;
  std::vector<shown_file> shown_;
  mutant_result result_;
};

submission runner::files_as(file_texts texts, const std::string& what) {
  submission s;
  s.of = &e_;
  s.label = e_.id + "@" + what;
  labels_.insert(s.label);
  for (auto& [file, text] : texts) s.shown[file] = file;
  s.files = std::move(texts);
  return s;
}

void runner::drop_on_line(const std::string& file, int line,
                          std::set<int>& dropped) {
  const auto text = texts_.find(file);
  if (text == texts_.end()) return;
  for (const int number : mutants_on_line(text->second, line))
    dropped.insert(number);
}

// False when no line of an error is a mutant's.
bool runner::drop_those_in(const exercise_verdict& v) {
  std::set<int> dropped;
  for (const diagnostic& d : v.diagnostics) {
    const std::size_t before = dropped.size();
    drop_on_line(d.where.file, d.where.line, dropped);
    if (dropped.size() != before) continue;
    // "poll.hpp:12: in instantiation of ..."
    for (const std::string& note : d.notes) {
      for (auto& [file, text] : texts_) {
        const std::string name = fs::path(file).filename().string() + ":";
        const std::size_t at = note.find(name);
        if (at == std::string::npos) continue;
        int line = 0;
        const char* digits = note.data() + at + name.size();
        std::from_chars(digits, note.data() + note.size(), line);
        drop_on_line(file, line, dropped);
      }
    }
  }
  const std::size_t before = without_.size();
  without_.insert(dropped.begin(), dropped.end());
  return without_.size() != before;
}

bool runner::build(build_kind b) {
  check_options o;
  o.seed = seed_;
  o.use_cache = false;
  o.judges_only = true;
  o.sanitizers = b != build_kind::plain;
  o.builds = {b};
  for (int i = 0; i < most_attempts; ++i) {
    texts_ = mutants_.files(without_);
    // What could not be written beside another is not in it.
    for (const mutant& m : mutants_.all())
      if (texts_.at(m.file).find(fmt::format("/*mutant {}*/", m.number)) ==
          std::string::npos)
        without_.insert(m.number);
    check_listener nobody;
    check_result r = check(w_, {files_as(texts_, "mutants")}, o, nobody);
    level_ = r.level.value_or(level_);
    const exercise_verdict& v = r.verdicts.front();
    if (v.state == exercise_state::passed) return true;
    if (v.state == exercise_state::does_not_build && drop_those_in(v)) continue;
    std::string why = v.problem;
    if (why.empty() && !v.diagnostics.empty())
      why = fmt::format("{}:{}: {}", v.diagnostics[0].where.file,
                        v.diagnostics[0].where.line, v.diagnostics[0].message);
    for (const case_verdict& c : v.cases)
      if (why.empty() && c.result != outcome::pass)
        why = fmt::format("fails the case `{}`", c.title);
    result_.findings.push_back(
        fmt::format("{}: the answer with its mutants asleep, in {}: {}", e_.id,
                    name_of(b), why));
    return false;
  }
  result_.findings.push_back(
      fmt::format("{}: the mutants do not build", e_.id));
  return false;
}

judge_options runner::options_for(build_kind b, int number) {
  const fs::path folder = w_.work() / (e_.id + "@mutants");
  std::vector<probe_program> programs;
  for (const probe_part& p : probe_parts(e_, b)) {
    const fs::path program = folder / std::string(name_of(b)) / p.name;
    // With no mutant chosen, it is the answer.
    programs.push_back({program, p.probes, [program] { return program; }});
  }
  job_pool none(1);
  return {
      .exercise = e_.id,
      .library = artifacts(w_, none).judges(*w_.of->find_chapter(e_.chapter)),
      .programs = std::move(programs),
      .root = w_.root,
      .build = b,
      .level = level_,
      .symbolizer = w_.tools.symbolizer,
      .seed = seed_,
      .only = "",
      .files = shown_,
      .mutant = number};
}

bool runner::wanted(const mutant_fate& f, build_kind b) const {
  if (f.how != mutant_fate::end::survived) return false;
  return !f.of.order || !e_.tsan || b == build_kind::tsan;
}

void runner::judge(build_kind b) {
  std::vector<mutant_fate*> some;
  for (mutant_fate& f : result_.fates)
    if (wanted(f, b)) some.push_back(&f);
  if (some.empty()) return;
  say_(fmt::format("{}: mutants in {} ({})", e_.id, name_of(b), some.size()));
  if (!build(b)) return;
  job_pool pool(
      std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
  std::size_t done = 0;
  const judge_options common = options_for(b, 0);
  for (mutant_fate* f : some) {
    job j;
    j.label = fmt::format("{} mutant {} {}", e_.id, f->of.number, name_of(b));
    j.limits = {.wall = std::chrono::seconds(600),
                .cpu_seconds = 600,
                .memory_bytes = 0};
    j.body = [o = common, number = f->of.number](int fd) mutable {
      o.mutant = number;
      return run_judge(o, fd);
    };
    j.on_line = [f, b](std::string_view line) {
      if (!line.starts_with('{')) return;
      const case_verdict c = case_from_json(line);
      const bool good = c.result == outcome::pass;
      f->passed[c.number] = good;
      if (good || f->how == mutant_fate::end::killed) return;
      f->how = mutant_fate::end::killed;
      f->build = b;
      f->by = c.title;
    };
    j.then = [this, f, &done](const job_result& r) {
      // A judge that ends before its last case was ended by the mutant.
      if (!r.ok() && f->how == mutant_fate::end::survived)
        result_.findings.push_back(
            fmt::format("{}: the judge of the mutant `{}` ended with status "
                        "{}, signal {}",
                        e_.id, f->of.id, r.exit_code, r.signal));
      if (++done % 20 == 0) say_(fmt::format("{}: {} of them", e_.id, done));
    };
    pool.submit(std::move(j));
  }
  pool.run();
}

// A switch cannot change what the compiler sees: a survivor is built as it is,
// and judged once more with the cases of the compiler.
void runner::ask_compiler() {
  std::vector<mutant_fate*> some;
  std::vector<submission> alone;
  for (mutant_fate& f : result_.fates) {
    if (f.how != mutant_fate::end::survived || f.of.order) continue;
    some.push_back(&f);
    alone.push_back(files_as(mutants_.files_of(f.of.number),
                             fmt::format("mutant-{}", alone.size() + 1)));
  }
  if (some.empty()) return;
  say_(fmt::format("{}: mutants alone ({})", e_.id, some.size()));
  check_options o;
  o.seed = seed_;
  o.use_cache = false;
  o.sanitizers = false;
  o.syntax = false;
  check_listener nobody;
  check_result r = check(w_, alone, o, nobody);
  for (std::size_t i = 0; i < some.size(); ++i) {
    const exercise_verdict& v = r.verdicts[i];
    if (v.state == exercise_state::does_not_build)
      some[i]->how = mutant_fate::end::not_compiled;
    if (v.state != exercise_state::failed) continue;
    for (const case_verdict& c : v.cases) {
      const bool good = c.result == outcome::pass;
      some[i]->passed[c.number] = good;
      if (good || some[i]->how == mutant_fate::end::killed) continue;
      some[i]->how = mutant_fate::end::killed;
      some[i]->by = c.title;
    }
  }
}

mutant_result runner::run() {
  for (const mutant& m : mutants_.all())
    result_.fates.push_back({m, mutant_fate::end::survived, {}, {}, {}});
  for (const build_kind b : all_builds) {
    // What is slow is not yet wrong, and a switch is not what is explored.
    if (b == build_kind::perf || b == build_kind::model) continue;
    if ((b == build_kind::asan && !e_.asan) ||
        (b == build_kind::tsan && !e_.tsan)) {
      continue;
    }
    judge(b);
    if (!result_.findings.empty()) break;
    for (mutant_fate& f : result_.fates)
      if (without_.contains(f.of.number))
        f.how = mutant_fate::end::not_compiled;
    if (b == build_kind::plain) ask_compiler();
  }
  return std::move(result_);
}

}  // namespace

mutant_result run_mutants(const workspace& w, const exercise& e,
                          const mutant_set& mutants, std::uint64_t seed,
                          const std::function<void(const std::string&)>& say) {
  return runner(w, e, mutants, seed, say).run();
}

}  // namespace grader
