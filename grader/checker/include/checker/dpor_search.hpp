// SPDX-License-Identifier: MIT
//
// dpor_search: dynamic partial order reduction. Two executions that differ only
// in the order of steps which do not depend on each other are alike: one of
// them is enough. So all behaviours of a small scenario are seen in few
// executions.
//
//   node     a scheduling point: who could go on, who has, who has to
//   race     two steps that depend on each other, and could have come in the
//            other order: somebody has to go first, at the node of the first
//   sleep    who has been tried at a node need not be tried again until
//            something happens that depends on its step
//
// Source: source sets, Abdulla, Aronis, Jonsson, Sagonas, POPL 2014.
#pragma once

#include <checker/address_map.hpp>
#include <checker/search.hpp>

namespace checker {

class dpor_search final : public search {
 public:
  void begin() override;
  std::size_t pick_thread(const thread_options& options,
                          const pending_operations& next) override;
  std::size_t pick_value(std::size_t count, const std::uint8_t* cost) override;
  void on_step(thread_id t, const operation& op,
               const pending_operations& next) override;
  void on_spawn(thread_id parent, thread_id child) override;
  void on_join(thread_id who, thread_id ended) override;
  void on_stuck(const pending_operations& next) override;
  bool next() override;

 private:
  using step_number = std::uint32_t;

  struct node {
    bool is_thread;
    std::uint8_t picked;  // an index
    std::uint8_t count;
    std::array<std::uint8_t, most_threads> option;
    thread_set enabled, backtrack, done, asleep;
    std::array<operation, most_threads> operations;
  };
  struct past_step {
    step_number number;
    std::size_t node;
    thread_id thread;
    operation what;
  };
  struct history {
    list<past_step> steps;
    vector_clock written, read;
    void reset() {
      steps.clear();
      written = read = {};
    }
  };

  static std::size_t index(thread_id t) { return static_cast<std::size_t>(t); }

  std::size_t new_thread_node(const thread_options& options,
                              const pending_operations& next);
  vector_clock dependencies(thread_id t, const operation& op);
  void find_races(thread_id t, const operation& op);
  void find_races_on(const effect& on, thread_id t, const operation& op,
                     const vector_clock& before);
  void must_go_first(std::size_t at, thread_id t, step_number race,
                     const vector_clock& before);
  bool is_initial(const vector_clock& its) const;

  list<node> path_;

  // Of this execution.
  static constexpr std::size_t no_node = ~std::size_t{0};
  std::size_t depth_ = 0;
  std::size_t last_thread_node_ = no_node;
  step_number steps_ = 0;
  list<vector_clock> clock_of_step_;
  list<thread_id> thread_of_step_;
  std::array<vector_clock, most_threads> clock_of_;  // of a thread
  address_map<history> history_;

  // For one question each.
  list<step_number> between_;
  list<step_number> racing_;
};

}  // namespace checker
