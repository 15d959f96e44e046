// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <vector>

// #region main
long polls = 0;

struct child {  // ready when its event has happened
  bool happened = false, is_ready = false;

  kioto::poll<void> poll(kioto::context&) {
    ++polls;
    is_ready = happened;
    return happened ? kioto::poll<void>::ready() : kioto::poll<void>::pending();
  }
};

int main() {
  const kioto::waker task = kioto::waker::noop();
  kioto::context cx(task);
  for (const int n : {3, 100, 10'000}) {
    polls = 0;
    std::vector<child> children(n);
    for (child& next : children) {  // one event after the other
      next.happened = true;
      for (child& each : children) {
        if (!each.is_ready) (void)each.poll(cx);
      }
    }
    std::printf("%d children, %d wakes: %ld polls\n", n, n, polls);
  }
}
// #endregion main
