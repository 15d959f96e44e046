// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>

// #region main
struct task : kioto::wakeable {
  int wakes = 0;
  void wake() noexcept override { ++wakes; }
};

struct two_countdowns {  // one after the other, one step a poll
  using output_type = void;
  kioto::countdown_future first{1}, second{1};
  bool first_is_ready = false;

  kioto::poll<void> poll(kioto::context& cx) {
    if (first_is_ready) {
      return second.poll(cx).map([](unsigned) {});
    }
    first_is_ready = first.poll(cx).is_ready();
    return kioto::poll<void>::pending();
  }
};

int main() {
  const auto counts = kioto::make_wakeable<task>();
  const kioto::waker waker = counts.waker();
  kioto::context cx(waker);
  two_countdowns fut;
  int polls = 0;
  do {  // as an executor does: poll, and poll again for each wake
    ++polls;
    if (fut.poll(cx).is_ready()) return 0;
    std::printf("poll %d: pending, wakes so far: %d\n", polls, counts->wakes);
  } while (polls <= counts->wakes);
  std::puts("nobody has the waker: this task sleeps for ever");
}
// #endregion main
