// SPDX-License-Identifier: MIT
#include "model/exploration.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace grader;
using nlohmann::json;

namespace {

json event() {
  return {{"step", 3},
          {"thread", 1},
          {"kind", "load"},
          {"object", 64},
          {"size", 4},
          {"value", 1},
          {"next_value", 2},
          {"note", "stale"},
          {"other_step", 2},
          {"other_thread", 0},
          {"stack", {"0x10", "0xff"}}};
}

json report() {
  return {
      {"scenario", "s"},
      {"result", "failed"},
      {"phase", "weak memory"},
      {"executions", 12},
      {"pruned", 1},
      {"seconds", 0.5},
      {"longest", 9},
      {"outcomes", {-1, 3}},
      {"failure",
       {{"kind", "lost wakeup"},
        {"text", ""},
        {"weak_memory", true},
        {"deviations", 2},
        {"schedule", "0x3"},
        {"size", 0},
        {"who", {{"thread", 0}, {"did", ""}, {"step", 4}, {"stack", {"0x1"}}}},
        {"threads", {{{"id", 0}, {"spawned_at", json::array()}}}},
        {"events", {event()}},
        {"blocked",
         {{{"thread", 0},
           {"waits_in", "lock"},
           {"object", 8},
           {"was_notified", false},
           {"is_spinning", true},
           {"holder", 1},
           {"held_since", {"0x2"}},
           {"stack", {"0x3"}}}}}}}};
}

std::string error_of(const json& j) {
  const auto found = read_exploration(j.dump());
  return found ? "none" : found.error();
}

// The report with something else at a place.
std::string error_with(const char* pointer, const json& value) {
  json j = report();
  j[json::json_pointer(pointer)] = value;
  return error_of(j);
}

}  // namespace

TEST_CASE("the checker's line is read", "[model]") {
  const auto x = read_exploration(report().dump());
  REQUIRE(x);
  CHECK(x->scenario == "s");
  CHECK(x->result == model_result::failed);
  CHECK(x->executions == 12);
  CHECK(x->outcomes == std::vector<std::int64_t>{-1, 3});
  REQUIRE(x->failure);
  CHECK(x->failure->kind == model_problem::lost_wakeup);
  CHECK(x->failure->who.step == 4);
  CHECK(x->failure->other.thread == -1);
  REQUIRE(x->failure->events.size() == 1);
  const model_event& e = x->failure->events[0];
  CHECK(e.op == model_op::load);
  CHECK(e.note == model_note::stale);
  CHECK(e.other_thread == 0);
  CHECK(e.calls == call_addresses{0x10, 0xff});
  REQUIRE(x->failure->blocked.size() == 1);
  CHECK(x->failure->blocked[0].holder == 1);
  CHECK(x->failure->blocked[0].joins == -1);
}

TEST_CASE("what is no report is refused with a reason", "[model]") {
  CHECK(read_exploration("").error() == "it is not JSON");
  CHECK(read_exploration("hello").error() == "it is not JSON");
  CHECK(read_exploration("{\"scenario\":").error() == "it is not JSON");
  CHECK(error_of(json::array()) == "the report is not an object");
  CHECK(error_of(json::object()) == "the report has no scenario");
  CHECK(error_with("/scenario", 3) == "the report.scenario is not text");
  CHECK(error_with("/result", "perhaps") ==
        "the report: there is no result `perhaps`");
  CHECK(error_with("/executions", -1) ==
        "the report.executions is not a number");
  CHECK(error_with("/seconds", "1") == "the report.seconds is not a number");
  CHECK(error_with("/outcomes", {1.5}) == "an outcome is not a number");
  CHECK(error_with("/failure", 1) == "the report.failure is not an object");
  CHECK(error_with("/failure/kind", "mood") ==
        "the report.failure: there is no kind `mood`");
  CHECK(error_with("/failure/events", 1) ==
        "the report.failure.events is not a list");
  CHECK(error_with("/failure/events/0/thread", 64) ==
        "events[0].thread is not a number that can be");
  CHECK(error_with("/failure/events/0/step", -2) ==
        "events[0].step is not a number that can be");
  CHECK(error_with("/failure/events/0/step", 1e300) ==
        "events[0].step is not a number");
  CHECK(error_with("/failure/events/0/kind", "dance") ==
        "events[0]: there is no kind `dance`");
  CHECK(error_with("/failure/events/0/stack", {"16"}) ==
        "events[0].stack is not a list of addresses");
  CHECK(error_with("/failure/events/0/stack", {"0x1z"}) ==
        "events[0].stack is not a list of addresses");
  CHECK(error_with("/failure/blocked/0/is_spinning", "no") ==
        "blocked[0].is_spinning is not true or false");
}

TEST_CASE("no value, of whatever type, does harm", "[model]") {
  const json values[] = {
      nullptr,       true,           -1,
      1e308,         "x\xff\x1b",    18446744073709551615u,
      json::array(), json::object(), json::array({json::object()})};
  const json flat = report().flatten();
  for (const auto& [pointer, before] : flat.items())
    for (const json& value : values) {
      json j = report();
      j[json::json_pointer(pointer)] = value;
      (void)read_exploration(
          j.dump(-1, ' ', false, json::error_handler_t::ignore));
    }
  const std::string line = report().dump();
  for (std::size_t n = 0; n < line.size(); ++n)
    CHECK(!read_exploration(line.substr(0, n)));
}

TEST_CASE("brackets without end are refused", "[model]") {
  CHECK(!read_exploration(std::string(1'000'000, '[')));
  const std::string deep =
      std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(read_exploration(deep).error() == "the report is not an object");
}

TEST_CASE("text of the program holds no control codes", "[model]") {
  json j = report();
  j["failure"]["text"] = "a\x1b[31mb";
  CHECK(read_exploration(j.dump())->failure->text == "a?[31mb");
}
