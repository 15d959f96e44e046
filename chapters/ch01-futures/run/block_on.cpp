// SPDX-License-Identifier: MIT
// grader run ch01.block_on [milliseconds]: this thread sleeps in your block_on
// until another one has something for it.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace {

// What the two threads share.
struct letter_box {
  std::mutex lock;
  bool full = false;
  std::optional<kioto::waker> reader;
};

// Ready when the box is full.
struct letter {
  using output_type = const char*;
  letter_box* box;
  int polls = 0;

  kioto::poll<const char*> poll(kioto::context& cx) {
    std::lock_guard hold(box->lock);
    std::printf("poll %d: %s\n", ++polls, box->full ? "ready" : "pending");
    if (box->full) return kioto::poll<const char*>::ready("a letter");
    box->reader = cx.waker();
    return kioto::poll<const char*>::pending();
  }
};

void deliver(letter_box& box, std::chrono::milliseconds after) {
  std::this_thread::sleep_for(after);
  std::optional<kioto::waker> reader;
  {
    std::lock_guard hold(box.lock);
    box.full = true;
    reader = std::exchange(box.reader, std::nullopt);
  }
  std::puts("the other thread: there is a letter");
  if (reader) std::move(*reader).wake();
}

}  // namespace

int main(int argc, char** argv) {
  std::chrono::milliseconds after(argc > 1 ? std::atoi(argv[1]) : 500);
  letter_box box;
  std::thread other(deliver, std::ref(box), after);
  std::printf("block_on gave %s\n", kioto::block_on(letter{&box}));
  other.join();
}
