// SPDX-License-Identifier: MIT
//
// The catalogue of bugs: each is found, with as few deviations as it takes; and
// what is right is proved to be so.
#include <algorithm>
#include <filesystem>

#include "expected.hpp"
#include "explored.hpp"

namespace {

nlohmann::json explored(const test::bug& b, const std::string& scenario) {
  return test::explored(std::string("checker_bug_") + b.name, scenario);
}

}  // namespace

TEST_CASE("bugs: each is found at once, with the fewest deviations", "[bugs]") {
  for (const test::bug& b : test::catalogue) {
    INFO(b.name);
    const auto found = explored(b, "buggy");
    CHECK(found["result"] == "failed");
    if (!found.contains("failure")) continue;
    const auto& failure = found["failure"];
    CHECK(failure["kind"] == b.kind);
    CHECK(failure["deviations"] == b.deviations);
    CHECK(failure["weak_memory"] == b.needs_weak_memory);
    CHECK(found["seconds"] < 0.1);
  }
}

TEST_CASE("bugs: without its bug each is proved", "[bugs]") {
  for (const test::bug& b : test::catalogue) {
    INFO(b.name);
    CHECK(explored(b, "correct")["result"] == "proved");
  }
}

TEST_CASE("bugs: the catalogue has each program", "[bugs]") {
  for (const auto& file : std::filesystem::directory_iterator(CHECKER_BUGS)) {
    const std::string name = file.path().stem();
    INFO(name);
    CHECK(std::ranges::count(test::catalogue, name, &test::bug::name) == 1);
  }
}
