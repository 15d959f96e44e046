// SPDX-License-Identifier: MIT
//
// What tests of tasks need: a runtime, and futures that say what became of
// them.
#pragma once

#include <functional>
#include <kioto/async/async.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/runtime.hpp>
#include <utility>

namespace test {

inline kioto::runtime current_thread() {
  return kioto::runtime::builder().current_thread().build();
}

inline kioto::runtime multi_thread(unsigned workers) {
  return kioto::runtime::builder().worker_threads(workers).build();
}

/// Yields so often that every task that can run has run.
inline kioto::async<> settle(int turns = 10) {
  for (int i = 0; i < turns; ++i) co_await kioto::yield_now();
}

/// Calls a function when it goes.
class at_exit {
 public:
  explicit at_exit(std::function<void()> fn) : fn_(std::move(fn)) {}
  at_exit(at_exit&& other) noexcept : fn_(std::exchange(other.fn_, nullptr)) {}
  at_exit& operator=(at_exit&&) = delete;
  ~at_exit() {
    if (fn_) fn_();
  }

 private:
  std::function<void()> fn_;
};

}  // namespace test
