// SPDX-License-Identifier: MIT
#include "author/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "author/splice.hpp"
#include "author/stub.hpp"
#include "author/sync.hpp"
#include "check/pipeline.hpp"
#include "report/console.hpp"
#include "report/story_text.hpp"

namespace grader {
namespace {

constexpr std::uint64_t seeds[] = {0x5eed, 0xbee, 0xcafe};
constexpr std::size_t least_wrong_answers = 4;

// One thing to judge, and what has to come of it.
enum class role { stub, answer, alternative, wrong };

struct candidate {
  role as;
  const exercise* of;
  std::string name;  // "the stub", "wrong/poll/map_copies.cpp"
  submission files;
  splice mistake;  // of a wrong answer
};

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code ec;
  for (auto& e : fs::directory_iterator(folder, ec)) found.push_back(e.path());
  std::sort(found.begin(), found.end());
  return found;
}

submission from_texts(const exercise& e, file_texts texts,
                      const std::string& label, const std::string& shown) {
  submission s;
  s.of = &e;
  s.label = label;
  for (auto& [file, text] : texts) s.shown[file] = shown + "/" + file;
  s.files = std::move(texts);
  return s;
}

// All that a learner can read of a case, without colour and line breaks.
std::string told(const case_verdict& c) {
  console plain(format::plain);
  std::string text = case_line(c, plain) + case_story(c, plain), flat;
  for (char ch : text) {
    bool space = ch == ' ' || ch == '\n';
    if (!space || (!flat.empty() && flat.back() != ' '))
      flat.push_back(space ? ' ' : ch);
  }
  return flat;
}

class verifier {
 public:
  verifier(const workspace& w,
           const std::function<void(const std::string&)>& say)
      : w_(w), say_(say) {}

  void gather(const exercise& e);
  void judge_all();
  void soak(int times);
  verify_report take() { return std::move(report_); }
  void add_finding(std::string f) { report_.findings.push_back(std::move(f)); }

 private:
  void judge(const std::string& what, std::vector<const candidate*> some,
             const check_options& o);
  void look(const candidate& c, const exercise_verdict& v);
  void look_at_stub(const candidate& c, const exercise_verdict& v);
  void look_at_wrong(const candidate& c, const exercise_verdict& v);
  void wrong_answers(const exercise& e);
  void alternatives(const exercise& e);
  void find(const candidate& c, std::string_view what) {
    add_finding(fmt::format("{} {}: {}", c.of->id, c.name, what));
  }
  std::vector<const candidate*> having(role r, std::string_view in = {}) const;

