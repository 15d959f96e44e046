// SPDX-License-Identifier: MIT
#include "judge/contest.hpp"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace grader {
namespace {

using clock = std::chrono::steady_clock;

constexpr int least_pairs = 3;
constexpr int rounds_of_a_pair = 9, rounds_of_a_further_pair = 27;
constexpr int warm_ups = 2;
// A batch takes the faster of the two so long, unless the other needs far more
// for it.
constexpr double batch_ns = 2e6, longest_batch_ns = 2e7;
constexpr std::int64_t largest_count = std::int64_t{1} << 40;
// CPU time at which a batch is stopped.
constexpr double batch_limit_ms = 2'000;
// Wall clock after which no further pair begins, for a machine with no time.
constexpr double longest_ms = 20'000;
// Rounds after which an answer that is this many times too slow needs no more.
constexpr std::size_t rounds_of_the_hopeless = 5;
constexpr double hopeless = 3;

// Thrown inside of this file only.
struct no_ratio {};

class contest {
 public:
  explicit contest(const contest_options& o) : o_(o), chance_(o.seed) {}

  contest_result hold() {
    auto began = clock::now();
    try {
      for (int pairs = 1;; ++pairs) {
        hold_pair(pairs);
        sum_up();
        if (is_hopeless() || result_.here_waits()) break;
        if (pairs < least_pairs) continue;
        std::chrono::duration<double, std::milli> took = clock::now() - began;
        if (result_.clear || result_.spent_ms > o_.budget_ms ||
            took.count() > longest_ms)
          break;
      }
    } catch (const no_ratio&) {
    }
    return std::move(result_);
  }

 private:
  struct side {
    const contestant& as;
    bool here;
    measured_process process;
    std::vector<double> costs = {}, sleeps = {};
  };

  void hold_pair(int number);
  void settle_count(side& here, side& there);
  // The same batch is due to both.
  void draw_batch() { start_ = static_cast<std::int64_t>(chance_()); }
  double run_batch(side& s);
  [[noreturn]] void fail(const side& s, std::optional<record> ended,
                         std::int64_t answer = 0, std::int64_t wanted = 0);
  void keep(side& s, std::vector<double>& costs, std::vector<double>& sleeps,
            double& setup_ms);
  bool is_hopeless() const {
    return ratios_.size() >= rounds_of_the_hopeless &&
           std::ranges::min(ratios_) > hopeless * o_.limit;
  }
  void sum_up();

  const contest_options& o_;
  std::mt19937_64 chance_;
  contest_result result_;
  std::int64_t start_ = 0;
  std::vector<double> ratios_;
  std::vector<double> here_costs_, there_costs_, here_sleeps_, there_sleeps_;
};

void contest::fail(const side& s, std::optional<record> ended,
                   std::int64_t answer, std::int64_t wanted) {
  result_.failed = {s.here, std::move(ended), result_.count,
                    start_, answer,           wanted};
  throw no_ratio{};
}

// Its cost; the costs and sleeps are kept by the side.
double contest::run_batch(side& s) {
  auto cost = s.process.batch(result_.count, start_, batch_limit_ms);
  if (!cost) fail(s, s.process.how_it_ended());
  std::int64_t wanted = s.as.model(result_.count, start_);
  if (cost->answer != wanted) fail(s, std::nullopt, cost->answer, wanted);
  result_.spent_ms += cost->cpu_ns / 1e6;
  s.costs.push_back(cost->cpu_ns);
  s.sleeps.push_back(static_cast<double>(cost->sleeps));
  return cost->cpu_ns;
}

void contest::settle_count(side& here, side& there) {
  result_.count = 1;
  while (true) {
    draw_batch();
    // The reference first: where it errs, the model does.
    double b = run_batch(there), a = run_batch(here);
    double faster = std::max(1.0, std::min(a, b));
    if (faster >= batch_ns || std::max(a, b) >= longest_batch_ns ||
        result_.count >= largest_count)
      return;
    double more = std::clamp(1.2 * batch_ns / faster, 1.5, 8.0);
    result_.count = static_cast<std::int64_t>(
        more * static_cast<double>(result_.count) + 0.5);
  }
}

void contest::hold_pair(int number) {
  side here{o_.here, true, measured_process(o_.here.program, o_.level)};
  side there{o_.there, false, measured_process(o_.there.program, o_.level)};
  for (side* s : {&there, &here})
    if (!s->process.begin(o_.probe, s->as.inputs))
      fail(*s, s->process.how_it_ended());
  int core = -1;
  auto follow = [&] {
    // The judge was given a core: the free one, if one is free.
    int now = ::sched_getcpu();
    if (now < 0 || now == core) return;
    core = now;
    here.process.stay_on(core);
    there.process.stay_on(core);
  };
  follow();
  if (number == 1) settle_count(here, there);
  for (int i = 0; i < warm_ups; ++i) {
    draw_batch();
    run_batch(here);
    run_batch(there);
  }
  here.costs.clear(), here.sleeps.clear();
  there.costs.clear(), there.sleeps.clear();
  int rounds =
      number <= least_pairs ? rounds_of_a_pair : rounds_of_a_further_pair;
  for (int round = 0; round < rounds && !is_hopeless(); ++round) {
    follow();
    draw_batch();
    bool here_first = (round + number) % 2 == 0;
    double first = run_batch(here_first ? here : there);
    double second = run_batch(here_first ? there : here);
    double ours = here_first ? first : second;
    double theirs = here_first ? second : first;
    ratios_.push_back(ours / std::max(1.0, theirs));
  }
  keep(here, here_costs_, here_sleeps_, result_.here_setup_ms);
  keep(there, there_costs_, there_sleeps_, result_.there_setup_ms);
}

void contest::keep(side& s, std::vector<double>& costs,
                   std::vector<double>& sleeps, double& setup_ms) {
  costs.insert(costs.end(), s.costs.begin(), s.costs.end());
  std::vector<double> in_twos = means_of_two(s.sleeps);
  sleeps.insert(sleeps.end(), in_twos.begin(), in_twos.end());
  double took = s.process.setup_ms();
  result_.spent_ms += took;
  setup_ms = setup_ms == 0 ? took : std::min(setup_ms, took);
}

void contest::sum_up() {
  auto an_operation = static_cast<double>(result_.count);
  result_.here_ns = median_of(here_costs_).middle / an_operation;
  result_.there_ns = median_of(there_costs_).middle / an_operation;
  result_.here_sleeps = median_of(here_sleeps_).middle;
  result_.there_sleeps = median_of(there_sleeps_).middle;
  result_.ratio = median_of(ratios_);
  result_.clear =
      result_.ratio.above(o_.limit) || result_.ratio.below(o_.limit);
  result_.rounds = static_cast<int>(ratios_.size());
}

}  // namespace

contest_result hold_contest(const contest_options& o) {
  return contest(o).hold();
}

}  // namespace grader
