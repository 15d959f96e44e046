// SPDX-License-Identifier: MIT
//
// A guard tells of its end: emits "destroyed" and its name. One that was moved
// from is silent.
#pragma once

#include <grader/probe.hpp>
#include <string>
#include <utility>

namespace ch03 {

class guard {
 public:
  explicit guard(std::string name) : name_(std::move(name)) {}
  guard(guard&& other) noexcept : name_(std::move(other.name_)) {
    other.name_.clear();
  }
  guard& operator=(guard&&) = delete;
  ~guard() {
    if (!name_.empty()) probe::emit("destroyed", name_);
  }

 private:
  std::string name_;
};

}  // namespace ch03
