// SPDX-License-Identifier: MIT
//
// A future of one's own, finished by another thread, and run by block_on.
//
//   $ kioto_hello
//   main: waiting
//   hello from another thread
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

// A letter box for one letter. Two threads share it, so it has a lock: the
// letter and the waker of whoever waits for it are looked at together.
class letter_box {
 public:
  using output_type = std::string;

  // For the reader: the letter, or "not yet, and here is how to call me".
  kioto::poll<std::string> poll(kioto::context& cx) {
    std::lock_guard lock(mutex_);
    if (letter_) return kioto::poll<std::string>::ready(std::move(*letter_));
    reader_ = cx.waker();
    return kioto::poll<std::string>::pending();
  }

  // For the writer. The wake comes after the lock is free, so the reader does
  // not wake up only to wait for it.
  void post(std::string letter) {
    kioto::waker reader;
    {
      std::lock_guard lock(mutex_);
      letter_ = std::move(letter);
      reader = std::move(reader_);
    }
    if (reader) std::move(reader).wake();
  }

 private:
  std::mutex mutex_;
  std::optional<std::string> letter_;
  kioto::waker reader_;  // empty until somebody waits
};

int main() {
  letter_box box;
  std::puts("main: waiting");
  std::jthread writer([&box] { box.post("hello from another thread"); });
  std::puts(kioto::block_on(box).c_str());
}
