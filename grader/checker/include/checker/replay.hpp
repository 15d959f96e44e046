// SPDX-License-Identifier: MIT
//
// replay: one given schedule, again.
#pragma once

#include <checker/search.hpp>

namespace checker {

class replay final : public search {
 public:
  explicit replay(const schedule& choices) : choices_(choices) {}

  void begin() override {
    at_ = 0;
    diverged_ = false;
  }
  std::size_t pick_thread(const thread_options& options,
                          const pending_operations&) override {
    if (at_ == choices_.size()) return 0;
    const choice& c = choices_[at_++];
    for (std::size_t i = 0; c.is_thread && i < options.count; ++i) {
      if (options.thread[i] == c.value) return i;
    }
    diverged_ = true;
    return 0;
  }
  std::size_t pick_value(std::size_t count, const std::uint8_t*) override {
    if (at_ == choices_.size()) return 0;
    const choice& c = choices_[at_++];
    if (!c.is_thread && c.value < count) return c.value;
    diverged_ = true;
    return 0;
  }
  bool next() override { return false; }

  /// Whether the program did not offer what the schedule says.
  [[nodiscard]] bool has_diverged() const { return diverged_; }

 private:
  schedule choices_;
  std::size_t at_ = 0;
  bool diverged_ = false;
};

}  // namespace checker
