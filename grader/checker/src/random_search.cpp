// SPDX-License-Identifier: MIT
#include <checker/random_search.hpp>

namespace checker {
namespace {

// Of a hundred choices among values, so many are by chance; the others are the
// usual ones. More would hide what needs many usual reads in a row.
constexpr std::uint64_t unusual_values = 15;

}  // namespace

random_search::random_search(std::uint64_t seed)
    : state_(seed * 0x9E3779B97F4A7C15u + 1) {}

// splitmix64
std::uint64_t random_search::number() {
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t z = state_;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

void random_search::begin() {
  for (auto& p : priority_) p = static_cast<std::uint32_t>(number());
}

std::size_t random_search::pick_thread(const thread_options& options,
                                       const pending_operations&) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < options.count; ++i) {
    const auto priority = [&](std::size_t k) {
      return priority_[static_cast<std::size_t>(options.thread[k])];
    };
    if (priority(i) > priority(best)) best = i;
  }
  return best;
}

std::size_t random_search::pick_value(std::size_t count, const std::uint8_t*) {
  return number() % 100 < unusual_values ? number() % count : 0;
}

void random_search::on_step(thread_id t, const operation& op,
                            const pending_operations& next) {
  for (std::size_t u = 0; u < most_threads; ++u) {
    const operation* other = next.of[u];
    if (static_cast<thread_id>(u) == t ||
        (other != nullptr && depend(op, *other))) {
      priority_[u] = static_cast<std::uint32_t>(number());
    }
  }
}

}  // namespace checker
