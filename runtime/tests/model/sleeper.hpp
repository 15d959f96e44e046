// SPDX-License-Identifier: MIT
//
// sleeper: a thread that waits for wakes, as in block_on().
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <thread>

namespace model {

class sleeper {
 public:
  const kioto::waker& waker() const noexcept { return waker_; }
  kioto::context& cx() noexcept { return context_; }

  /// Until there has been a wake since the last time. Then it lets others run:
  /// who wakes itself until another thread has gone on would else do so for
  /// ever.
  void sleep() noexcept {
    thread_->park();
    std::this_thread::yield();
  }

 private:
  kioto::wakeable_ptr<kioto::detail::blocked_thread> thread_ =
      kioto::make_wakeable<kioto::detail::blocked_thread>();
  const kioto::waker waker_ = thread_.waker();
  kioto::context context_{waker_};
};

}  // namespace model
