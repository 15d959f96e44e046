// SPDX-License-Identifier: MIT
//
// The part of a check that builds the programs, one for each part of the probe:
//
//   probe.cpp --------> probe.o ----------+--> probe ------------> judge
//   probe_more.cpp ---> probe_more.o ---- | -+--> probe_more ----> judge
//   shared sources ---> shared-0.o ... ---+--+
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "build/files.hpp"
#include "check/exercise_run.hpp"
#include "check/verdict_cache.hpp"
#include "course/error.hpp"
#include "report/diagnostics.hpp"

namespace grader {

const std::string& exercise_run::build_key() {
  if (build_key_.empty()) build_key_ = verdict_key(s_.w, sub_, true);
  return build_key_;
}

bool exercise_run::is_built(build_kind b, const probe_part& part) {
  return try_read_file(built_from(b, part)) == build_key() &&
         fs::exists(program(b, part));
}

void exercise_run::add_build(build_kind b) {
  ++pending_;
  if (b != build_kind::plain) further_.push_back(b);
  std::vector<probe_part>& parts = builds_[b].parts;
  parts = probe_parts(*sub_.of, b);
  if (!sub_.only_part.empty())
    std::erase_if(parts, [this](const probe_part& p) {
      return p.name != sub_.only_part;
    });
  // What takes longest begins first, so that no core waits for it at the end.
  // In the plain build the first part is what the learner waits for.
  if (b != build_kind::plain)
    std::ranges::sort(parts, std::greater(), [](const probe_part& p) {
      std::error_code ec;
      return std::pair(fs::file_size(p.source, ec), p.name);
    });
}

void exercise_run::start_builds(build_kind b, rank r) {
  if (over_) return;
  int layer = s_.w.of->find_chapter(sub_.of->chapter)->number;
  auto build = [this, b, r](bool ok, const std::string& output) {
    if (over_) return;
    if (!ok) return fault("a lower layer does not build: " + output);
    if (parts_of(b).empty()) return judged(b);
    make_folder(program(b, parts_of(b).front()).parent_path());
    // The first part first, on whatever core is free; then what it is linked
    // with.
    bool shared_started = false;
    for (const probe_part& part : parts_of(b)) {
      if (is_built(b, part)) {
        start_judge(b, part);
        continue;
      }
      start_build(b, part, r);
      if (!std::exchange(shared_started, true)) start_shared_objects(b, r);
    }
  };
  s_.made.ensure_layers(layer, b, priority(r, index_), build);
}

void exercise_run::compile(build_kind b, rank r, const fs::path& source,
                           const fs::path& object, std::function<void()> then) {
  job j = make_job(
      fmt::format("build {} {}", source.stem().string(), name_of(b)), r);
  j.argv = object_command(s_.made, sub_, at_, b, source, object);
  j.then = [this, then = std::move(then)](const job_result& result) {
    if (over_) return;
    if (!result.ok()) return build_failed(result);
    then();
  };
  s_.pool.submit(std::move(j));
}

void exercise_run::start_build(build_kind b, const probe_part& part, rank r) {
  std::error_code ec;
  fs::remove(built_from(b, part), ec);
  compile(b, r, part.source, object(b, part), [this, b, &part] {
    builds_[b].compiled.push_back(&part);
    link_what_is_ready(b);
  });
}

void exercise_run::start_shared_objects(build_kind b, rank r) {
  judging_of& of = builds_[b];
  for (const fs::path& source : shared_sources(s_.w, sub_, at_)) {
    fs::path object = at_.folder / name_of(b) /
                      fmt::format("shared-{}.o", of.shared_objects.size());
    of.shared_objects.push_back(object);
    ++of.shared_left;
    compile(b, r, source, object, [this, b] {
      --builds_[b].shared_left;
      link_what_is_ready(b);
    });
  }
}

void exercise_run::link_what_is_ready(build_kind b) {
  judging_of& of = builds_[b];
  if (of.shared_left != 0) return;
  for (const probe_part* part : std::exchange(of.compiled, {})) {
    // Before anything else: a verdict waits for it.
    job j =
        make_job(fmt::format("link {} {}", part->name, name_of(b)), judging);
    std::vector<fs::path> objects = {object(b, *part)};
    objects.insert(objects.end(), of.shared_objects.begin(),
                   of.shared_objects.end());
    j.argv = b == build_kind::model
                 ? model_link_command(objects, program(b, *part))
                 : link_command(s_.made, sub_, b, objects, program(b, *part));
    j.then = [this, b, part](const job_result& result) {
      if (over_) return;
      if (!result.ok()) return build_failed(result);
      std::error_code ec;
      fs::remove(object(b, *part), ec);
      write_file(built_from(b, *part), build_key());
      start_judge(b, *part);
    };
    s_.pool.submit(std::move(j));
  }
}

void exercise_run::build_failed(const job_result& result) {
  throw_if_disk_full(result.output);
  // The learner's files alone say it best, and the same words come every time.
  if (syntax_is_pending_) {
    failed_build_ = result;
    return;
  }
  auto errors = parse_diagnostics(result.output, at_.files);
  std::erase_if(errors, [](auto& d) { return d.severity != "error"; });
  if (errors.empty()) errors = parse_link_errors(result.output, at_.files);
  std::string problem = result.timed_out ? "the compiler did not end"
                        : errors.empty()
                            ? "the compiler failed: " + result.output
                            : "";
  does_not_build(std::move(errors), std::move(problem));
}

}  // namespace grader
