// SPDX-License-Identifier: MIT
//
// service_slot: what belongs to a runtime and is made when somebody asks for it
// first: the threads for blocking functions, a reactor, timers. A scheduler has
// the slots and ends the services; it does not know what they are.
//
// Thread safety: any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace kioto::detail {

/// A part of a runtime that outlives its tasks.
class service {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  virtual ~service() = default;

  /// Begins its end: it takes nothing new.
  virtual void close() noexcept = 0;

  /// Waits for its end, or for the deadline. Returns: whether it has come.
  virtual bool wait_until(std::optional<time_point> deadline) noexcept = 0;
};

class service_slot {
 public:
  /// The service; `make` makes it if it is not there, closed if the slot is.
  template <class Service, class Make>
  Service& get(Make make) {
    // acquire: the service; pairs with the release below.
    service* there = made_.load(std::memory_order_acquire);
    if (there == nullptr) {
      const std::lock_guard lock(mutex_);
      if (!owned_) {
        owned_ = make();
        if (closed_) owned_->close();
        // release: publishes the service.
        made_.store(owned_.get(), std::memory_order_release);
      }
      there = owned_.get();
    }
    return static_cast<Service&>(*there);
  }

  void close() noexcept {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    if (owned_) owned_->close();
  }

  /// As service::wait_until(). Requires: closed.
  bool wait_until(std::optional<service::time_point> deadline) noexcept {
    // acquire: as in get().
    service* there = made_.load(std::memory_order_acquire);
    return there == nullptr || there->wait_until(deadline);
  }

 private:
  std::atomic<service*> made_{nullptr};  // written under the mutex, once

  std::mutex mutex_;  // of what follows
  std::unique_ptr<service> owned_;
  bool closed_ = false;
};

}  // namespace kioto::detail
