// SPDX-License-Identifier: MIT
//
// Polls by hand, with a waker that counts, and says what came of it.
#pragma once

#include <grader/probe.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>

namespace ch02 {

// Wakes nobody, and counts. Lives longer than its wakers. Threads: one.
struct wake_counter {
  int wakes = 0;

  kioto::waker make() { return kioto::waker(this, vtable); }

 private:
  static void* clone(void* data) noexcept { return data; }
  static void wake(void* data) noexcept {
    ++static_cast<wake_counter*>(data)->wakes;
  }
  static void drop(void*) noexcept {}

  static constexpr kioto::waker_vtable vtable{
      .clone = clone, .wake = wake, .wake_by_ref = wake, .drop = drop};
};

// Polls once with a waker of `w`.
template <class F>
auto polled(F& future, wake_counter& w) {
  const kioto::waker waker = w.make();
  kioto::context cx(waker);
  return future.poll(cx);
}

// Polls once; `throws`: the word of the exception that left the poll.
template <class F>
void show_throw(F& future, wake_counter& w) {
  try {
    (void)polled(future, w);
    probe::emit("threw", "nothing");
  } catch (const std::exception& e) {
    probe::emit("threw", e.what());
  }
}

// Polls a complete future once more.
template <class F>
void show_death(F& future) {
  wake_counter w;
  const auto end = probe::dies([&] {
    try {
      (void)polled(future, w);
    } catch (...) {
      return;  // that is not how it should end
    }
  });
  probe::emit("died", end.died);
  probe::emit("said", end.message.substr(0, end.message.find('\n')));
}

}  // namespace ch02
