// SPDX-License-Identifier: MIT
//
// random_search: each thread has a priority by chance, and gets another one
// when it has done something, as has whoever is about to do what depends on
// that. So each order of what depends on each other is about as likely, however
// many steps there are.
//
// Source: partial order sampling, Yuan, Yang, Gu, CAV 2018.
#pragma once

#include <checker/search.hpp>
#include <cstdint>

namespace checker {

class random_search final : public search {
 public:
  explicit random_search(std::uint64_t seed);

  void begin() override;
  std::size_t pick_thread(const thread_options& options,
                          const pending_operations& next) override;
  std::size_t pick_value(std::size_t count, const std::uint8_t* cost) override;
  void on_step(thread_id t, const operation& op,
               const pending_operations& next) override;
  bool next() override { return true; }

 private:
  std::uint64_t number();

  std::uint64_t state_;
  std::array<std::uint32_t, most_threads> priority_{};
};

}  // namespace checker
