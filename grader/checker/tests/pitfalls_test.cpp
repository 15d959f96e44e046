// SPDX-License-Identifier: MIT
//
// What has to come out of each scenario of pitfalls.cpp and mistakes.cpp.
#include <set>

#include "expected.hpp"
#include "explored.hpp"

TEST_CASE("pitfalls: what is right is proved", "[pitfalls]") {
  for (const auto& [name, outcomes] : test::right) {
    const auto found = test::explored("checker_pitfalls", name, "--seconds 20");
    INFO(found.dump());
    CHECK(found["result"] == "proved");
    CHECK(found["outcomes"].get<std::set<long>>() == outcomes);
  }
}

TEST_CASE("pitfalls: what is wrong is found, and said", "[pitfalls]") {
  for (const auto& [name, expected] : test::wrong) {
    const auto found = test::explored("checker_pitfalls", name);
    INFO(name << ' ' << found.dump().substr(0, 300));
    REQUIRE(found["result"] == "failed");
    CHECK(found["failure"]["kind"] == expected.kind);
    CHECK(found["failure"]["text"] == expected.text);
  }
}

TEST_CASE("pitfalls: each scenario is in one of the lists", "[pitfalls]") {
  const test::program_output out =
      test::run(std::string(CHECKER_PROGRAMS) + "/checker_pitfalls --list");
  std::istringstream names(out.text);
  for (std::string name; names >> name;) {
    INFO(name);
    CHECK(test::right.contains(name) + test::wrong.contains(name) == 1);
  }
}

TEST_CASE("a schedule replays: the same failure, byte for byte",
          "[determinism]") {
  const std::string program =
      std::string(CHECKER_PROGRAMS) + "/checker_pitfalls --scenario ";
  for (const char* name :
       {"race_on_a_field", "freed_too_early", "polls_for_ever", "not_caught"}) {
    INFO(name);
    auto first = test::explored("checker_pitfalls", name);
    auto second = test::explored("checker_pitfalls", name);
    first.erase("seconds");
    second.erase("seconds");
    CHECK(first == second);
    const std::string schedule = first["failure"]["schedule"];
    auto replayed = test::explored(
        "checker_pitfalls", name,
        std::string("--schedule ") + schedule +
            (first["failure"]["weak_memory"] == true ? "" : " --no-weak"));
    CHECK(replayed["failure"]["events"] == first["failure"]["events"]);
    CHECK(replayed["failure"]["kind"] == first["failure"]["kind"]);
  }
}

TEST_CASE("a call that comes by way of a library has its place", "[trace]") {
  const auto found = test::explored("checker_pitfalls", "not_caught");
  const auto& failure = found["failure"];
  CHECK_FALSE(failure["who"]["stack"].empty());  // the throw
  CHECK_FALSE(failure["threads"][1]["spawned_at"].empty());
}

TEST_CASE("options that are none are refused, with the usage", "[options]") {
  const std::string program =
      std::string(CHECKER_PROGRAMS) + "/checker_pitfalls ";
  for (const char* options :
       {"--no-such", "--scenario", "--scenario none", "--seconds x",
        "--schedule 1x", "--schedule 99", "--weaken 12", "--weaken 0x1=loose",
        "--weaken 0x1/success=relaxed", "--only much"}) {
    const test::program_output out = test::run(program + options + " 2>&1");
    INFO(options);
    CHECK(out.status == 2);
    CHECK(out.text.find("usage:") != std::string::npos);
  }
}
