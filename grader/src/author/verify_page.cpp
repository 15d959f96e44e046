// SPDX-License-Identifier: MIT
#include "author/verify_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "author/kill_matrix.hpp"
#include "build/digest.hpp"
#include "build/files.hpp"

namespace grader {

namespace {

using nlohmann::json;

fs::path file_of(const workspace& w, const std::string& id) {
  return w.state / "verify" / (id + ".json");
}

json to_json(const exercise_report& r) {
  json cases = json::array(), wrong = json::array();
  for (const verified_case& c : r.cases)
    cases.push_back({{"number", c.number},
                     {"title", c.title},
                     {"compiled", c.compiled},
                     {"answer_ms", c.answer_ms},
                     {"alternative_ms", c.alternative_ms},
                     {"limit_ms", c.limit_ms}});
  for (const wrong_code& w : r.wrong) {
    json failed = json::array(), passed = json::array();
    for (auto& [number, good] : w.passed)
      (good ? passed : failed).push_back(number);
    wrong.push_back({{"name", w.name},
                     {"mutant", w.mutant},
                     {"state", w.state},
                     {"build", w.build},
                     {"by", w.by},
                     {"where", w.where},
                     {"failed", failed},
                     {"passed", passed}});
  }
  return {{"id", r.id},
          {"title", r.title},
          {"key", r.key},
          {"full", r.full},
          {"cases", cases},
          {"wrong", wrong},
          {"findings", r.findings},
          {"notes", r.notes},
          {"checks", r.checks},
          {"seconds", r.seconds}};
}

exercise_report from_json(const json& j) {
  exercise_report r;
  r.id = j.at("id");
  r.title = j.at("title");
  r.key = j.at("key");
  r.full = j.at("full");
  for (const json& c : j.at("cases"))
    r.cases.push_back({c.at("number"), c.at("title"), c.at("compiled"),
                       c.at("answer_ms"), c.at("alternative_ms"),
                       c.at("limit_ms")});
  for (const json& w : j.at("wrong")) {
    wrong_code one{w.at("name"),
                   w.at("mutant"),
                   w.at("state"),
                   w.at("build"),
                   w.at("by"),
                   w.at("where"),
                   {}};
    for (int number : w.at("failed")) one.passed[number] = false;
    for (int number : w.at("passed")) one.passed[number] = true;
    r.wrong.push_back(std::move(one));
  }
  r.findings = j.at("findings");
  r.notes = j.at("notes");
  r.checks = j.at("checks");
  r.seconds = j.at("seconds");
  return r;
}

// Text that stands in a cell of a table.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != text.npos; at += 2)
    text.insert(at, "\\");
  return text;
}

// The case that leaves a right answer the least room.
std::string least_slack(const exercise_report& r) {
  const verified_case* worst = nullptr;
  auto slack = [](const verified_case& c) {
    return c.limit_ms / std::max({c.answer_ms, c.alternative_ms, 0.01});
  };
  for (const verified_case& c : r.cases)
    if (c.limit_ms > 0 && (worst == nullptr || slack(c) < slack(*worst)))
      worst = &c;
  if (worst == nullptr) return "";
  return fmt::format("{:.0f} times", slack(*worst));
}

std::string section(const exercise_report& r) {
  std::string text =
      fmt::format("\n## {}: {}\n\n{}.\n", r.id, r.title, mutants_in_words(r));
  for (const std::string& f : r.findings) text += "\n- wrong: " + f;
  for (const std::string& n : r.notes) text += "\n- note: " + n;
  if (!r.findings.empty() || !r.notes.empty()) text += "\n";
  text += "\n```text\n" + matrix_text(r) + "```\n";
  text +=
      "\n<details><summary>All mutants</summary>\n\n"
      "| | function | change | of | |\n| --: | --- | --- | --- | --- |\n";
  int number = 0;
  for (const wrong_code& w : r.wrong) {
    if (!w.mutant || w.state == "not compiled") continue;
    // "function: change: text"
    const std::size_t first = w.name.find(": ");
    const std::size_t second = w.name.find(": ", first + 2);
    std::string end =
        w.state == "killed" ? fmt::format("{} ({})", w.by, w.build) : w.state;
    text += fmt::format("| {} | `{}` | {} | `{}` | {} |\n", ++number,
                        cell(w.name.substr(0, first)),
                        cell(w.name.substr(first + 2, second - first - 2)),
                        cell(w.name.substr(second + 2)), cell(end));
  }
  return text + "\n</details>\n";
}

}  // namespace

std::string report_key(const workspace& w, const exercise& e) {
  digest d;
  const chapter& c = *w.of->find_chapter(e.chapter);
  d.add(w.tools.identity).add(e.id).add(e.task);
  for (const std::string& hole : e.holes) d.add(hole);
  d.add(digest_tree(e.hidden_dir)).add(digest_tree(c.dir / "hidden/include"));
  for (const std::string& file : e.files) d.add_file(e.answer_dir / file);
  for (const char* part : {"alternatives", "wrong"})
    d.add(digest_tree(e.solution_dir / part / e.name));
  d.add_file(e.solution_dir / "argued" / (e.name + ".toml"));
  return d.hex();
}

void store_report(const workspace& w, const exercise_report& r) {
  exercise_report stored = r;
  stored.key = report_key(w, *w.of->find_exercise(r.id));
  write_file(file_of(w, r.id), to_json(stored).dump(1) + "\n");
}

std::vector<exercise_report> stored_reports(const workspace& w) {
  std::vector<exercise_report> all;
  for (const chapter& c : w.of->chapters)
    for (const exercise& e : c.exercises) {
      auto text = try_read_file(file_of(w, e.id));
      if (!text) continue;
      try {
        exercise_report r = from_json(json::parse(*text));
        if (r.key == report_key(w, e)) all.push_back(std::move(r));
      } catch (const json::exception&) {
        // Of another release: it is to be verified again.
      }
    }
  return all;
}

std::string report_page(const workspace& w,
                        const std::vector<exercise_report>& all) {
  std::string text =
      "# Report of `grader author verify --full`\n\n"
      "Made by that command, not by hand. [judges.md](judges.md) says what "
      "the\n"
      "parts mean; `x` in a matrix: the case fails, `.`: it passes.\n\n"
      "| exercise | cases | wrong answers | mutants | killed | argued | "
      "survive "
      "| room in a limit | wrong |\n"
      "| --- | --: | --: | --: | --: | --: | --: | --: | --: |\n";
  for (const chapter& c : w.of->chapters)
    for (const exercise& e : c.exercises) {
      auto r = std::ranges::find(all, e.id, &exercise_report::id);
      if (r == all.end()) {
        text +=
            fmt::format("| {} | not verified as it is | | | | | | | |\n", e.id);
        continue;
      }
      const auto answers = std::ranges::count_if(
          r->wrong, [](const wrong_code& x) { return !x.mutant; });
      const int killed = r->count("killed"), argued = r->count("argued");
      const int survived = r->count("survived");
      text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
                          e.id, r->cases.size(), answers,
                          killed + argued + survived, killed, argued, survived,
                          least_slack(*r), r->findings.size());
    }
  for (const exercise_report& r : all) text += section(r);
  return text;
}

nlohmann::json report_json(const verify_report& r) {
  json exercises = json::array();
  for (const exercise_report& e : r.exercises) exercises.push_back(to_json(e));
  return {{"schema", 1},
          {"verified", r.findings.empty()},
          {"findings", r.findings},
          {"notes", r.notes},
          {"checks", r.checks},
          {"exercises", exercises}};
}

}  // namespace grader
