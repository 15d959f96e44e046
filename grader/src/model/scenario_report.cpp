// SPDX-License-Identifier: MIT
#include "model/scenario_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/interleaving.hpp"
#include "report/printed_text.hpp"
#include "report/story_text.hpp"

namespace grader {
namespace {

constexpr std::size_t indent = 10;  // of what follows "why:"
constexpr std::size_t outcomes_shown = 20;

std::string field(std::string_view label, std::string_view text) {
  const std::string head = fmt::format("  {:<{}}", label, indent - 2);
  return indented(text, indent).replace(0, head.size(), head);
}

std::string time_text(double seconds) {
  const double ms = seconds * 1000;
  return ms < 10 ? fmt::format("{:.2f} ms", ms) : fmt::format("{:.0f} ms", ms);
}

std::string output_text(const scenario_report& r) {
  return printed_text(r.output, r.output_bytes, 2);
}

std::string outcomes_text(const exploration& x) {
  if (x.outcomes.empty()) return {};
  const std::size_t shown = std::min(x.outcomes.size(), outcomes_shown);
  const std::vector<std::int64_t> some(
      x.outcomes.begin(),
      x.outcomes.begin() + static_cast<std::ptrdiff_t>(shown));
  return indented(fmt::format("outcomes: {}{}", fmt::join(some, ", "),
                              shown < x.outcomes.size() ? ", ..." : ""),
                  9);
}

std::string failure_text(const scenario_report& r, const exploration& x,
                         const told_failure& told, const console& on) {
  std::string text = interleaving(told, on);
  if (!told.legend.empty())
    text += "      " + on.paint(tone::quiet, told.legend) + "\n";
  text += output_text(r);
  text += field("why:", told.why);
  text += replay_text(r.command, "--scenario " + r.scenario, r.schedule, 2);
  return text + indented(count_text(x), indent);
}

nlohmann::json json_of(const code_stack& frames) {
  nlohmann::json all = nlohmann::json::array();
  for (const code_frame& f : frames)
    if (f.line != 0)  // else it is the checker's own
      all.push_back({{"function", f.function},
                     {"file", f.file},
                     {"line", f.line},
                     {"column", f.column}});
  return all;
}

nlohmann::json json_of(const told_step& s, const scene& in) {
  nlohmann::json j = {{"number", s.number}, {"thread", s.thread},
                      {"what", s.what},     {"more", s.more},
                      {"times", s.times},   {"bad", s.is_bad}};
  if (s.at.line != 0)
    j["where"] = {{"function", s.at.function},
                  {"file", in.file(s.at)},
                  {"line", s.at.line},
                  {"column", s.at.column},
                  {"source", s.source}};
  if (s.event >= 0) {
    const model_event& e =
        in.failure().events[static_cast<std::size_t>(s.event)];
    j["event"] = {{"step", e.step},
                  {"kind", name_of(e.op)},
                  {"note", name_of(e.note)},
                  {"object", e.object},
                  {"value", e.value},
                  {"next_value", e.next_value},
                  {"stack", json_of(in.stack(e.calls))}};
  }
  return j;
}

nlohmann::json failure_json(const scenario_report& r, const told_failure& told,
                            const scene& s) {
  const model_failure& f = s.failure();
  nlohmann::json steps = nlohmann::json::array();
  for (const told_step& step : told.steps)
    if (!step.is_remark) steps.push_back(json_of(step, s));
  nlohmann::json blocked = nlohmann::json::array();
  for (const model_blocked& b : f.blocked) {
    nlohmann::json j = {{"thread", b.thread},
                        {"waits_in", name_of(b.waits_in)},
                        {"stack", json_of(s.stack(b.calls))}};
    if (b.holder >= 0) j["holder"] = b.holder;
    if (b.joins >= 0) j["joins"] = b.joins;
    blocked.push_back(std::move(j));
  }
  return {{"kind", name_of(f.kind)},
          {"text", f.text},
          {"why", told.why},
          {"weak_memory", f.weak_memory},
          {"deviations", f.deviations},
          {"schedule", r.schedule},
          {"threads", told.threads},
          {"steps", std::move(steps)},
          {"blocked", std::move(blocked)},
          {"output", r.output},
          {"output_bytes", r.output_bytes}};
}

}  // namespace

std::string count_text(const exploration& x) {
  if (x.phase == "replay")
    return x.failure ? "replayed" : "replayed: no failure in this execution";
  const std::string executions =
      fmt::format("{} execution{}", x.executions, x.executions == 1 ? "" : "s");
  switch (x.result) {
    case model_result::failed:
      return fmt::format("explored {} in {}", executions, time_text(x.seconds));
    case model_result::proved:
      return fmt::format("all {} explored in {}: no failure within the model",
                         executions, time_text(x.seconds));
    case model_result::sampled:
      return fmt::format("{} sampled in {}, not all: no failure in them",
                         executions, time_text(x.seconds));
  }
  return {};
}

std::string text_of(const scenario_report& r, const console& on) {
  const auto head = [&](tone t, std::string_view word) {
    return on.paint(t, fmt::format("{:<7}", word)) + "  " + r.scenario;
  };
  if (!r.found)
    return head(tone::bad, "FAIL") + "\n" + indented(r.problem, 9) +
           output_text(r);
  const exploration& x = *r.found;
  if (x.failure && r.told)
    return fmt::format("{}: {}\n{}", head(tone::bad, "FAIL"),
                       name_of(x.failure->kind),
                       failure_text(r, x, *r.told, on));
  const bool is_proof = x.result == model_result::proved;
  return head(is_proof ? tone::good : tone::strong,
              is_proof ? "proved" : "sampled") +
         "\n" + indented(count_text(x), 9) + outcomes_text(x);
}

nlohmann::json to_json(const scenario_report& r, const scene* s) {
  nlohmann::json j = {{"scenario", r.scenario}, {"problem", r.problem}};
  if (!r.found) {
    j["result"] = "broken";
    j["output"] = r.output;
    return j;
  }
  const exploration& x = *r.found;
  j["result"] = name_of(x.result);
  j["phase"] = x.phase;
  j["executions"] = x.executions;
  j["seconds"] = x.seconds;
  j["longest"] = x.longest;
  j["outcomes"] = x.outcomes;
  if (s != nullptr && r.told) j["failure"] = failure_json(r, *r.told, *s);
  return j;
}

}  // namespace grader
