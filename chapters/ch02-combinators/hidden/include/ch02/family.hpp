// SPDX-License-Identifier: MIT
//
// A futures_unordered of remotes, the task that polls it by hand, and what
// comes of a poll, said.
#pragma once

#include <atomic>
#include <ch02/remote.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <grader/probe.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <utility>

namespace ch02 {

using set_of_remotes = kioto::futures_unordered<remote_future<>>;

// The task that polls a set. Its wakes are counted, and may do something.
class task {
 public:
  std::atomic<int> wakes{0};
  std::function<void()> on_wake;

  const kioto::waker& waker() const { return waker_; }

 private:
  static void* clone(void* data) noexcept { return data; }
  static void wake(void* data) noexcept {
    auto& self = *static_cast<task*>(data);
    self.wakes.fetch_add(1, std::memory_order_relaxed);
    if (self.on_wake) std::exchange(self.on_wake, nullptr)();
  }
  static void drop(void*) noexcept {}
  static constexpr kioto::waker_vtable table{
      .clone = clone, .wake = wake, .wake_by_ref = wake, .drop = drop};

  kioto::waker waker_{this, table};
};

template <class F>
auto polled(kioto::futures_unordered<F>& set, const task& t) {
  kioto::context cx(t.waker());
  return set.next().poll(cx);
}

template <class T>
void show(const kioto::poll<std::optional<T>>& p) {
  if (p.is_pending())
    probe::emit("returned", "pending");
  else if (!p.value())
    probe::emit("returned", "the end");
  else if constexpr (requires { p.value()->value; })
    probe::emit("returned", p.value()->value);
  else
    probe::emit("returned", *p.value());
}

inline void show_wakes(task& t) {
  probe::emit("wakes of the task", t.wakes.exchange(0));
}
inline void show_woken(task& t) {
  probe::emit("the task was woken", t.wakes.exchange(0) > 0);
}

// A set with n children, at addresses that do not change.
struct family {
  std::deque<remote> remotes;
  set_of_remotes set;

  explicit family(std::size_t n) : remotes(n) {
    for (auto& r : remotes) set.push(remote_future(r));
  }
  remote& operator[](std::int64_t i) {
    return remotes[static_cast<std::size_t>(i)];
  }
  int polls() const {
    int sum = 0;
    for (const auto& r : remotes) sum += r.polls;
    return sum;
  }
  int destroyed() const {
    int sum = 0;
    for (const auto& r : remotes) sum += r.destroyed;
    return sum;
  }
};

}  // namespace ch02
