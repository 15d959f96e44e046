// SPDX-License-Identifier: MIT
//
// What has to come out of each scenario of pitfalls.cpp and mistakes.cpp.
#include <map>
#include <set>

#include "explored.hpp"

namespace {

const std::map<std::string, std::set<long>> right = {
    {"shared_ptr_counts", {}},
    {"call_once", {1, 10}},
    {"static_variable", {1}},
    {"thread_locals", {6}},
    {"thread_local_destructors", {0}},
    {"exceptions", {}},
    {"atomic_wait", {}},
    {"timed_wait_ends", {0, 1}},
    {"timed_mutex", {0}},
    {"shared_mutex", {0, 1}},
    {"recursive_mutex", {2}},
    {"latch_and_semaphore", {1}},
    {"stop_token", {}},
    {"sleeping_waits_for_nobody", {}},
    {"spin_then_park", {0, 1}},
    {"detached_may_wait_for_ever", {}},
    {"malloc_and_free", {}},
};

struct mistake {
  const char* kind;
  const char* text;
};
const std::map<std::string, mistake> wrong = {
    {"race_on_a_field", {"data race", ""}},
    {"race_of_plain_and_atomic", {"data race", ""}},
    {"freed_too_early", {"use after free", ""}},
    {"signal_is_gone", {"data race", ""}},
    {"local_is_gone", {"use after return", ""}},
    {"double_free", {"double free", ""}},
    {"out_of_bounds", {"out of bounds", ""}},
    {"leak", {"leak", ""}},
    {"not_joined", {"uncaught exception", "std::terminate() was called"}},
    {"not_caught", {"uncaught exception", "nobody catches this"}},
    {"null_pointer", {"crash", "SIGSEGV"}},
    {"stack_overflow", {"crash", "the stack of the thread is full"}},
    {"runs_on",
     {"livelock",
      "goes on for a second, and does nothing that others can see"}},
    {"spins_for_ever", {"livelock", ""}},
    {"atomic_wait_without_notify", {"lost wakeup", ""}},
    {"polls_for_ever", {"livelock", ""}},
    {"unlocks_what_it_has_not",
     {"misuse", "unlocks a mutex that it does not hold"}},
    {"exits", {"misuse", "exit() was called"}},
    {"too_many_threads", {"limit", "more than 12 threads"}},
    {"too_much_memory", {"limit", "more than 64 MiB of memory"}},
};

}  // namespace

TEST_CASE("pitfalls: what is right is proved", "[pitfalls]") {
  for (const auto& [name, outcomes] : right) {
    const auto found = test::explored("checker_pitfalls", name, "--seconds 20");
    INFO(found.dump());
    CHECK(found["result"] == "proved");
    CHECK(found["outcomes"].get<std::set<long>>() == outcomes);
  }
}

TEST_CASE("pitfalls: what is wrong is found, and said", "[pitfalls]") {
  for (const auto& [name, expected] : wrong) {
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
    CHECK(right.contains(name) + wrong.contains(name) == 1);
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
