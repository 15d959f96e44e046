// SPDX-License-Identifier: MIT
//
// The report against what SARIF 2.1.0 says of the objects that are in it:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
#include "model/sarif.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace grader;
using nlohmann::json;

namespace {

struct property {
  std::string type;  // of the value, or of its elements: "[x]"
  bool is_required = false;
};

// What we use of each object; section 3 of the standard has all.
const std::map<std::string, std::map<std::string, property>> objects = {
    {"sarifLog",
     {{"$schema", {"string"}},
      {"version", {"string", true}},
      {"runs", {"[run]", true}}}},
    {"run",
     {{"tool", {"tool", true}},
      {"columnKind", {"string"}},
      {"results", {"[result]"}}}},
    {"tool", {{"driver", {"toolComponent", true}}}},
    {"toolComponent",
     {{"name", {"string", true}},
      {"version", {"string"}},
      {"rules", {"[reportingDescriptor]"}}}},
    {"reportingDescriptor",
     {{"id", {"string", true}}, {"shortDescription", {"message"}}}},
    {"result",
     {{"ruleId", {"string"}},
      {"level", {"string"}},
      {"message", {"message", true}},
      {"locations", {"[location]"}},
      {"codeFlows", {"[codeFlow]"}},
      {"properties", {"any"}}}},
    {"message", {{"text", {"string", true}}}},
    {"codeFlow", {{"threadFlows", {"[threadFlow]", true}}}},
    {"threadFlow",
     {{"id", {"string"}},
      {"message", {"message"}},
      {"locations", {"[threadFlowLocation]", true}}}},
    {"threadFlowLocation",
     {{"location", {"location"}},
      {"executionOrder", {"order"}},
      {"importance", {"string"}}}},
    {"location",
     {{"physicalLocation", {"physicalLocation"}}, {"message", {"message"}}}},
    {"physicalLocation",
     {{"artifactLocation", {"artifactLocation"}}, {"region", {"region"}}}},
    {"artifactLocation", {{"uri", {"string"}}}},
    {"region", {{"startLine", {"line"}}, {"startColumn", {"line"}}}},
};

// Lists of these may not be empty.
const std::set<std::string> never_empty = {"threadFlow", "threadFlowLocation"};

void check(const json& j, const std::string& type, const std::string& path) {
  INFO(path);
  if (type == "any") return;
  if (type == "string") {
    CHECK(j.is_string());
    return;
  }
  if (type == "line" || type == "order") {
    REQUIRE(j.is_number_integer());
    CHECK(j >= (type == "line" ? 1 : -1));
    return;
  }
  if (type.starts_with('[')) {
    REQUIRE(j.is_array());
    const std::string element = type.substr(1, type.size() - 2);
    CHECK((!never_empty.contains(element) || !j.empty()));
    for (std::size_t i = 0; i < j.size(); ++i)
      check(j[i], element, path + "/" + std::to_string(i));
    return;
  }
  REQUIRE(j.is_object());
  const auto& known = objects.at(type);
  for (const auto& [key, value] : j.items()) {
    INFO(key);
    REQUIRE(known.contains(key));
    check(value, known.at(key).type, path + "/" + key);
  }
  for (const auto& [key, p] : known) {
    INFO(key);
    CHECK((!p.is_required || j.contains(key)));
  }
}

told_step step(int number, int thread, int line) {
  told_step s;
  s.number = number;
  s.thread = thread;
  s.what = "lock m";
  s.at.line = line;
  s.at.file = "/home/me/a b.cpp";
  return s;
}

scenario_report deadlock() {
  scenario_report r;
  r.scenario = "s";
  r.found.emplace();
  r.found->result = model_result::failed;
  r.found->failure.emplace();
  r.found->failure->kind = model_problem::deadlock;
  r.told.emplace();
  r.told->threads = {"", "other"};
  r.told->why = "a circle";
  r.told->steps = {step(1, 0, 3), step(2, 1, 4), step(3, 0, 5), step(4, 1, 0)};
  r.told->steps[2].is_bad = true;
  told_step remark;
  remark.is_remark = true;
  r.told->steps.push_back(remark);
  return r;
}

json sarif(const std::vector<scenario_report>& all) {
  return to_sarif(all, source_lines({}, "/home/me"), "1.2.3");
}

}  // namespace

TEST_CASE("SARIF: the log is of the standard's form", "[model]") {
  scenario_report fine;
  fine.found.emplace();
  scenario_report broken;
  broken.scenario = "b";
  broken.problem = "it was killed";
  const json log = sarif({deadlock(), fine, broken});
  check(log, "sarifLog", "");
  CHECK(log["version"] == "2.1.0");
  const json& run = log["runs"][0];
  REQUIRE(run["results"].size() == 2);
  std::set<std::string> ids;
  for (const json& rule : run["tool"]["driver"]["rules"])
    CHECK(ids.insert(rule["id"]).second);
  for (const json& result : run["results"]) {
    CHECK(ids.contains(result["ruleId"]));
    CHECK(result["level"] == "error");
  }
}

TEST_CASE("SARIF: a thread flow a thread, in one order", "[model]") {
  const json result = sarif({deadlock()})["runs"][0]["results"][0];
  const json& flows = result["codeFlows"][0]["threadFlows"];
  REQUIRE(flows.size() == 2);
  CHECK(flows[0]["id"] == "T0");
  CHECK(flows[1]["id"] == "T1");
  CHECK(flows[1]["message"]["text"] == "other");
  REQUIRE(flows[0]["locations"].size() == 2);
  CHECK(flows[0]["locations"][0]["executionOrder"] == 1);
  CHECK(flows[0]["locations"][1]["executionOrder"] == 3);
  CHECK(flows[0]["locations"][1]["importance"] == "essential");
  CHECK(flows[1]["locations"][0]["executionOrder"] == 2);
}

TEST_CASE("SARIF: a place is an URI and a region", "[model]") {
  const json result = sarif({deadlock()})["runs"][0]["results"][0];
  const json& at = result["locations"][0]["physicalLocation"];
  CHECK(at["artifactLocation"]["uri"] == "a%20b.cpp");
  CHECK(at["region"]["startLine"] == 5);
  CHECK(!at["region"].contains("startColumn"));
}

TEST_CASE("SARIF: nothing found is a log without results", "[model]") {
  const json log = sarif({});
  check(log, "sarifLog", "");
  CHECK(log["runs"][0]["results"].empty());
}
