// SPDX-License-Identifier: MIT
//
// What the checker said of golden/cases.cpp, told to people: golden/NAME.txt.
//
//   grader_tests "[.capture]"        asks the checker anew (from a course whose
//                                    grader is built; takes a minute)
//   KIOTO_BLESS=1 grader_tests "golden*"    takes the text of now for expected
//
// golden/reports.jsonl has the checker's lines, symbols.json what the
// symbolizer makes of their addresses, without what nobody looks at.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "../temporary.hpp"
#include "build/files.hpp"
#include "course/course.hpp"
#include "model/model_process.hpp"
#include "model/model_program.hpp"
#include "model/scenario_report.hpp"

using namespace grader;
using nlohmann::json;

namespace {

const fs::path golden =
    fs::path(KIOTO_SOURCE_DIR) / "grader/tests/model/golden";

std::string replaced(std::string text, const std::string& from,
                     const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;
       at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::vector<exploration> captured() {
  std::vector<exploration> all;
  std::ifstream in(golden / "reports.jsonl");
  for (std::string line; std::getline(in, line);) {
    auto x = read_exploration(line);
    INFO(line.substr(0, 80));
    REQUIRE(x);
    all.push_back(*std::move(x));
  }
  REQUIRE(!all.empty());
  return all;
}

symbol_table captured_symbols() {
  return {
      replaced(read_file(golden / "symbols.json"), "@HERE@", golden.string()),
      "/nowhere/grader/checker"};
}

source_lines captured_sources() {
  return {{(golden / "cases.cpp").string()}, golden};
}

scenario_report report_on(const exploration& x, const symbol_table& symbols,
                          source_lines& sources) {
  scenario_report r;
  r.scenario = x.scenario;
  r.found = x;
  r.found->seconds = 0.0001;
  r.command = "grader explore cases.cpp";
  if (!x.failure) return r;
  r.schedule = x.failure->schedule;
  r.told = tell(scene(*x.failure, symbols, sources));
  return r;
}

bool is_blessing() { return std::getenv("KIOTO_BLESS") != nullptr; }

std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    most = std::max(most, width(line));
  return most;
}

// Of the frames of an address: the learner's, and those that say what they
// call.
json without_ballast(const json& one) {
  json symbols = json::array();
  bool was_own = false;
  const json& all = one["Symbol"];
  for (std::size_t i = all.size(); i-- > 0;) {
    const json& s = all[i];
    const std::string file = s["FileName"];
    const bool is_own = file.ends_with("/cases.cpp");
    const bool is_kept =
        is_own || was_own || i == 0 || file.ends_with("/atomic_wait.h");
    was_own = is_own;
    if (!is_kept) continue;
    json frame;
    for (const char* key :
         {"Column", "FileName", "FunctionName", "Line", "StartLine"})
      frame[key] = s[key];
    symbols.insert(symbols.begin(), frame);
  }
  return {{"Address", one["Address"]}, {"Symbol", symbols}};
}

}  // namespace

TEST_CASE("golden: each kind of failure as text", "[model]") {
  const symbol_table symbols = captured_symbols();
  source_lines sources = captured_sources();
  const console plain(format::plain);
  for (const exploration& x : captured()) {
    INFO(x.scenario);
    const std::string text = text_of(report_on(x, symbols, sources), plain);
    const fs::path file = golden / (x.scenario + ".txt");
    if (is_blessing()) write_file(file, text);
    CHECK(text == try_read_file(file).value_or(""));
    CHECK(widest(text) <= 80);
  }
}

TEST_CASE("golden: the steps that a reason names are those that matter",
          "[model]") {
  const symbol_table symbols = captured_symbols();
  source_lines sources = captured_sources();
  std::size_t all = 0;
  for (const exploration& x : captured()) {
    if (!x.failure) continue;
    INFO(x.scenario);
    const told_failure told = *report_on(x, symbols, sources).told;
    std::set<int> named;
    static const std::regex step(" (?:at|since) ([0-9]+)\\b");
    for (std::sregex_iterator at(told.why.begin(), told.why.end(), step), end;
         at != end; ++at)
      named.insert(std::stoi((*at)[1]));
    CHECK(told.key_steps == named);
    all += named.size();
  }
  CHECK(all > 30);
}

TEST_CASE("golden: every kind of failure is among them", "[model]") {
  std::set<model_problem> kinds;
  for (const exploration& x : captured())
    if (x.failure) kinds.insert(x.failure->kind);
  // out_of_bounds takes a wild pointer into the checker's own arena.
  CHECK(kinds.size() == 13);
}

TEST_CASE("golden: captured anew", "[.capture]") {
  const temporary_folder work;
  const fs::path root = KIOTO_SOURCE_DIR;
  const course of = load_course(root);
  const workspace w{&of, root, root / ".grader", find_toolchain()};
  console out(format::plain);
  const auto program =
      build_model(w, {golden / "cases.cpp"}, work.path(), golden, out);
  REQUIRE(program);
  const isolation level = find_isolation();
  const model_run run = run_model(program->file, {}, level, 60);
  REQUIRE(run.status == 0);
  write_file(golden / "reports.jsonl",
             std::regex_replace(run.said, std::regex(R"("seconds":[0-9.]+)"),
                                "\"seconds\":0.0"));
  std::set<std::uint64_t> addresses;
  for (const exploration& x : captured())
    for (const std::uint64_t a : addresses_in(x)) addresses.insert(a);
  const std::string all = symbolize(w.tools.symbolizer, program->file,
                                    {addresses.begin(), addresses.end()});
  std::string lines = "[";
  for (const json& one : json::parse(all))
    lines += (lines.size() == 1 ? "\n" : ",\n") + without_ballast(one).dump();
  write_file(golden / "symbols.json",
             replaced(lines + "\n]\n", golden.string(), "@HERE@"));
}
