// SPDX-License-Identifier: MIT
//
// fiber: a stack of its own, and a switch to it: one OS thread runs all the
// threads of the program under test. A fiber that is not wanted any more is
// left as it is, and never unwound.
//
// With a fiber changes what the C++ library keeps for each thread: thread_local
// variables of the program, and the exceptions that are being handled.
#pragma once

#include <cstddef>

namespace checker {

class fiber {
 public:
  static constexpr std::size_t stack_size = std::size_t{256} << 10;

  fiber() = default;
  fiber(const fiber&) = delete;
  fiber& operator=(const fiber&) = delete;

  /// Whether its stack has ended there: behind it is nothing.
  [[nodiscard]] bool has_overflowed_at(const void* p) const;

  /// Makes it a new thread, which begins in `entry()` at the first switch.
  /// `entry` must not return.
  void start(void (*entry)());

  /// Makes it the one that the OS thread came with, which runs now.
  void adopt_this_thread();

  /// Saves what runs now in `from`, and goes on with `to`.
  static void switch_to(fiber& from, fiber& to);

 private:
  // What abi::__cxa_get_globals() refers to.
  struct handled_exceptions {
    void* caught = nullptr;
    unsigned uncaught = 0;
  };

  void* sp_ = nullptr;
  char* stack_ = nullptr;
  std::size_t size_ = stack_size;
  char* thread_locals_ = nullptr;  // a copy, while it does not run
  handled_exceptions exceptions_;
  void* fake_stack_ = nullptr;  // of AddressSanitizer
};

struct memory_range {
  char* begin;
  std::size_t size;

  [[nodiscard]] bool contains(const void* p) const {
    return static_cast<std::size_t>(static_cast<const char*>(p) - begin) < size;
  }
};

/// The thread_local variables of the OS thread: those of the program, which
/// fibers have each, and those of its libraries.
[[nodiscard]] memory_range thread_locals();

}  // namespace checker
