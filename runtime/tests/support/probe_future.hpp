// SPDX-License-Identifier: MIT
//
// A future that the test finishes by hand, and that counts what becomes of it.
// One thread only.
#pragma once

#include <exception>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

namespace test {

/// What a test sees of a probe_future, and how it finishes it. Outlives it.
struct remote {
  std::optional<int> value;    // is ready with it, once it is there
  bool throws = false;         // the next poll throws
  bool wakes_in_poll = false;  // each poll wakes its own waker
  int polls = 0;
  int alive = 0;
  kioto::waker waker;  // of the latest poll

  void wake() const { waker.wake_by_ref(); }
  void finish(int with) {
    value = with;
    if (waker) waker.wake_by_ref();
  }
};

class [[nodiscard]] probe_future {
 public:
  using output_type = int;

  explicit probe_future(remote& r) : remote_(&r) { ++remote_->alive; }
  probe_future(probe_future&& other) noexcept
      : remote_(std::exchange(other.remote_, nullptr)) {}
  probe_future& operator=(probe_future&&) = delete;
  ~probe_future() {
    if (remote_) --remote_->alive;
  }

  kioto::poll<int> poll(kioto::context& cx) {
    ++remote_->polls;
    remote_->waker = cx.waker();
    if (remote_->wakes_in_poll) cx.waker().wake_by_ref();
    if (remote_->throws) throw std::runtime_error("probe_future");
    if (remote_->value) return kioto::poll<int>::ready(*remote_->value);
    return kioto::poll<int>::pending();
  }

 private:
  remote* remote_;
};

}  // namespace test
