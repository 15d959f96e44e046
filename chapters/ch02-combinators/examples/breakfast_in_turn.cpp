// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>

// #region main
int minute = 0;

struct job {  // begins when it is polled first, and takes its time
  using output_type = void;
  const char* name;
  int takes;
  int ready_at = -1;

  // Leaves no waker: main asks every minute.
  kioto::poll<void> poll(kioto::context&) {
    if (ready_at < 0) {
      ready_at = minute + takes;
      std::printf("minute %d: %s begins\n", minute, name);
    }
    if (minute < ready_at) return kioto::poll<void>::pending();
    std::printf("minute %d: %s is ready\n", minute, name);
    return kioto::poll<void>::ready();
  }
};

struct both {  // waits for the toast and for the egg
  using output_type = void;
  job toast{"toast", 3}, egg{"egg", 4};
  bool has_toast = false, has_egg = false;

  kioto::poll<void> poll(kioto::context& cx) {
    if (!has_toast) has_toast = toast.poll(cx).is_ready();
    if (!has_toast) return kioto::poll<void>::pending();
    if (!has_egg) has_egg = egg.poll(cx).is_ready();
    if (!has_egg) return kioto::poll<void>::pending();
    return kioto::poll<void>::ready();
  }
};

int main() {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  both breakfast;
  while (breakfast.poll(cx).is_pending()) ++minute;
}
// #endregion main
