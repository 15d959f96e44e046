// SPDX-License-Identifier: MIT
//
// A list of what happened, in order, and a guard that tells it of its end.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace test {

using trace = std::vector<std::string>;

/// Adds its name to the trace when it is destroyed; moved from, it is silent.
class guard {
 public:
  guard(trace& log, std::string name) : log_(&log), name_(std::move(name)) {}
  guard(guard&& other) noexcept
      : log_(std::exchange(other.log_, nullptr)),
        name_(std::move(other.name_)) {}
  guard& operator=(guard&&) = delete;
  ~guard() {
    if (log_ != nullptr) log_->push_back(name_);
  }

  bool is_empty() const { return log_ == nullptr; }

 private:
  trace* log_;
  std::string name_;
};

}  // namespace test