  const workspace& w_;
  const std::function<void(const std::string&)>& say_;
  std::vector<candidate> candidates_;
  verify_report report_;
  // Cases of each exercise, and those that some wrong answer fails.
  std::map<std::string, std::set<std::string>> cases_, killed_;
};

void verifier::gather(const exercise& e) {
  candidates_.push_back({role::stub,
                         &e,
                         "the stub",
                         take_files(*w_.of, e, e.stub_dir, e.id + "@stub"),
                         {}});
  candidates_.push_back({role::answer,
                         &e,
                         "the answer",
                         take_files(*w_.of, e, e.answer_dir, e.id + "@answer"),
                         {}});
  alternatives(e);
  wrong_answers(e);
}

// An alternative is a folder with the exercise's files.
void verifier::alternatives(const exercise& e) {
  fs::path folder = e.solution_dir / "alternatives" / e.name;
  std::error_code ec;
  if (!fs::is_directory(folder, ec))
    return add_finding(fmt::format("{}: there is no alternative answer", e.id));
  submission s = take_files(*w_.of, e, folder, e.id + "@alternative");
  // Files that the alternative does not change are the answer's.
  for (const std::string& file : e.files)
    if (!fs::exists(folder / file)) {
      submission answer = take_files(*w_.of, e, e.answer_dir, "");
      s.files[file] = answer.files.at(file);
      s.problem.reset();
    }
  bool named = std::any_of(s.files.begin(), s.files.end(), [](auto& f) {
    return f.second.find("// Alternative: ") != std::string::npos;
  });
  candidates_.push_back({role::alternative, &e, "the alternative", s, {}});
  if (!named) find(candidates_.back(), "has no line `// Alternative: ...`");
}

void verifier::wrong_answers(const exercise& e) {
  std::size_t count = 0;
  for (const fs::path& file :
       sorted_entries(e.solution_dir / "wrong" / e.name)) {
    if (file.extension() != ".cpp") continue;
    ++count;
    std::string shown = file.lexically_relative(w_.root).string();
    splice mistake = load_splice(w_.root, file);
    submission s = from_texts(
        e, spliced_files(*w_.of, e, mistake),
        fmt::format("{}@wrong-{}", e.id, file.stem().string()), shown);
    candidates_.push_back({role::wrong, &e, shown, std::move(s), mistake});
  }
  if (count < least_wrong_answers)
    add_finding(fmt::format("{}: {} wrong answers, {} are the least", e.id,
                            count, least_wrong_answers));
}

std::vector<const candidate*> verifier::having(role r,
                                               std::string_view in) const {
  std::vector<const candidate*> some;
  for (const candidate& c : candidates_)
    if (c.as == r && (in.empty() || c.mistake.in == in)) some.push_back(&c);
  return some;
}

void verifier::judge_all() {
  check_options o;
  o.use_cache = false;
  o.seed = seeds[0];
  judge("stubs", having(role::stub), o);
  for (std::uint64_t seed : seeds) {
    o.seed = seed;
    judge(fmt::format("answers, seed {:x}", seed), having(role::answer), o);
    judge(fmt::format("alternatives, seed {:x}", seed),
          having(role::alternative), o);
  }
  o.seed = seeds[0];
  for (build_kind b : all_builds) {
    o.sanitizers = b != build_kind::plain;
    o.builds = {b};
    judge(fmt::format("wrong answers for {}", name_of(b)),
          having(role::wrong, name_of(b)), o);
  }
  for (auto& [id, titles] : cases_)
    for (const std::string& title : titles)
      if (!killed_[id].contains(title))
        report_.notes.push_back(
            fmt::format("{}: no wrong answer fails the case `{}`", id, title));
}

void verifier::judge(const std::string& what,
                     std::vector<const candidate*> some,
                     const check_options& o) {
  if (some.empty()) return;
  say_(fmt::format("{} ({})", what, some.size()));
  std::vector<submission> files;
  for (const candidate* c : some) files.push_back(c->files);
  check_listener nobody;
  check_result r = check(w_, files, o, nobody);
  for (std::size_t i = 0; i < some.size(); ++i) look(*some[i], r.verdicts[i]);
  report_.checks += static_cast<int>(some.size());
}

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

void verifier::soak(int times) {
  check_options o;
  o.use_cache = false;
  o.judges_only = true;
  o.seed = seeds[0];
  // More than there are cores: those that wait for a time limit need none.
  o.jobs = 6;
  std::map<const candidate*, signature> first;
  std::map<const candidate*, int> different, worded;
  auto judge_once = [&](const std::vector<const candidate*>& some, int run) {
    std::vector<submission> files;
    for (const candidate* c : some) files.push_back(c->files);
    check_listener nobody;
    check_result r = check(w_, files, o, nobody);
    for (std::size_t i = 0; i < some.size(); ++i) {
      signature now = signature_of(r.verdicts[i]);
      const signature& then = first.try_emplace(some[i], now).first->second;
      // At once, for a soak that is interrupted: it runs for an hour.
      auto tell = [&](std::string_view what, std::string_view was,
                      std::string_view is) {
        say_(fmt::format("{} {} {}, run {}: {}", what, some[i]->of->id,
                         some[i]->name, run, first_difference(is, was)));
      };
      if (now.results != then.results) {
        ++different[some[i]];
        tell("OTHER VERDICT", then.results, now.results);
      } else if (now.words != then.words && worded[some[i]]++ == 0) {
        tell("other words", then.words, now.words);
      }
    }
    report_.checks += static_cast<int>(files.size());
  };
  std::vector<const candidate*> right = having(role::answer);
  for (const candidate* c : having(role::alternative)) right.push_back(c);
  for (int run = 1; run <= times; ++run) {
    say_(fmt::format("run {} of {}", run, times));
    o.sanitizers = true;
    o.builds.clear();
    judge_once(right, run);
    for (build_kind b : all_builds) {
      o.sanitizers = b != build_kind::plain;
      o.builds = {b};
      judge_once(having(role::wrong, name_of(b)), run);
    }
  }
  for (auto& [c, count] : different)
    find(*c, fmt::format("{} of {} runs differ from the first", count, times));
  for (auto& [c, count] : worded)
    report_.notes.push_back(
        fmt::format("{} {}: {} of {} runs say the same in other words",
                    c->of->id, c->name, count, times));
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
  for (const case_verdict& k : v.cases) {
    cases_[v.id].insert(k.title);
    if (k.result != outcome::pass)
      find(c, fmt::format("seed {:x}: {}", v.seed, told(k)));
  }
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

void verifier::look_at_wrong(const candidate& c, const exercise_verdict& v) {
  const splice& m = c.mistake;
  bool seen = false, rejected = false;
  std::string missing, text;
  for (const case_verdict& k : v.cases) {
    if (k.result == outcome::pass) {
      seen = seen || k.title == m.rejected_by;
      continue;
    }
    killed_[v.id].insert(k.title);
    std::string build(k.build ? name_of(*k.build) : "plain");
    if (k.title != m.rejected_by || build != m.in) continue;
    seen = rejected = true;
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
}

void gather_all(verifier& v, const course& of,
                const std::vector<std::string>& only) {
  auto wanted = [&](const exercise& e) {
    return only.empty() || std::any_of(only.begin(), only.end(), [&](auto& id) {
             return id == e.id || id == e.chapter;
           });
  };
  for (const chapter& c : of.chapters)
    for (const exercise& e : c.exercises)
      if (wanted(e)) v.gather(e);
}

}  // namespace

verify_report verify(const workspace& w, const std::vector<std::string>& only,
                     const std::function<void(const std::string&)>& say) {
  verifier v(w, say);
  say("stubs and layers");
  for (const finding& f : sync(*w.of, true).findings)
    v.add_finding(fmt::format("{}:{}: {}", f.file, f.line, f.message));
  say("wrong answers put together");
  gather_all(v, *w.of, only);
  v.judge_all();
  return v.take();
}

verify_report soak(const workspace& w, const std::vector<std::string>& only,
                   int times,
                   const std::function<void(const std::string&)>& say) {
  verifier v(w, say);
  gather_all(v, *w.of, only);
  v.soak(times);
  return v.take();
}

}  // namespace grader
