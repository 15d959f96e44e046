// SPDX-License-Identifier: MIT
#include <checker/bounded_search.hpp>

namespace checker {

std::size_t bounded_search::pick(std::size_t count, const std::uint8_t* cost) {
  if (count == 1) return 0;
  if (depth_ < path_.size()) return path_[depth_++].picked;
  node n{};
  n.count = static_cast<std::uint8_t>(count);
  if (!path_.empty()) {
    const node& before = path_.back();
    n.cost_before = before.cost_before + before.cost[before.picked];
  }
  for (std::size_t i = 0; i < count; ++i) n.cost[i] = cost[i];
  path_.push_back(n);
  ++depth_;
  return 0;
}

std::size_t bounded_search::pick_thread(const thread_options& options,
                                        const pending_operations&) {
  return pick(options.count, options.cost.data());
}

std::size_t bounded_search::pick_value(std::size_t count,
                                       const std::uint8_t* cost) {
  return pick(count, cost);
}

bool bounded_search::next() {
  for (; !path_.empty(); path_.pop_back()) {
    node& n = path_.back();
    for (std::size_t i = n.picked + 1u; i < n.count; ++i) {
      if (n.cost_before + n.cost[i] <= bound_) {
        n.picked = static_cast<std::uint8_t>(i);
        return true;
      }
      hit_bound_ = true;
    }
  }
  return false;
}

}  // namespace checker
