// SPDX-License-Identifier: MIT
//
// What a probe needs of other threads: a child that any thread finishes, and a
// signal that orders nothing.
#pragma once

#include <atomic>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <mutex>
#include <thread>

namespace ch02 {

// A child that any thread finishes.
class distant {
 public:
  struct side {
    std::mutex mutex;
    kioto::waker waker;
    bool done = false;
    int value = 0;

    void finish(int with) {
      std::unique_lock lock(mutex);
      done = true;
      value = with;
      const kioto::waker copy = waker;
      lock.unlock();
      if (copy) copy.wake_by_ref();
      if (copy) copy.wake_by_ref();
    }
  };
  using output_type = int;

  explicit distant(side& s) : side_(&s) {}
  kioto::poll<int> poll(kioto::context& cx) {
    std::lock_guard lock(side_->mutex);
    if (side_->done) return kioto::poll<int>::ready(side_->value);
    side_->waker = cx.waker();
    return kioto::poll<int>::pending();
  }

 private:
  side* side_;
};

// A signal between threads that orders nothing in the eyes of ThreadSanitizer,
// which does not understand fences: what it guards has to be ordered by the
// code under test.
class bare_count {
 public:
  void add() {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    count_.fetch_add(1, std::memory_order_relaxed);
  }
  void await(int n) const {
    while (count_.load(std::memory_order_relaxed) < n)
      std::this_thread::yield();
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }

 private:
  std::atomic<int> count_{0};
};

}  // namespace ch02
