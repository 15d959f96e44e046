// SPDX-License-Identifier: MIT
//
// bounded_search: all executions with at most so many deviations, by depth
// first. With a bound that is never hit these are all that there are.
//
// Most mistakes need one or two preemptions; and the first failure within the
// smallest bound that has one is a minimal one.
//
// Source: iterative context bounding, Musuvathi and Qadeer, PLDI 2007.
#pragma once

#include <checker/search.hpp>

namespace checker {

class bounded_search final : public search {
 public:
  explicit bounded_search(int most_deviations) : bound_(most_deviations) {}

  void begin() override { depth_ = 0; }
  std::size_t pick_thread(const thread_options& options,
                          const pending_operations& next) override;
  std::size_t pick_value(std::size_t count, const std::uint8_t* cost) override;
  bool next() override;

  /// Whether something was left out because of the bound.
  [[nodiscard]] bool hit_bound() const { return hit_bound_; }

 private:
  struct node {
    std::uint8_t count;
    std::uint8_t picked;
    int cost_before;
    std::array<std::uint8_t, most_threads> cost;
  };

  std::size_t pick(std::size_t count, const std::uint8_t* cost);

  int bound_;
  bool hit_bound_ = false;
  std::size_t depth_ = 0;
  list<node> path_;
};

}  // namespace checker
