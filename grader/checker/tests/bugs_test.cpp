// SPDX-License-Identifier: MIT
//
// The catalogue of bugs: each is found, with as few deviations as it takes; and
// what is right is proved to be so.
#include <algorithm>
#include <filesystem>

#include "explored.hpp"

namespace {

struct bug {
  const char* name;
  const char* kind;
  int deviations;
  bool needs_weak_memory = false;
};

const bug catalogue[] = {
    {"atomic_waker", "lost wakeup", 2, true},
    {"barrier_reuse", "lost wakeup", 0},
    {"broadcast_lag", "assertion", 1},
    {"cancel_waits_for_itself", "livelock", 1},
    {"chase_lev", "data race", 2, true},
    {"double_checked_init", "data race", 0},
    {"double_resume", "data race", 1},
    {"event_count", "lost wakeup", 1},
    {"final_suspend", "data race", 0},
    {"idle_worker", "lost wakeup", 1, true},
    {"join_handle_drop", "leak", 2},
    {"lock_order", "deadlock", 1},
    {"mpsc_close_value", "assertion", 1},
    {"mpsc_close_wakeup", "lost wakeup", 1},
    {"mutex_hand_off", "lost wakeup", 1},
    {"notify_after_free", "data race", 0},
    {"notify_before_wait", "lost wakeup", 1},
    {"oneshot_sender_drop", "lost wakeup", 2},
    {"park_lost_wakeup", "lost wakeup", 1},
    {"refcount_relaxed", "data race", 0},
    {"relaxed_publish", "data race", 1},
    {"ring_reuse", "data race", 1},
    {"semaphore_cancel", "lost wakeup", 1},
    {"shutdown_spawn", "leak", 2},
    {"timer_cancel", "data race", 2},
    {"treiber_aba", "data race", 1},
    {"wait_without_predicate", "assertion", 1},
    {"waker_after_check", "lost wakeup", 1},
    {"watch_version", "lost wakeup", 1},
};

nlohmann::json explored(const bug& b, const std::string& scenario) {
  return test::explored(std::string("checker_bug_") + b.name, scenario);
}

}  // namespace

TEST_CASE("bugs: each is found at once, with the fewest deviations", "[bugs]") {
  for (const bug& b : catalogue) {
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
  for (const bug& b : catalogue) {
    INFO(b.name);
    CHECK(explored(b, "correct")["result"] == "proved");
  }
}

TEST_CASE("bugs: the catalogue has each program", "[bugs]") {
  for (const auto& file : std::filesystem::directory_iterator(CHECKER_BUGS)) {
    const std::string name = file.path().stem();
    INFO(name);
    CHECK(std::ranges::count(catalogue, name, &bug::name) == 1);
  }
}
