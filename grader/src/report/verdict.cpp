// SPDX-License-Identifier: MIT
#include "report/verdict.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace grader {

using nlohmann::json;

std::string_view name_of(outcome o) {
  switch (o) {
    case outcome::pass:
      return "pass";
    case outcome::fail:
      return "fail";
    case outcome::not_written:
      return "not_written";
    case outcome::fault:
      return "fault";
  }
  return "?";
}

int exercise_verdict::count(outcome o) const {
  return static_cast<int>(std::count_if(
      cases.begin(), cases.end(), [&](auto& c) { return c.result == o; }));
}

int exercise_verdict::passed(build_kind b) const {
  return static_cast<int>(std::count_if(
      cases.begin(), cases.end(),
      [&](auto& c) { return c.build == b && c.result == outcome::pass; }));
}

int exercise_verdict::total(build_kind b) const {
  return static_cast<int>(std::count_if(cases.begin(), cases.end(),
                                        [&](auto& c) { return c.build == b; }));
}

namespace {

constexpr std::string_view state_names[] = {"passed", "failed",
                                            "does_not_build", "fault"};

outcome outcome_named(std::string_view name) {
  for (outcome o : {outcome::pass, outcome::fail, outcome::not_written})
    if (name_of(o) == name) return o;
  return outcome::fault;
}

json to(const place& p) {
  return {{"function", p.function}, {"file", p.file}, {"line", p.line}};
}

place place_from(const json& j) {
  return {j.at("function"), j.at("file"), j.at("line")};
}

// 64-bit seeds as hexadecimal text: JSON readers keep 53 bits.
std::string seed_text(std::uint64_t seed) {
  char text[17];
  std::snprintf(text, sizeof text, "%llx",
                static_cast<unsigned long long>(seed));
  return text;
}

std::uint64_t seed_from(const json& j) {
  return std::stoull(j.get<std::string>(), nullptr, 16);
}

json to(const explored_case& x) {
  json j = {{"result", x.result}, {"executions", x.executions}};
  if (x.kind.empty()) return j;
  j["kind"] = x.kind;
  j["schedule"] = x.schedule;
  j["interleaving"] = x.picture;
  j["why"] = x.why;
  j["steps"] = json::array();
  for (const explored_step& s : x.steps)
    j["steps"].push_back({{"number", s.number},
                          {"thread", s.thread},
                          {"place", s.place},
                          {"what", s.what},
                          {"source", s.source}});
  return j;
}

explored_case explored_from(const json& j) {
  explored_case x = {
      j.at("result"),          j.at("executions"),          j.value("kind", ""),
      j.value("schedule", ""), j.value("interleaving", ""), j.value("why", "")};
  for (const json& s : j.value("steps", json::array()))
    x.steps.push_back({s.at("number"), s.at("thread"), s.at("place"),
                       s.at("what"), s.at("source")});
  return x;
}

json to(const case_verdict& c) {
  json story = json::array();
  for (const story_step& s : c.story)
    story.push_back({{"text", s.text}, {"saw", s.saw}, {"right", s.right}});
  json j = {{"number", c.number},
            {"title", c.title},
            {"build", c.build ? json(std::string(name_of(*c.build))) : json()},
            {"result", std::string(name_of(c.result))},
            {"headline", c.headline},
            {"story", story},
            {"expected", c.expected},
            {"because", c.because},
            {"notes", c.notes},
            {"output", c.output},
            {"output_bytes", c.output_bytes},
            {"seed", seed_text(c.seed)},
            {"ms", c.ms}};
  if (c.where) j["where"] = to(*c.where);
  if (c.explored) j["explored"] = to(*c.explored);
  return j;
}

case_verdict case_from(const json& j) {
  case_verdict c;
  c.number = j.at("number");
  c.title = j.at("title");
  if (!j.at("build").is_null())
    c.build = build_named(j.at("build").get<std::string>());
  c.result = outcome_named(j.at("result").get<std::string>());
  c.headline = j.at("headline");
  for (const json& s : j.at("story"))
    c.story.push_back({s.at("text"), s.at("saw"), s.at("right")});
  c.expected = j.at("expected");
  c.because = j.at("because");
  c.notes = j.at("notes").get<std::vector<std::string>>();
  c.output = j.at("output");
  c.output_bytes = j.at("output_bytes");
  c.seed = seed_from(j.at("seed"));
  c.ms = j.at("ms");
  if (j.contains("where")) c.where = place_from(j.at("where"));
  if (j.contains("explored")) c.explored = explored_from(j.at("explored"));
  return c;
}

json to(const diagnostic& d) {
  return {{"severity", d.severity}, {"where", to(d.where)},
          {"column", d.column},     {"message", d.message},
          {"source", d.source},     {"notes", d.notes},
          {"details", d.details}};
}

diagnostic diagnostic_from(const json& j) {
  return {j.at("severity"),
          place_from(j.at("where")),
          j.at("column"),
          j.at("message"),
          j.at("source"),
          j.at("notes").get<std::vector<std::string>>(),
          j.at("details").get<std::vector<std::string>>()};
}

// Learner text may hold anything: what is no UTF-8 is replaced, never thrown
// at.
std::string dump(const json& j) {
  return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string to_json(const case_verdict& c) { return dump(to(c)); }

case_verdict case_from_json(std::string_view text) {
  return case_from(json::parse(text));
}

std::string to_json(const exercise_verdict& e) {
  json cases = json::array(), diagnostics = json::array(),
       builds = json::array();
  for (auto& c : e.cases) cases.push_back(to(c));
  for (auto& d : e.diagnostics) diagnostics.push_back(to(d));
  for (auto b : e.builds) builds.push_back(std::string(name_of(b)));
  return dump(
      {{"id", e.id},
       {"title", e.title},
       {"state", std::string(state_names[static_cast<std::size_t>(e.state)])},
       {"problem", e.problem},
       {"next", e.next},
       {"diagnostics", diagnostics},
       {"cases", cases},
       {"builds", builds},
       {"files", e.files},
       {"seed", seed_text(e.seed)},
       {"cached", e.cached},
       {"seconds", e.seconds}});
}

exercise_verdict exercise_from_json(std::string_view text) {
  json j = json::parse(text);
  exercise_verdict e;
  e.id = j.at("id");
  e.title = j.at("title");
  auto state = std::find(std::begin(state_names), std::end(state_names),
                         j.at("state").get<std::string>());
  e.state = state == std::end(state_names)
                ? exercise_state::fault
                : static_cast<exercise_state>(state - std::begin(state_names));
  e.problem = j.at("problem");
  e.next = j.at("next");
  for (const json& d : j.at("diagnostics"))
    e.diagnostics.push_back(diagnostic_from(d));
  for (const json& c : j.at("cases")) e.cases.push_back(case_from(c));
  for (const json& b : j.at("builds"))
    e.builds.push_back(build_named(b.get<std::string>()).value());
  e.files = j.at("files").get<std::vector<std::string>>();
  e.seed = seed_from(j.at("seed"));
  e.cached = j.at("cached");
  e.seconds = j.at("seconds");
  return e;
}

}  // namespace grader
