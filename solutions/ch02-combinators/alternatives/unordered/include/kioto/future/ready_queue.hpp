// SPDX-License-Identifier: MIT
//
// Alternative: a mutex around a list of numbers. What the wakers point to holds
// no future, so it does not matter how long they live.
#pragma once

#include <cstddef>
#include <kioto/future/atomic_waker.hpp>
#include <kioto/future/wakeable.hpp>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace kioto::detail {

/// Which children were woken, by number, and the task that has to know.
struct woken_list {
  std::mutex mutex;
  std::vector<std::size_t> numbers;
  atomic_waker task;
};

/// What the wakers of a child point to.
class bell final : public wakeable {
 public:
  bell(std::shared_ptr<woken_list> list, std::size_t number)
      : list_(std::move(list)), number_(number) {}

  void wake() noexcept override {
    {
      std::lock_guard lock(list_->mutex);
      if (silent_) return;
      silent_ = true;
      list_->numbers.push_back(number_);
    }
    list_->task.wake();
  }

  /// From now on a wake is heard, once.
  void listen() {
    std::lock_guard lock(list_->mutex);
    silent_ = false;
  }

  void silence() {
    std::lock_guard lock(list_->mutex);
    silent_ = true;
  }

 private:
  const std::shared_ptr<woken_list> list_;
  const std::size_t number_;
  bool silent_ = true;  // under the mutex of the list: noted, or gone
};

}  // namespace kioto::detail
