// SPDX-License-Identifier: MIT
#include "check/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "build/digest.hpp"
#include "build/files.hpp"
#include "check/compile_cases.hpp"
#include "check/verdict_cache.hpp"
#include "course/error.hpp"
#include "judge/host.hpp"
#include "report/diagnostics.hpp"

namespace grader {
namespace {

// Lower runs first. What shows a verdict soonest comes first; exercises follow
// one another within a rank.
enum rank { judging, syntax, plain_build, compile_time, sanitizer_build };

int priority(rank r, std::size_t index) {
  return static_cast<int>(r) * 10'000 + static_cast<int>(index);
}

struct shared {
  const workspace& w;
  const check_options& o;
  check_listener& listener;
  job_pool& pool;
  artifacts& made;
  check_result& result;

  isolation isolation_level() {
    if (!result.level)
      result.level = find_isolation(&result.not_isolated_because);
    return *result.level;
  }
};

// The check of one submission.
class run {
 public:
  run(shared& s, const submission& sub, std::size_t index)
      : s_(s), sub_(sub), index_(index),
        began_(std::chrono::steady_clock::now()) {
    v_.id = sub.of->id;
    v_.title = sub.of->title;
    v_.seed = s.o.seed;
    for (auto& [file, shown] : sub.shown) v_.files.push_back(shown);
  }

  void start();
  exercise_verdict take() { return std::move(v_); }

 private:
  void start_syntax();
  void start_build(build_kind b, rank r);
  void start_judge(build_kind b);
  void start_sanitizers();
  void start_compile_cases();
  void compile_one(std::size_t i);
  job make_job(std::string label, rank r);
  fs::path program(build_kind b) const {
    return at_.folder / std::string(name_of(b)) / "probe";
  }
  // The program of last time serves when nothing that it was built from changed.
  fs::path built_from(build_kind b) const {
    return program(b).replace_filename("built-from");
  }
  const std::string& build_key() {
    if (build_key_.empty()) build_key_ = verdict_key(s_.w, sub_, true);
    return build_key_;
  }
  bool is_built(build_kind b) {
    return try_read_file(built_from(b)) == build_key() &&
           fs::exists(program(b));
  }
  std::vector<std::string> unit_command(const fs::path& unit);
  judge_options options_for(build_kind b);
  fs::path reference_program(build_kind b);

  void heard(std::string_view line);
  void compiled(std::size_t i, bool ok, const std::string& output);
  void release_compile_cases();
  void part_ended();
  void does_not_build(std::vector<diagnostic> errors, std::string problem);
  void fault(std::string what);
  void finish();
  void add_case(case_verdict c);

