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
  static constexpr std::size_t guard_size = 4096;

  fiber() = default;
  fiber(const fiber&) = delete;
  fiber& operator=(const fiber&) = delete;

  /// Whether something may be there: functions that have not returned.
  /// Requires: it does not run, and `p` is in its stack.
  [[nodiscard]] bool is_in_use(const void* p) const { return p >= sp_; }

  /// Whether there is little left below `p` for what the checker itself does.
  [[nodiscard]] bool is_nearly_full_at(const void* p) const {
    return static_cast<const char*>(p) - stack_ < reserve;
  }

  /// Whether its stack has ended there: behind it is nothing.
  [[nodiscard]] bool has_overflowed_at(const void* p) const;

  /// Makes it a new thread, which begins in `entry()` at the first switch.
  /// `entry` must not return. `slot`: which of the stacks; one fiber each.
  void start(void (*entry)(), std::size_t slot);

  /// Nothing is left there of what ran before. Requires: it has not run yet.
  void clear_stack();

  /// Makes it the one that the OS thread came with, which runs now.
  void adopt_this_thread();

  /// Saves what runs now in `from`, and goes on with `to`.
  static void switch_to(fiber& from, fiber& to);

 private:
  static constexpr std::ptrdiff_t reserve = 24 << 10;

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

/// Returns: the slot of the stack that `p` is in; -1: it is in none.
[[nodiscard]] int slot_of_stack(const void* p);

/// The thread_local variables of the OS thread: those of the program, which
/// fibers have each, and those of its libraries.
[[nodiscard]] memory_range thread_locals();

}  // namespace checker
