// SPDX-License-Identifier: MIT
#include <algorithm>
#include <checker/bounded_search.hpp>
#include <checker/dpor_search.hpp>
#include <checker/explorer.hpp>
#include <checker/random_search.hpp>
#include <chrono>
#include <ctime>

namespace checker {
namespace {

// Of the time, until when each phase may go on.
constexpr double until_sequential = 0.2;
constexpr double until_weak = 0.4;
constexpr double until_reduction = 0.8;

// Nor does the clock cost more than the executions.
constexpr std::uint64_t look_every = 64;

// Of the processor's time: on a busy machine a search comes as far as on a
// quiet one.
double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// By the clock, which is finer: for reports.
double wall_seconds() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

double explorer::elapsed() const { return processor_seconds() - began_; }

explorer::end explorer::explore_with(search& how, double seconds_until) {
  do {
    const verdict v = run_.run(scenario_, how);
    ++so_far_.executions;
    so_far_.longest = std::max(so_far_.longest, run_.steps());
    if (v == verdict::pruned) ++so_far_.pruned;
    if (v == verdict::wrong) {
      so_far_.result = confidence::failed;
      so_far_.kind = run_.found().kind;
      so_far_.choices = run_.choices();
      so_far_.weak_memory = run_.options.weak_memory;
      return end::failed;
    }
    if (so_far_.executions >= limits_.executions) return end::out_of_time;
    if (so_far_.executions % look_every == 0 && elapsed() > seconds_until) {
      return end::out_of_time;
    }
  } while (how.next());
  return end::exhausted;
}

explorer::end explorer::explore_bounded(bool weak_memory, double seconds_until,
                                        int first, int last) {
  run_.options.weak_memory = weak_memory;
  for (int bound = first; bound <= last; ++bound) {
    bounded_search all(bound);
    const end how = explore_with(all, seconds_until);
    if (how != end::exhausted) return how;
    if (!all.hit_bound()) return end::exhausted;
  }
  return end::bounded;
}

// What was found by other means has more deviations than it needs.
void explorer::shorten() {
  const int most = deviations(so_far_.choices);
  const int least = limits_.deviations + 1;
  const exploration found = so_far_;
  const double until = elapsed() + limits_.seconds / 4;
  if (most > least && explore_bounded(found.weak_memory, until, least,
                                      most - 1) == end::failed) {
    return;
  }
  so_far_.result = found.result;
  so_far_.kind = found.kind;
  so_far_.choices = found.choices;
  so_far_.weak_memory = found.weak_memory;
}

explorer::end explorer::explore_by_phases() {
  const bool weak = run_.options.weak_memory;
  so_far_.phase = "sequentially consistent";
  end how = explore_bounded(false, limits_.seconds * until_sequential, 0,
                            limits_.deviations);
  if (how == end::failed) return how;
  if (weak) {
    so_far_.phase = "weak memory";
    how = explore_bounded(true, limits_.seconds * until_weak, 0,
                          limits_.deviations);
    if (how == end::failed) return how;
  }
  run_.options.weak_memory = weak;
  so_far_.phase = "partial order reduction";
  dpor_search reduced;
  how = explore_with(reduced, limits_.seconds * until_reduction);
  if (how == end::out_of_time) {
    so_far_.phase = "by chance";
    random_search chance(limits_.seed);
    how = explore_with(chance, limits_.seconds);
  }
  if (how == end::failed) shorten();
  return how;
}

explorer::end explorer::explore_one_phase() {
  if (limits_.which == phases::bounded) {
    so_far_.phase = "bounded";
    return explore_bounded(run_.options.weak_memory, limits_.seconds,
                           limits_.deviations, limits_.deviations);
  }
  if (limits_.which == phases::reduction) {
    so_far_.phase = "partial order reduction";
    dpor_search reduced;
    return explore_with(reduced, limits_.seconds);
  }
  so_far_.phase = "by chance";
  random_search chance(limits_.seed);
  return explore_with(chance, limits_.seconds);
}

exploration explorer::explore() {
  began_ = processor_seconds();
  const double began_at = wall_seconds();
  so_far_ = {};
  const bool weak = run_.options.weak_memory;
  const end how =
      limits_.which == phases::all ? explore_by_phases() : explore_one_phase();
  if (how == end::exhausted) so_far_.result = confidence::proved;
  run_.options.weak_memory = weak;
  so_far_.seconds = wall_seconds() - began_at;
  return so_far_;
}

}  // namespace checker
