// SPDX-License-Identifier: MIT
//
// A future that a test directs from outside: pending until it is told what to
// give. What happened to it stays readable when it is gone.
//
//   test::remote<int> a;
//   auto both = select(a.future(), ...);
//   a.set(5);   CHECK(a.polls == 1);   CHECK(a.alive == 0);
#pragma once

#include <functional>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

namespace test {

template <class T>
class remote_future;

/// Directs and watches one future; lives longer than it. One thread only.
template <class T = int>
class remote {
 public:
  int polls = 0;
  int alive = 0;                     // futures that were not moved from
  std::function<void()> on_poll;     // called first in each poll
  std::function<void()> on_destroy;  // called when the future is destroyed

  remote() = default;
  remote(const remote&) = delete;
  remote& operator=(const remote&) = delete;

  remote_future<T> future() { return remote_future<T>(*this); }

  /// The next poll gives `value`. Wakes whoever polled last.
  void set(T value) {
    value_.emplace(std::move(value));
    wake();
  }

  /// The next poll throws std::runtime_error(`what`). Wakes likewise.
  void fail(const char* what) {
    error_ = what;
    wake();
  }

  void wake() {
    if (waker_) std::move(waker_).wake();
  }

 private:
  friend remote_future<T>;

  std::optional<T> value_;
  const char* error_ = nullptr;
  kioto::waker waker_;
};

template <class T>
class [[nodiscard]] remote_future {
 public:
  using output_type = T;

  explicit remote_future(remote<T>& director) : director_(&director) {
    ++director.alive;
  }
  remote_future(remote_future&& other) noexcept
      : director_(std::exchange(other.director_, nullptr)) {}
  remote_future& operator=(remote_future&&) = delete;
  ~remote_future() {
    if (!director_) return;
    --director_->alive;
    director_->waker_ = kioto::waker();
    if (director_->on_destroy) director_->on_destroy();
  }

  kioto::poll<T> poll(kioto::context& cx) {
    remote<T>& d = *director_;
    ++d.polls;
    if (d.on_poll) d.on_poll();
    if (d.error_) throw std::runtime_error(d.error_);
    if (!d.value_) {
      d.waker_ = cx.waker();
      return kioto::poll<T>::pending();
    }
    return kioto::poll<T>::ready(*std::exchange(d.value_, std::nullopt));
  }

 private:
  remote<T>* director_;
};

}  // namespace test
