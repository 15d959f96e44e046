// SPDX-License-Identifier: MIT
//
// The same comes out of programs that are built in other ways than the usual
// one: without optimisation, and with AddressSanitizer.
#include <set>

#include "expected.hpp"
#include "explored.hpp"

namespace {

const std::string builds[] = {"O0", "O0_asan", "O1_asan"};

bool has_asan(const std::string& build) { return build.ends_with("asan"); }

nlohmann::json explored(const std::string& build, const std::string& scenario) {
  INFO(build << ' ' << scenario);
  return test::explored("checker_built_" + build, scenario, "--seconds 0.5");
}

void check_failure(const nlohmann::json& found, const char* kind) {
  INFO(found.dump().substr(0, 300));
  REQUIRE(found["result"] == "failed");
  CHECK(found["failure"]["kind"] == kind);
}

}  // namespace

TEST_CASE("builds: each bug is found, and what is right is proved",
          "[builds]") {
  for (const std::string& build : builds) {
    for (const test::bug& b : test::catalogue) {
      const std::string folder = std::string("in_") + b.name + '.';
      check_failure(explored(build, folder + "buggy"), b.kind);
      INFO(build << ' ' << b.name);
      CHECK(explored(build, folder + "correct")["result"] == "proved");
    }
  }
}

TEST_CASE("builds: no alarm on the pitfalls", "[builds]") {
  for (const std::string& build : builds) {
    for (const auto& [name, outcomes] : test::right) {
      const auto found = explored(build, "in_pitfalls." + name);
      INFO(build << ' ' << found.dump());
      CHECK(found["result"] != "failed");
      CHECK(found["outcomes"].get<std::set<long>>() == outcomes);
    }
  }
}

TEST_CASE("builds: each mistake is found", "[builds]") {
  for (const std::string& build : builds) {
    for (const auto& [name, expected] : test::wrong) {
      check_failure(explored(build, "in_mistakes." + name), expected.kind);
    }
  }
}

TEST_CASE(
    "builds: AddressSanitizer finds overflows of the stack and of globals",
    "[builds]") {
  for (const std::string& build : builds) {
    if (!has_asan(build)) continue;
    for (const auto& [name, text] : std::map<std::string, std::string>{
             {"overflow_of_a_global", "global-buffer-overflow"},
             {"overflow_of_the_stack", "stack-buffer-overflow"},
             {"overflow_of_the_stack_of_a_thread", "stack-buffer-overflow"}}) {
      const auto found = explored(build, name);
      check_failure(found, "out of bounds");
      const auto& failure = found["failure"];
      INFO(build << ' ' << name);
      CHECK(failure["text"] == text);
      CHECK(failure["who"]["did"] == "writes");
      CHECK_FALSE(failure["who"]["stack"].empty());
    }
  }
}