  shared& s_;
  const submission& sub_;
  std::size_t index_;
  std::chrono::steady_clock::time_point began_;
  exercise_verdict v_;
  staged at_;
  std::string key_;  // of the verdict; empty: it is not to be cached
  std::string build_key_;
  int parts_ = 0;  // that have not ended
  bool over_ = false;
  bool plain_judged_ = false;
  int last_number_ = 0;
  std::vector<compile_case> compile_cases_;
  std::vector<std::optional<case_verdict>> compile_verdicts_;
};

job run::make_job(std::string label, rank r) {
  job j;
  j.label = sub_.label + " " + std::move(label);
  j.group = sub_.label;
  j.priority = priority(r, index_);
  return j;
}

void run::start() {
  if (sub_.problem) {
    v_.next = sub_.problem->next;
    return does_not_build({}, sub_.problem->what);
  }
  if (s_.o.use_cache && s_.o.only.empty()) {
    key_ = verdict_key(s_.w, sub_, s_.o.sanitizers);
    if (auto last = find_verdict(s_.w, sub_.label, key_)) {
      v_ = *std::move(last);
      over_ = true;
      s_.listener.started(v_);
      for (const case_verdict& c : v_.cases) s_.listener.case_ended(v_, c);
      s_.listener.ended(v_);
      return;
    }
  }
  at_ = stage(s_.w, sub_);
  compile_cases_ = find_compile_cases(*sub_.of);
  compile_verdicts_.resize(compile_cases_.size());
  parts_ = 3;  // syntax, the plain build and its judge, compile-time cases
  if (!s_.o.only.empty()) compile_cases_.clear();
  int shared_priority = priority(syntax, index_);
  s_.made.ensure_foundation(
      build_kind::plain, shared_priority,
      [this](bool ok, const std::string& output) {
        if (over_) return;
        if (!ok) return fault("the probe's runtime does not build: " + output);
        start_syntax();
        start_build(build_kind::plain, plain_build);
        start_compile_cases();
      });
  if (!sub_.has_holes()) start_sanitizers();
}

// --- syntax -------------------------------------------------------------------------

void run::start_syntax() {
  job j = make_job("syntax", syntax);
  j.argv = syntax_command(s_.made, sub_, at_);
  j.then = [this](const job_result& r) {
    std::vector<diagnostic> found = parse_diagnostics(r.output, at_.files);
    if (!r.ok())
      return does_not_build(std::move(found),
                            r.timed_out ? "the compiler did not end" : "");
    v_.diagnostics = std::move(found);
    part_ended();
  };
  s_.pool.submit(std::move(j));
}

// --- a build and its judge ----------------------------------------------------------

void run::start_sanitizers() {
  if (!s_.o.sanitizers) return;
  for (build_kind b : {build_kind::asan, build_kind::tsan}) {
    bool wanted = b == build_kind::asan ? sub_.of->asan : sub_.of->tsan;
    auto& limited = s_.o.builds;
    if (!limited.empty() &&
        std::find(limited.begin(), limited.end(), b) == limited.end())
      wanted = false;
    if (!wanted) continue;
    ++parts_;
    s_.made.ensure_foundation(
        b, priority(sanitizer_build, 0),
        [this, b](bool ok, const std::string& output) {
          if (over_) return;
          if (!ok)
            return fault("the probe's runtime does not build: " + output);
          start_build(b, sanitizer_build);
        });
  }
}

void run::start_build(build_kind b, rank r) {
  if (over_) return;
  int layer = s_.w.of->find_chapter(sub_.of->chapter)->number;
  auto build = [this, b, r](bool ok, const std::string& output) {
    if (over_) return;
    if (!ok) return fault("a lower layer does not build: " + output);
    if (is_built(b)) return start_judge(b);
    job j = make_job("build " + std::string(name_of(b)), r);
    make_folder(program(b).parent_path());
    std::error_code ec;
    fs::remove(built_from(b), ec);
    j.argv = build_command(s_.made, sub_, at_, b, program(b));
    j.then = [this, b](const job_result& result) {
      if (result.ok()) {
        write_file(built_from(b), build_key());
        return start_judge(b);
      }
      auto errors = parse_diagnostics(result.output, at_.files);
      std::erase_if(errors, [](auto& d) { return d.severity != "error"; });
      if (errors.empty()) errors = parse_link_errors(result.output, at_.files);
      std::string problem = result.timed_out ? "the compiler did not end"
                            : errors.empty()
                                ? "the compiler failed: " + result.output
                                : "";
      does_not_build(std::move(errors), std::move(problem));
    };
    s_.pool.submit(std::move(j));
  };
  s_.made.ensure_layers(layer, b, priority(r, index_), build);
}

judge_options run::options_for(build_kind b) {
  return {.exercise = sub_.of->id,
          .library = s_.made.judges(*s_.w.of->find_chapter(sub_.of->chapter)),
          .program = program(b),
          .root = s_.w.root,
          .build = b,
          .level = s_.isolation_level(),
          .symbolizer = s_.w.tools.symbolizer,
          .seed = s_.o.seed,
          .only = s_.o.only,
          .files = at_.files,
          .reference = [this, b] { return reference_program(b); }};
}

// Runs in the judge's process. Several may build it at once: each renames its
// own file into place.
fs::path run::reference_program(build_kind b) {
  submission reference =
      take_files(*s_.w.of, *sub_.of, sub_.of->answer_dir,
                 fmt::format("{}@reference-{}", sub_.label, name_of(b)));
  digest d;
  d.add(verdict_key(s_.w, reference, true));
  fs::path folder = s_.w.cache() / "reference" /
                    fmt::format("{}-{}-{}", sub_.of->id, name_of(b), d.hex());
  fs::path output = folder / "probe";
  if (fs::exists(output)) return output;
  staged at = stage(s_.w, reference);
  fs::create_directories(folder);
  fs::path temporary = folder / fmt::format("probe.{}", ::getpid());
  job_result r =
      run_command(build_command(s_.made, reference, at, b, temporary));
  if (!r.ok()) return {};
  fs::rename(temporary, output);
  return output;
}

void run::start_judge(build_kind b) {
  if (over_) return;
  s_.made.ensure_judges(
      *s_.w.of->find_chapter(sub_.of->chapter), priority(judging, index_),
      [this, b](bool ok, const std::string& output) {
        if (over_) return;
        if (!ok) return fault("the judges do not build: " + output);
        job j = make_job("judge " + std::string(name_of(b)), judging);
        j.limits = {.wall = std::chrono::seconds(600),
                    .cpu_seconds = 600,
                    .memory_bytes = 0};
        j.body = [o = options_for(b)](int fd) { return run_judge(o, fd); };
        j.on_line = [this](std::string_view line) { heard(line); };
        j.then = [this, b](const job_result& r) {
          if (over_) return;
          if (!r.ok())
            return fault(fmt::format(
                "the judge of {} ({}) ended with status {}, signal {}{}",
                v_.id, name_of(b), r.exit_code, r.signal,
                v_.problem.empty() ? "" : ": " + v_.problem));
          v_.builds.push_back(b);
          if (b == build_kind::plain) {
            plain_judged_ = true;
            release_compile_cases();
            if (sub_.has_holes() && v_.passed(b) != 0) start_sanitizers();
          }
          part_ended();
        };
        s_.pool.submit(std::move(j));
      });
}

void run::heard(std::string_view line) {
  if (over_) return;
  if (line.starts_with("fault: ")) {
    v_.problem = line.substr(7);
    return;
  }
  case_verdict c;
  try {
    c = case_from_json(line);
  } catch (const std::exception&) {
    v_.problem = "a judge printed by itself: " + std::string(line);
    return;
  }
  last_number_ = std::max(last_number_, c.number);
  add_case(std::move(c));
}

void run::add_case(case_verdict c) {
  if (v_.cases.empty()) s_.listener.started(v_);
  v_.cases.push_back(std::move(c));
  s_.listener.case_ended(v_, v_.cases.back());
}

// --- compile-time cases ---------------------------------------------------------------

std::vector<std::string> run::unit_command(const fs::path& unit) {
  std::vector<std::string> c = {s_.w.tools.compiler, "-fsyntax-only"};
  for (std::string& o : compile_options(s_.made, sub_, at_, build_kind::plain))
    c.push_back(std::move(o));
  c.push_back("-Wno-unused");
  c.push_back("-Werror=unused-result");
  c.push_back(unit.string());
  return c;
}

// What must compile is compiled all at once; only if that fails, one by one.
void run::start_compile_cases() {
  if (compile_cases_.empty()) return part_ended();
  if (sub_.has_holes()) {
    for (std::size_t i = 0; i < compile_cases_.size(); ++i) {
      case_verdict c;
      c.title = compile_cases_[i].title;
      c.seed = s_.o.seed;
      c.result = outcome::not_written;
      c.headline = "not written yet: " + compile_cases_[i].about;
      compile_verdicts_[i] = std::move(c);
    }
    release_compile_cases();
    return part_ended();
  }
  std::string together;
  for (std::size_t i = 0; i < compile_cases_.size(); ++i) {
    if (compile_cases_[i].must_compile)
      together += fmt::format("#include \"{}\"\n",
                              compile_cases_[i].file.string());
    else
      compile_one(i);
  }
  if (together.empty()) return part_ended();
  fs::path unit = at_.folder / "compile_cases.cpp";
  write_file(unit, together);
  job j = make_job("compile-time cases", compile_time);
  j.argv = unit_command(unit);
  j.then = [this](const job_result& r) {
    for (std::size_t i = 0; i < compile_cases_.size(); ++i) {
      if (!compile_cases_[i].must_compile) continue;
      if (r.ok())
        compiled(i, true, "");
      else
        compile_one(i);
    }
    part_ended();
  };
  s_.pool.submit(std::move(j));
}

void run::compile_one(std::size_t i) {
  ++parts_;
  job j = make_job("compile-time case", compile_time);
  j.argv = unit_command(compile_cases_[i].file);
  j.then = [this, i](const job_result& r) {
    compiled(i, r.ok(), r.output);
    part_ended();
  };
  s_.pool.submit(std::move(j));
}

void run::compiled(std::size_t i, bool ok, const std::string& output) {
  const compile_case& k = compile_cases_[i];
  case_verdict c;
  c.title = k.title;
  c.seed = s_.o.seed;
  if (ok != k.must_compile) {
    c.result = outcome::fail;
    c.headline = k.why;
    c.where = locate(k.about, at_.files);
    for (const diagnostic& d : parse_diagnostics(output, at_.files)) {
      c.notes.push_back("the compiler says: " + d.message);
      break;
    }
  }
  compile_verdicts_[i] = std::move(c);
  release_compile_cases();
}

// Their numbers follow those of the judge's cases.
void run::release_compile_cases() {
  if (!plain_judged_) return;
  for (std::size_t i = 0; i < compile_verdicts_.size(); ++i) {
    if (!compile_verdicts_[i]) continue;
    compile_verdicts_[i]->number = last_number_ + 1 + static_cast<int>(i);
    add_case(*std::exchange(compile_verdicts_[i], std::nullopt));
  }
}

// --- the end --------------------------------------------------------------------------

void run::part_ended() {
  if (over_ || --parts_ != 0) return;
  bool good = std::all_of(v_.cases.begin(), v_.cases.end(), [](auto& c) {
    return c.result == outcome::pass;
  });
  v_.state = good ? exercise_state::passed : exercise_state::failed;
  if (v_.count(outcome::fault) != 0) v_.state = exercise_state::fault;
  if (v_.cases.empty()) {
    v_.state = exercise_state::fault;
    v_.problem = s_.o.only.empty() ? "the exercise has no case"
                                   : "no case is called " + s_.o.only;
  }
  finish();
}

void run::does_not_build(std::vector<diagnostic> errors, std::string problem) {
  if (over_) return;
  v_.state = exercise_state::does_not_build;
  v_.diagnostics = std::move(errors);
  v_.problem = std::move(problem);
  finish();
}

void run::fault(std::string what) {
  if (over_) return;
  v_.state = exercise_state::fault;
  v_.problem = std::move(what);
  finish();
}

void run::finish() {
  over_ = true;
  s_.pool.cancel_group(sub_.label);
  v_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                             began_)
                   .count();
  std::sort(v_.builds.begin(), v_.builds.end());
  bool truth = v_.state == exercise_state::passed ||
               v_.state == exercise_state::failed;
  if (truth && !key_.empty()) store_verdict(s_.w, sub_.label, key_, v_);
  if (v_.cases.empty()) s_.listener.started(v_);
  s_.listener.ended(v_);
}

}  // namespace

check_result check(const workspace& w, const std::vector<submission>& all,
                   const check_options& o, check_listener& listener) {
  int cores = static_cast<int>(std::thread::hardware_concurrency());
  job_pool pool(o.jobs != 0 ? o.jobs : std::max(1, cores));
  artifacts made(w, pool);
  check_result result;
  shared s{w, o, listener, pool, made, result};
  std::vector<std::unique_ptr<run>> runs;
  for (const submission& sub : all)
    runs.push_back(std::make_unique<run>(s, sub, runs.size()));
  for (auto& r : runs) r->start();
  pool.run();
  for (auto& r : runs) result.verdicts.push_back(r->take());
  result.timings = pool.timings();
  return result;
}

}  // namespace grader
