// SPDX-License-Identifier: MIT
//
// The answer, for whoever has written one, or insists.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "author/stub.hpp"
#include "build/files.hpp"
#include "build/jobs.hpp"
#include "cli/verbs.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

file_texts answer_of(const exercise& e) {
  file_texts answer;
  for (const std::string& file : e.files)
    if (auto text = try_read_file(e.answer_dir / file)) answer[file] = *text;
  if (answer.size() != e.files.size())
    throw usage_error(
        fmt::format("the answer to {} is not in this copy of the course", e.id),
        "Whoever gave it to you has kept it back. `grader hint` has three "
        "hints.");
  return answer;
}

// A pass, or the wish to have it spoilt, which is remembered.
void ask_leave(const session_context& s, const exercise& e, bool spoil) {
  progress p = load_progress(s.where.state, e.id);
  if (p.passed_once) return;
  if (!spoil)
    throw usage_error(
        fmt::format("{} has not passed yet", e.id),
        fmt::format("The answer is shown after a pass: grader check {0}. "
                    "`grader hint {0}` helps on the way; `grader solution {0} "
                    "--spoil` shows it now, and remembers that it did.",
                    e.id));
  if (p.spoiled) return;
  p.spoiled = true;
  store_progress(s.where.state, e.id, p);
}

std::string shown(const session_context& s, const fs::path& file) {
  return file.lexically_relative(s.of.root).string();
}

std::string differences(const session_context& s, const exercise& e,
                        const std::string& file) {
  fs::path mine = e.stub_dir / file, answer = e.answer_dir / file;
  job_result r =
      run_command({"diff", "-u", "--label", shown(s, mine), "--label",
                   shown(s, answer), "--", mine.string(), answer.string()});
  if (r.exit_code > 1 || r.signal != 0)
    throw environment_error(
        fmt::format("cannot compare {}: {}", shown(s, mine), r.output),
        fmt::format("grader reset {} brings the stub back", e.id));
  return r.output;
}

// Where to read why it is so.
std::string further(const session_context& s, const exercise& e) {
  std::string text;
  fs::path walk = e.solution_dir / "README.md";
  fs::path other = e.solution_dir / "alternatives" / e.name;
  if (fs::exists(walk))
    text += indented("why it is so:   " + shown(s, walk), 2);
  if (fs::exists(other))
    text += indented("another answer: " + shown(s, other), 2);
  return text.empty() ? text : "\n" + text;
}

}  // namespace

exit_status run_solution(session_context& s, const solution_arguments& a) {
  const exercise& e = exercise_or_next(s, a.id);
  state_lock lock(s.where.state);
  file_texts answer = answer_of(e);
  ask_leave(s, e, a.spoil);
  if (s.out.kind() == format::json) {
    nlohmann::json files = nlohmann::json::array();
    for (const std::string& file : e.files) {
      nlohmann::json j = {{"file", file},
                          {"answer", shown(s, e.answer_dir / file)},
                          {"text", answer[file]}};
      if (a.diff) j["diff"] = differences(s, e, file);
      files.push_back(std::move(j));
    }
    nlohmann::json j = {{"id", e.id},
                        {"spoiled", load_progress(s.where.state, e.id).spoiled},
                        {"files", files}};
    s.out.print(
        j.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    return exit_status::pass;
  }
  for (const std::string& file : e.files) {
    std::string head = shown(s, e.answer_dir / file);
    std::string text = a.diff ? differences(s, e, file) : answer[file];
    if (a.diff && text.empty()) text = "  yours is the same, to the letter\n";
    s.out.print(s.out.paint(tone::strong, "==> " + head) + "\n" + text + "\n");
  }
  s.out.print(further(s, e));
  return exit_status::pass;
}

}  // namespace grader
