// SPDX-License-Identifier: MIT
#include "model/sarif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace grader {
namespace {

using nlohmann::json;

struct rule {
  model_problem kind;
  const char* description;
};

constexpr rule rules[] = {
    {model_problem::data_race,
     "Two threads use the same memory, one of them writes, and nothing orders "
     "them."},
    {model_problem::use_after_free, "Memory is used after it was freed."},
    {model_problem::double_free, "Memory is freed twice."},
    {model_problem::bad_free, "Something is freed that was not allocated."},
    {model_problem::out_of_bounds, "Memory is used that nobody allocated."},
    {model_problem::leak, "Memory is never freed."},
    {model_problem::deadlock, "Threads wait for each other in a circle."},
    {model_problem::lost_wakeup, "A thread sleeps and nobody will wake it."},
    {model_problem::livelock, "Threads go round without getting further."},
    {model_problem::assertion, "An assertion does not hold."},
    {model_problem::exception, "An exception is not caught."},
    {model_problem::misuse, "A function is called where it may not be."},
    {model_problem::crash, "The program crashes."},
    {model_problem::limit, "The scenario is too large for the checker."},
};

constexpr const char* broken_off = "broken-off";

std::string id_of(model_problem kind) {
  std::string id(name_of(kind));
  std::ranges::replace(id, ' ', '-');
  return id;
}

json text(const std::string& words) { return {{"text", words}}; }

// Of a path: percent-encoded, with slashes.
std::string uri_of(const std::string& path) {
  constexpr std::string_view plain = "-._~/";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || plain.find(c) != std::string_view::npos)
      uri += c;
    else
      uri += fmt::format("%{:02X}", byte);
  }
  return uri;
}

json location(const code_frame& at, const source_lines& sources) {
  json region = {{"startLine", at.line}};
  if (at.column > 0) region["startColumn"] = at.column;
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", uri_of(sources.shown(at.file))}}},
            {"region", std::move(region)}}}};
}

std::string words_of(const told_step& s) {
  std::string words = s.what;
  if (s.times > 1) words += fmt::format(" ({} times)", s.times);
  for (const std::string& more : s.more) words += "; " + more;
  return words;
}

json thread_flows(const told_failure& t, const source_lines& sources) {
  std::map<int, json> flows;
  for (const told_step& s : t.steps) {
    if (s.is_remark) continue;
    json& flow = flows[s.thread];
    if (flow.is_null()) {
      const auto i = static_cast<std::size_t>(s.thread);
      const std::string name = i < t.threads.size() ? t.threads[i] : "";
      flow = {{"id", fmt::format("T{}", s.thread)},
              {"locations", json::array()}};
      if (!name.empty()) flow["message"] = text(name);
    }
    json at = s.at.line != 0 ? location(s.at, sources) : json::object();
    at["message"] = text(words_of(s));
    flow["locations"].push_back(
        {{"location", std::move(at)},
         {"executionOrder", s.number},
         {"importance", s.is_bad ? "essential" : "important"}});
  }
  json all = json::array();
  for (auto& [thread, flow] : flows) all.push_back(std::move(flow));
  return all;
}

// Where it shows: the last bad step with a place, or the last one.
const told_step* main_step(const told_failure& t) {
  const told_step* found = nullptr;
  for (const told_step& s : t.steps)
    if (s.at.line != 0 && (s.is_bad || found == nullptr || !found->is_bad))
      found = &s;
  return found;
}

json failure_result(const scenario_report& r, const exploration& x,
                    const model_failure& f, const told_failure& told,
                    const source_lines& sources) {
  json result = {
      {"level", "error"},
      {"ruleId", id_of(f.kind)},
      {"message", text(fmt::format("{}: {}", r.scenario, told.why))}};
  if (const told_step* at = main_step(told))
    result["locations"].push_back(location(at->at, sources));
  json flow;
  flow["threadFlows"] = thread_flows(told, sources);
  if (!flow["threadFlows"].empty())
    result["codeFlows"].push_back(std::move(flow));
  result["properties"] = {{"schedule", r.schedule},
                          {"executions", x.executions}};
  return result;
}

json result_of(const scenario_report& r, const source_lines& sources) {
  if (r.found && r.found->failure && r.told)
    return failure_result(r, *r.found, *r.found->failure, *r.told, sources);
  return {{"level", "error"},
          {"ruleId", broken_off},
          {"message", text(fmt::format("{}: {}", r.scenario, r.problem))}};
}

json descriptors() {
  json all = json::array();
  for (const rule& r : rules)
    all.push_back(
        {{"id", id_of(r.kind)}, {"shortDescription", text(r.description)}});
  all.push_back(
      {{"id", broken_off},
       {"shortDescription",
        text("The program ended before the checker had an answer.")}});
  return all;
}

}  // namespace

json to_sarif(const std::vector<scenario_report>& all,
              const source_lines& sources, const std::string& version) {
  json results = json::array();
  for (const scenario_report& r : all)
    if (!r.is_fine()) results.push_back(result_of(r, sources));
  const json driver = {{"name", "grader explore"},
                       {"version", version},
                       {"rules", descriptors()}};
  json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
              {"version", "2.1.0"}};
  log["runs"].push_back({{"tool", {{"driver", driver}}},
                         {"columnKind", "utf16CodeUnits"},
                         {"results", std::move(results)}});
  return log;
}

}  // namespace grader
