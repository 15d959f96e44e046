// SPDX-License-Identifier: MIT
//
// worker_activity: a watchdog looks while the worker goes from poll to poll.
//
// What holds: who sees a poll sees where its task was spawned; or, if the next
// poll begins just then, where that one's was. An old place, or none, is never
// seen.
//
// Seen to fail: relaxed for the release or the acquire of the epoch: assertion.
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/task/worker_activity.hpp>
#include <source_location>
#include <thread>

namespace {

constexpr std::source_location first = std::source_location::current();
constexpr std::source_location second = std::source_location::current();

CHECKER_SCENARIO(worker_activity_place_of_a_poll) {
  kioto::detail::worker_activity activity;
  std::thread worker([&] {
    activity.begin_poll(first);
    activity.begin_poll(second);
    activity.end_polls();
  });
  if (const auto seen = activity.current_poll()) {
    const auto line = seen->spawned_at.line();
    assert(line == second.line() || (seen->epoch == 1 && line == first.line()));
  }
  worker.join();
  assert(activity.polls() == 2);
  assert(!activity.current_poll());
}

}  // namespace
