// SPDX-License-Identifier: MIT
//
// A future that one thread awaits and another one finishes: what a leaf of a
// reactor, a timer or a channel is at heart.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <mutex>
#include <utility>

namespace test {

class event {
 public:
  using output_type = int;

  kioto::poll<int> poll(kioto::context& cx) {
    std::lock_guard lock(mutex_);
    ++polls_;
    if (set_) return kioto::poll<int>::ready(value_);
    waker_ = cx.waker();
    return kioto::poll<int>::pending();
  }

  /// Threads: any.
  void set(int value) {
    kioto::waker waiting;
    {
      std::lock_guard lock(mutex_);
      set_ = true;
      value_ = value;
      waiting = std::move(waker_);
    }
    if (waiting) std::move(waiting).wake();
  }

  int polls() const {
    std::lock_guard lock(mutex_);
    return polls_;
  }

 private:
  mutable std::mutex mutex_;
  bool set_ = false;
  int value_ = 0;
  int polls_ = 0;
  kioto::waker waker_;
};

}  // namespace test
