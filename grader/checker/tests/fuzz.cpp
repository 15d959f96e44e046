// SPDX-License-Identifier: MIT
//
// Does partial order reduction lose anything? Makes random programs of three
// threads, runs each in all interleavings and in those that are left, and
// compares the outcomes: what the threads have seen, and who is stuck.
//
//   checker_fuzz [PROGRAMS [SEED [MOST]]]     300 programs, seed 1
//
// A program with more than MOST interleavings (5000) is left out.
#include <array>
#include <checker/bounded_search.hpp>
#include <checker/dpor_search.hpp>
#include <checker/execution.hpp>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string>

#include "fuzz_program.hpp"

namespace fuzz {

constinit program the_program{};

namespace {

constexpr int no_bound = 1 << 20;

// What the threads have seen in this execution.
std::array<std::array<int, 32>, threads> seen;
std::array<std::size_t, threads> seen_count;

std::string outcome(const checker::execution& run) {
  std::string text;
  for (std::size_t t = 0; t < threads; ++t) {
    for (std::size_t i = 0; i < seen_count[t]; ++i) {
      text += std::to_string(seen[t][i]) + ',';
    }
    text += '|';
  }
  for (const checker::blocked_thread& b : run.blocked()) {
    text += " T" + std::to_string(b.thread) + name_of(b.waits_in);
  }
  return text;
}

struct result {
  std::set<std::string> outcomes;
  long executions = 0;
  bool is_complete = false;
};

result explore(checker::execution& run, checker::search& how, long most) {
  result r;
  do {
    seen_count = {};
    const checker::verdict v = run.run(&run_program, how);
    ++r.executions;
    if (v == checker::verdict::pruned) continue;
    r.outcomes.insert(outcome(run));
    if (r.executions == most) return r;
  } while (how.next());
  r.is_complete = true;
  return r;
}

class maker {
 public:
  explicit maker(std::uint64_t seed) : random_(seed) {}

  void make(program& to) {
    for (int t = 0; t < threads; ++t) {
      // Mostly small: then all interleavings can be seen.
      to.count[t] = 1 + below(1 + below(most_steps));
      for (int i = 0; i < to.count[t]; ++i) to.steps[t][i] = make_step();
    }
  }

 private:
  int below(int n) {
    return static_cast<int>(random_() % static_cast<std::uint64_t>(n));
  }

  step make_step() {
    // relaxed, acquire, release, acq_rel, seq_cst
    constexpr int loads[] = {0, 2, 5}, stores[] = {0, 3, 5},
                  both[] = {0, 2, 3, 4, 5};
    step s{};
    s.what = static_cast<act>(below(acts));
    s.variable = below(2);
    s.value = 1 + below(3);
    switch (s.what) {
      case act::load:
        s.order = loads[below(3)];
        break;
      case act::store:
      case act::futex_wake:
        s.order = stores[below(3)];
        break;
      default:
        s.order = both[below(5)];
    }
    return s;
  }

  std::mt19937_64 random_;
};

void print(const program& p) {
  for (int t = 0; t < threads; ++t) {
    for (int i = 0; i < p.count[t]; ++i) {
      const step& s = p.steps[t][i];
      std::printf(" (act %d var %d order %d value %d)",
                  static_cast<int>(s.what), s.variable, s.order, s.value);
    }
    std::puts("");
  }
}

}  // namespace

void saw(int thread, int value) {
  const auto t = static_cast<std::size_t>(thread);
  seen[t][seen_count[t]++] = value;
}

int run_fuzzer(int programs, std::uint64_t seed, long most) {
  auto& run = *new checker::execution;
  run.options.spurious_events = false;
  maker random(seed);
  int different = 0, left_out = 0;
  long all_executions = 0, left_executions = 0;
  for (int i = 0; i < programs; ++i) {
    random.make(the_program);
    checker::bounded_search all(no_bound);
    const result whole = explore(run, all, most);
    if (!whole.is_complete) {
      ++left_out;
      continue;
    }
    checker::dpor_search reduced;
    const result part = explore(run, reduced, most);
    all_executions += whole.executions;
    left_executions += part.executions;
    if (whole.outcomes == part.outcomes) continue;
    if (++different > 5) continue;
    std::printf("program %d: %zu outcomes, and %zu with reduction\n", i,
                whole.outcomes.size(), part.outcomes.size());
    print(the_program);
    for (const std::string& o : whole.outcomes) {
      if (!part.outcomes.contains(o)) std::printf("  missing %s\n", o.c_str());
    }
    for (const std::string& o : part.outcomes) {
      if (!whole.outcomes.contains(o)) std::printf("  extra %s\n", o.c_str());
    }
  }
  std::printf(
      "seed %llu: %d programs, %d differ, %d left out; %ld executions, %ld "
      "with reduction\n",
      static_cast<unsigned long long>(seed), programs, different, left_out,
      all_executions, left_executions);
  return different == 0 ? 0 : 1;
}

}  // namespace fuzz

int main(int count, char** arguments) {
  const int programs = count > 1 ? std::atoi(arguments[1]) : 300;
  const auto seed =
      count > 2 ? static_cast<std::uint64_t>(std::atoll(arguments[2])) : 1;
  const long most = count > 3 ? std::atol(arguments[3]) : 5'000;
  return fuzz::run_fuzzer(programs, seed, most);
}
