// SPDX-License-Identifier: MIT
//
// A futures_unordered of remotes, the task that polls it by hand, and what
// comes of a poll, said.
#pragma once

#include <atomic>
#include <ch02/remote.hpp>
#include <cstdint>
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
  void (*on_wake)(void*) = nullptr;  // once, with `argument`
  void* argument = nullptr;

  const kioto::waker& waker() const { return waker_; }

 private:
  static void* clone(void* data) noexcept { return data; }
  static void wake(void* data) noexcept {
    auto& self = *static_cast<task*>(data);
    self.wakes.fetch_add(1, std::memory_order_relaxed);
    if (auto* call = std::exchange(self.on_wake, nullptr)) call(self.argument);
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

// A set of n children.
struct family {
  remotes children;
  set_of_remotes set;

  explicit family(std::int64_t n) : children(n) {
    for (auto& r : children) set.push(remote_future(r));
  }
  remote& operator[](std::int64_t i) { return children[i]; }
};

}  // namespace ch02
