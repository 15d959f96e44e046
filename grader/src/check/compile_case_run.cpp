// SPDX-License-Identifier: MIT
//
// The part of a check that the compiler judges.
#include <fmt/format.h>

#include <utility>

#include "build/files.hpp"
#include "check/exercise_run.hpp"
#include "report/diagnostics.hpp"
#include "report/locate.hpp"

namespace grader {

std::vector<std::string> exercise_run::unit_command(const fs::path& unit) {
  std::vector<std::string> c = {s_.w.tools.compiler, "-fsyntax-only"};
  for (std::string& o : compile_options(s_.made, sub_, at_, build_kind::plain))
    c.push_back(std::move(o));
  c.push_back("-Wno-unused");
  c.push_back("-Werror=unused-result");
  c.push_back(unit.string());
  return c;
}

// What must compile is compiled all at once; only if that fails, one by one.
void exercise_run::start_compile_cases() {
  if (compile_cases_.empty()) return step_ended();
  if (sub_.has_holes()) {
    for (std::size_t i = 0; i < compile_cases_.size(); ++i) {
      case_verdict c;
      c.title = compile_cases_[i].title;
      c.seed = s_.o.seed;
      not_written(c, compile_cases_[i].about);
      compile_verdicts_[i] = std::move(c);
    }
    release_cases();
    return step_ended();
  }
  std::string together;
  for (std::size_t i = 0; i < compile_cases_.size(); ++i) {
    if (compile_cases_[i].must_compile)
      together +=
          fmt::format("#include \"{}\"\n", compile_cases_[i].file.string());
    else
      compile_one(i);
  }
  if (together.empty()) return step_ended();
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
    step_ended();
  };
  s_.pool.submit(std::move(j));
}

// `about`: the function that the case is about. It may be written already, and
// another one is not.
void exercise_run::not_written(case_verdict& c, const std::string& about) {
  c.result = outcome::not_written;
  c.headline = "not written yet";
  c.where = locate_todo(sub_.of->holes, about, at_.files);
  if (c.where) c.headline += ": " + c.where->function;
}

void exercise_run::compile_one(std::size_t i) {
  ++pending_;
  job j = make_job("compile-time case", compile_time);
  j.argv = unit_command(compile_cases_[i].file);
  j.then = [this, i](const job_result& r) {
    compiled(i, r.ok(), r.output);
    step_ended();
  };
  s_.pool.submit(std::move(j));
}

void exercise_run::compiled(std::size_t i, bool ok, const std::string& output) {
  const compile_case& k = compile_cases_[i];
  case_verdict c;
  c.title = k.title;
  c.part = compiler_part;
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
  release_cases();
}

}  // namespace grader
