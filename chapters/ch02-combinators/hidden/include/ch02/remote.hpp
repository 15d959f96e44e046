// SPDX-License-Identifier: MIT
//
// A child that is finished from outside, by hand, and that keeps a diary; and
// several of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace ch02 {

// What a probe sees of a child, and what the child does in its next poll. It
// outlives the child.
struct remote {
  bool ready = false;
  int value = 0;
  std::string throws;    // the word to throw, if any
  int wakes_itself = 0;  // in each of that many polls
  kioto::waker waker;    // of the latest poll

  int polls = 0;
  int destroyed = 0;
  std::thread::id destroyed_by;

  void finish(int with) {
    ready = true;
    value = with;
    waker.wake_by_ref();
  }
};

// Some remotes, at addresses that do not change. An array and no container:
// each of those is compiled anew whenever a learner saves a file.
class remotes {
 public:
  explicit remotes(std::int64_t n)
      : size_(n), all_(new remote[static_cast<std::size_t>(n)]) {}
  remotes(const remotes&) = delete;
  remotes& operator=(const remotes&) = delete;
  ~remotes() { delete[] all_; }

  remote& operator[](std::int64_t i) { return all_[i]; }
  remote* begin() { return all_; }
  remote* end() { return all_ + size_; }

  int polls() const {
    int sum = 0;
    for (std::int64_t i = 0; i < size_; ++i) sum += all_[i].polls;
    return sum;
  }
  int destroyed() const {
    int sum = 0;
    for (std::int64_t i = 0; i < size_; ++i) sum += all_[i].destroyed;
    return sum;
  }

 private:
  const std::int64_t size_;
  remote* const all_;
};

// Of `T`, which is made from the value.
template <class T = int>
class [[nodiscard]] remote_future {
 public:
  using output_type = T;

  explicit remote_future(remote& r) : remote_(&r) {}
  remote_future(remote_future&& o) noexcept
      : remote_(std::exchange(o.remote_, nullptr)) {}
  remote_future& operator=(remote_future&&) = delete;
  ~remote_future() {
    if (!remote_) return;
    ++remote_->destroyed;
    remote_->destroyed_by = std::this_thread::get_id();
  }

  kioto::poll<T> poll(kioto::context& cx) {
    if (!remote_)
      throw std::logic_error("a future was polled after it was moved away");
    ++remote_->polls;
    remote_->waker = cx.waker();
    if (remote_->wakes_itself > 0) {
      --remote_->wakes_itself;
      cx.waker().wake_by_ref();
    }
    if (!remote_->throws.empty()) throw std::runtime_error(remote_->throws);
    if (remote_->ready) return kioto::poll<T>::ready(remote_->value);
    return kioto::poll<T>::pending();
  }

 private:
  remote* remote_;  // null: moved from
};

}  // namespace ch02
