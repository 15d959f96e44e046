// SPDX-License-Identifier: MIT
// example: exit 0
// build: tsan
#include <chrono>
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <mutex>
#include <thread>
#include <utility>

// #region door
struct door {  // shared by two threads
  std::mutex mutex;
  bool rung = false;
  kioto::waker waiting;

  void ring() {
    kioto::waker who;
    {
      const std::lock_guard lock(mutex);
      rung = true;
      who = std::move(waiting);
    }
    if (who) std::move(who).wake();
  }
};

struct visitor {  // a future: ready when the bell has been rung
  using output_type = void;
  door& at;

  kioto::poll<void> poll(kioto::context& cx) {
    const std::lock_guard lock(at.mutex);
    std::printf("poll: %s\n", at.rung ? "ready" : "pending");
    if (at.rung) return kioto::poll<void>::ready();
    at.waiting = cx.waker();  // and only then "pending"
    return kioto::poll<void>::pending();
  }
};
// #endregion door

// #region main
int main() {
  door front;
  std::thread guest([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::puts("ding dong");
    front.ring();
  });
  kioto::block_on(visitor{front});
  std::puts("welcome");
  guest.join();
}
// #endregion main
